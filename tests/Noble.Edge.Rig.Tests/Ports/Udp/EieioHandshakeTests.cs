namespace Noble.Edge.Rig.Tests;

public sealed class EieioHandshakeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Loopback _peer = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public void Handshake_WholeExchange_AnsweredAndFollowed()
    {
        using var handshake = new EieioHandshake(new UdpListenOptions { AnyPort = true });
        Assert.Equal((EieioHandshakeState.Waiting, (string?)null), (handshake.State, handshake.DatabasePath));
        _peer.Send([0x01, 0x40, .. "/tmp/run 1/input_output_database.sqlite3"u8], handshake.LocalPort);
        Assert.Equal("0140", _peer.Receive());
        Assert.True(handshake.WaitFor(EieioHandshakeState.DatabaseKnown, Patience));
        Assert.Equal("/tmp/run 1/input_output_database.sqlite3", handshake.DatabasePath);
        _peer.Send("0b40", handshake.LocalPort);
        Assert.True(handshake.WaitFor(EieioHandshakeState.Running, Patience));
        _peer.Send("0a40", handshake.LocalPort);
        Assert.True(handshake.WaitFor(EieioHandshakeState.Stopped, Patience));
        Assert.Equal(0, handshake.Malformed);
    }

    [Fact]
    public void Handshake_HostileDatagrams_CountedAndTheNextIsFollowed()
    {
        using var handshake = new EieioHandshake(new UdpListenOptions { AnyPort = true });
        byte[][] bad = [[], [1], [1, 0x40], [1, 0x40, 0, 0], [1, 0x40, (byte)'/', 10], [1, 0x40, 0xFF, 0xFE], [0x0C, 0x40], new byte[5000]];
        foreach (var datagram in bad)
        {
            _peer.Send(datagram, handshake.LocalPort);
        }

        _peer.Send("0b40", handshake.LocalPort);
        Assert.True(handshake.WaitFor(EieioHandshakeState.Running, Patience));
        Assert.Equal(bad.Length, handshake.Malformed);
        Assert.Null(handshake.DatabasePath);
    }

    [Fact]
    public void Handshake_NobodyCalls_WaitEndsAndTheNextPortIsRefused()
    {
        using var handshake = new EieioHandshake(new UdpListenOptions { AnyPort = true });
        Assert.False(handshake.WaitFor(EieioHandshakeState.Running, TimeSpan.FromMilliseconds(1)));
        var taken = Assert.Throws<UdpPortException>(() => new EieioHandshake(new UdpListenOptions { Port = handshake.LocalPort }));
        Assert.Contains("is in use", taken.Message, StringComparison.Ordinal);
    }
}
