namespace Noble.Edge.Rig;

/// <summary>Where address-events are sent, and how they are collected into datagrams; a snapshot taken at the start.</summary>
public sealed record UdpSendOptions
{
    /// <summary>Receiver's host name or IPv4 address; default loopback. It is looked up once, when the port is opened.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Receiver's UDP port, 1 to 65535; default 0, the protocol's own.</summary>
    public int Port
    {
        get;
        init => field = value is >= 0 and <= 65_535
            ? value
            : throw new ArgumentOutOfRangeException(null, $"UDP port {value}: expected 1 to 65535, or 0 for the protocol's own");
    }

    /// <summary>How long an event waits for others of its datagram; default 1 ms, range 0 (sent at once) to 100 ms. A full datagram does not wait.</summary>
    public TimeSpan FlushTime
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromMilliseconds(100)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"UDP flush time {value.TotalMilliseconds} ms: expected 0 to 100 ms");
    } = TimeSpan.FromMilliseconds(1);

    /// <summary>Datagrams that may follow each other without a pause; default 6, as the protocol's reference client, range 1 to 1000.</summary>
    public int BurstPackets
    {
        get;
        init => field = value is >= 1 and <= 1000
            ? value
            : throw new ArgumentOutOfRangeException(null, $"UDP burst {value}: expected 1 to 1000 packets");
    } = 6;

    /// <summary>Pause after a burst, in which events wait; default 0, none, range to 100 ms. For receivers that lose what comes faster.</summary>
    public TimeSpan BurstPause
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromMilliseconds(100)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"UDP burst pause {value.TotalMilliseconds} ms: expected 0 to 100 ms");
    }

    /// <summary>Events that wait at most; default 4,096, range 512 to 2^20. What finds it full is refused and counted.</summary>
    public int QueueCapacity
    {
        get;
        init => field = value is >= 512 and <= 1 << 20
            ? value
            : throw new ArgumentOutOfRangeException(null, $"UDP queue {value}: expected 512 to {1 << 20} events");
    } = 4096;
}
