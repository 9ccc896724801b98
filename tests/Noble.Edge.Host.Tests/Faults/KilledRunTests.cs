using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>A run that is killed leaves its outputs safe: the guard process sees to it.</summary>
public sealed class KilledRunTests : IDisposable
{
    // What the guard process promises by far on a machine that is not overloaded; a test machine may be.
    private const int StopMilliseconds = 5_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_KilledWithAUdpPort_TheReceiverGetsTheStopCommand()
    {
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        receiver.ReceiveBufferSize = 1 << 20;
        receiver.ReceiveTimeout = 60_000;
        var port = ((IPEndPoint)receiver.LocalEndPoint!).Port;
        File.WriteAllText(_folder.File("run.json"), string.Create(CultureInfo.InvariantCulture, $$"""{ "ports": [ { "type": "eieio", "send": "127.0.0.1:{{port}}" } ] }"""));
        using var run = NobleEdge.Start(
            "run", _folder.File("run.json"), "--model", SpikingModel.Write(_folder.File("small.noble")), "--broker", "embedded:0", "--neurons", "2", "--duration", "forever");
        var datagram = new byte[2048];
        var events = new EieioEvent[EieioCodec.MaximumCount];
        var received = receiver.Receive(datagram);
        Assert.True(EieioCodec.TryRead(datagram.AsSpan(0, received), out var header, events, out _) && header.Count > 0);

        run.Kill();

        // What was sent before lies in the socket still; the stop is the last thing that comes.
        receiver.ReceiveTimeout = StopMilliseconds;
        EieioCommand command;
        do
        {
            received = receiver.Receive(datagram);
        }
        while (!EieioCodec.TryReadCommand(datagram.AsSpan(0, received), out command, out _));
        Assert.Equal(EieioCommand.Stop, command);
        receiver.ReceiveTimeout = 200;
        Assert.Equal(SocketError.TimedOut, Assert.Throws<SocketException>(() => receiver.Receive(datagram)).SocketErrorCode);
    }
}
