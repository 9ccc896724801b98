using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Noble.Edge.FirmwareBridge.Tests;

public partial class FirmwareCoreTests(FirmwareCoreFixture core) : IClassFixture<FirmwareCoreFixture>
{
    [GccFact]
    public void FirmwareCore_OwnTests_AllPass()
    {
        var (exitCode, output) = core.MakeTest();
        Assert.True(exitCode == 0, output);
        // The core's runner, the drivers' and that of what boards share each print their count.
        var results = Result().Matches(output);
        Assert.Equal(3, results.Count);
        Assert.All(results, result => Assert.Equal("0", result.Groups["failed"].Value));
        Assert.True(results.Sum(result => int.Parse(result.Groups["passed"].Value, CultureInfo.InvariantCulture)) >= 100, output);
    }

    [GccFact]
    public void FirmwareCore_RandomStream_IsReceivedAsByTheHost()
    {
        var stream = RandomStream(new Random(51));
        var host = HostReceives(stream, new Random(52));
        Assert.Contains("take 01", host, StringComparison.Ordinal);
        Assert.All(
            Enum.GetValues<BridgeFrameError>()[2..11],
            error => Assert.DoesNotContain($"error {(int)error} 0\n", host, StringComparison.Ordinal));
        Assert.Equal(host, core.Receive(stream));
    }

    // Whole frames of every kind, damaged ones, and noise.
    private static byte[] RandomStream(Random random)
    {
        var stream = new List<byte>();
        var sequence = 0;
        for (var round = 0; round < 6000; round++)
        {
            sequence += random.Next(40) == 0 ? random.Next(-40, 40) : 1;
            var payload = new byte[random.Next(20) == 0 ? random.Next(1025) : random.Next(30)];
            random.NextBytes(payload);
            var type = (BridgeMessageType)(random.Next(10) == 0 ? random.Next(256) : random.Next(1, 3));
            var wire = WireFrame.Of(type, (ushort)sequence, payload);
            switch (random.Next(8))
            {
                case 0:
                    wire[random.Next(wire.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    wire = wire[..random.Next(wire.Length)];
                    break;
                case 2:
                    wire = Reframed(wire, random);
                    break;
                case 3:
                    stream.AddRange(Noise(random, random.Next(20)));
                    break;
                case 4 when random.Next(20) == 0:
                    stream.AddRange(Noise(random, 3000));
                    break;
            }

            stream.AddRange(wire);
        }

        return [.. stream];
    }

    private static byte[] Noise(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => (byte)(length > 20 ? random.Next(1, 256) : random.Next(256)))];

    // The frame with another byte in it and the CRC that belongs to that: errors that noise does not reach.
    private static byte[] Reframed(byte[] wire, Random random)
    {
        var bytes = WireFrame.Unstuffed(wire);
        bytes[random.Next(3)] = (byte)random.Next(4);
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), Crc32.Compute(bytes.AsSpan(0, bytes.Length - 4)));
        var stuffed = new byte[CobsWriter.Bound(bytes.Length)];
        var writer = new CobsWriter(stuffed);
        writer.Write(bytes);
        return [0, .. stuffed[..writer.End()], 0];
    }

    private static string HostReceives(byte[] stream, Random random)
    {
        var receiver = new BridgeReceiver(new BridgeReceiverOptions { Direction = BridgeDirection.ToDevice });
        var text = new StringBuilder();
        for (var at = 0; at < stream.Length;)
        {
            var length = Math.Min(random.Next(1, 300), stream.Length - at);
            foreach (var frame in ReceivedFrame.All(receiver, stream.AsSpan(at, length)))
            {
                var payload = frame.Payload == "-" ? string.Empty : frame.Payload;
                text.Append(CultureInfo.InvariantCulture, $"take {(int)frame.Type:x2} {frame.Sequence} {payload}\n");
            }

            at += length;
        }

        var counters = receiver.Counters;
        text.Append(CultureInfo.InvariantCulture, $"taken {counters.FramesTaken}\n");
        text.Append(CultureInfo.InvariantCulture, $"lost {counters.FramesLost}\n");
        text.Append(CultureInfo.InvariantCulture, $"skipped {counters.BytesSkipped}\n");
        foreach (var error in Enum.GetValues<BridgeFrameError>())
        {
            text.Append(CultureInfo.InvariantCulture, $"error {(int)error} {counters[error]}\n");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^(?<passed>\d+) passed, (?<failed>\d+) failed$", RegexOptions.Multiline)]
    private static partial Regex Result();
}
