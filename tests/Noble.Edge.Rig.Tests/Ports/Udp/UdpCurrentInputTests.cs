using System.Net;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public sealed class UdpCurrentInputTests : IDisposable
{
    private const long Millisecond = 1_000_000;

    private readonly Loopback _peer = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public void Datagram_Bytes_AreThoseOfTheReadme()
    {
        var datagram = new CurrentDatagram(7, 3, 1, 2, 1_000_000_000);
        var bytes = new byte[datagram.Length + 2];
        bytes.AsSpan().Fill(0xAA);
        Assert.Equal(32, datagram.Write([0.5f, -1f], bytes));
        Assert.Equal("4e45433107000000030000000100020000ca9a3b000000000000003f000080bfaaaa", Convert.ToHexStringLower(bytes));
        Assert.True(CurrentDatagram.TryRead(bytes.AsSpan(0, 32), out var read));
        Assert.Equal(datagram, read);
        Assert.False(CurrentDatagram.TryRead(bytes, out _));
        Assert.False(CurrentDatagram.TryRead(bytes.AsSpan(0, 31), out _));
    }

    [Fact]
    public void Newest_EachNeuronsLastSampleAndNoOlderDatagram()
    {
        using var input = Open(TimeSpan.Zero);
        Send(input, new CurrentDatagram(0, 2, 2, 3, 0), [1, 2, 3, 4, 5, 6]);
        Send(input, new CurrentDatagram(2, 2, 1, 1, 0), [8]);
        Send(input, new CurrentDatagram(1, 2, 1, 1, 0), [7]);
        Send(input, new CurrentDatagram(3, -1, 1, 1, 0), [9]);
        Assert.Equal([(2, 3.0), (3, 6.0), (2, 8.0), (-1, 9.0)], Read(input));
        Assert.Equal((1L, 1L), (input.Late, input.LostDatagrams));
    }

    [Fact]
    public void Buffered_GapsAreMissingSamplesAndRepeatsAreLeftOut()
    {
        using var input = Open(TimeSpan.FromMilliseconds(1));
        Send(input, new CurrentDatagram(0, 0, 1, 2, 5 * Millisecond), [1, 2]);
        Send(input, new CurrentDatagram(2, 0, 1, 2, 9 * Millisecond), [5, 6]);
        Send(input, new CurrentDatagram(3, 0, 1, 3, 10 * Millisecond), [6, 7, 8]);
        Send(input, new CurrentDatagram(1, 0, 1, 2, 7 * Millisecond), [3, 4]);
        Assert.Equal([1, 2, double.NaN, double.NaN, 5, 6, 7, 8], Read(input).Select(sample => sample.Value));
        Assert.Equal((3L, 2L), (input.Late, input.Missing));
    }

    [Fact]
    public void Buffered_ASenderThatBeginsAnew_IsFollowed()
    {
        using var input = Open(TimeSpan.FromMilliseconds(1));
        Send(input, new CurrentDatagram(500_000, 0, 1, 1, 1_000_000 * Millisecond), [1]);
        Send(input, new CurrentDatagram(0, 0, 1, 1, 0), [2]);
        Send(input, new CurrentDatagram(1, 0, 1, 1, long.MaxValue), [3]);
        Assert.Equal([1, 2, 3], Read(input).Select(sample => sample.Value));
    }

    [Fact]
    public void Neurons_ThatThereAreNot_AreUnmapped()
    {
        using var input = Open(TimeSpan.Zero, neurons: 4);
        Send(input, new CurrentDatagram(0, 3, 2, 1, 0), [1, 2]);
        Send(input, new CurrentDatagram(1, 1_000_000, 1, 1, 0), [3]);
        Assert.Equal([(3, 1.0)], Read(input));
        Assert.Equal(2, input.Counts.Unmapped);
    }

    [Fact]
    public void Hostile_AHundredThousandDatagrams_AllCountedNoneThrown()
    {
        using var input = Open(TimeSpan.FromMilliseconds(0.1), neurons: 64);
        var random = new Random(4);
        var bytes = new byte[1_400];
        var (sent, events) = (0L, 0L);
        for (var i = 0; i < 100_000; i++)
        {
            var length = random.Next(bytes.Length);
            random.NextBytes(bytes.AsSpan(0, length));
            if (i % 2 == 0)
            {
                // A header that is right but for what is in it.
                var shape = new CurrentDatagram((uint)random.Next(), random.Next(-3, 80), random.Next(0, 20), random.Next(0, 18), random.NextInt64(long.MinValue, long.MaxValue));
                length = shape.Neurons * shape.Samples == 0 ? 24 : shape.Write(new float[shape.Neurons * shape.Samples], bytes);
            }

            _peer.Send(bytes.AsSpan(0, length), input.LocalPort);
            sent++;
            for (var reads = 0; reads < 100 && input.TryRead(0, out _); reads++)
            {
                events++;
            }
        }

        while (input.TryRead(0, out _))
        {
            events++;
        }

        Assert.Equal(sent, input.Counts.Packets + input.Counts.Malformed);
        Assert.InRange(input.Counts.Packets, 1_000, sent);
        Assert.Equal(input.Counts.Events, events);
    }

    [Fact]
    public void Read_OnceWarm_AllocatesNothing()
    {
        using var input = Open(TimeSpan.FromMilliseconds(1));
        var sequence = 0u;
        var values = new float[64];
        var bytes = new byte[1_000];
        var target = new IPEndPoint(IPAddress.Loopback, input.LocalPort).Serialize();
        AllocationAssert.AllocatesNothing(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                var datagram = new CurrentDatagram(sequence, 0, 64, 1, sequence * Millisecond);
                datagram.Write(values, bytes);
                sequence++;
                _peer.Send(bytes.AsSpan(0, datagram.Length), target);
                while (input.TryRead(0, out _))
                {
                }
            }
        });
        Assert.Equal(64 * sequence, input.Counts.Events);
    }

    private static UdpCurrentInput Open(TimeSpan interval, int neurons = 1_000) =>
        new(new UdpCurrentInputOptions { Listen = new UdpListenOptions { AnyPort = true }, SampleInterval = interval, Neurons = neurons });

    private void Send(UdpCurrentInput input, CurrentDatagram datagram, float[] values)
    {
        var bytes = new byte[datagram.Length];
        datagram.Write(values, bytes);
        _peer.Send(bytes, input.LocalPort);
    }

    private static List<(int Channel, double Value)> Read(UdpCurrentInput input)
    {
        var samples = new List<(int, double)>();
        while (input.TryRead(42, out var received))
        {
            Assert.Equal((42, InputKind.Sample), (received.TimeNanoseconds, received.Kind));
            samples.Add((received.Channel, received.Value));
        }

        return samples;
    }
}
