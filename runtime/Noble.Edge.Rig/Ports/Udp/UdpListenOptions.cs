namespace Noble.Edge.Rig;

/// <summary>Where address-events are listened for; a snapshot taken at the start.</summary>
public sealed record UdpListenOptions
{
    /// <summary>Address of this machine to listen at; default loopback, so that nobody else reaches it. <c>0.0.0.0</c> for all of its addresses.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>UDP port, 1 to 65535, or 0, the default, for the protocol's own.</summary>
    public int Port
    {
        get;
        init => field = value is >= 0 and <= 65_535
            ? value
            : throw new ArgumentOutOfRangeException(null, $"UDP port {value}: expected 1 to 65535, or 0 for the protocol's own");
    }

    /// <summary>Whether the system chooses a free port instead; default no.</summary>
    public bool AnyPort { get; init; }

    /// <summary>The only host that is listened to, by name or IPv4 address; default null, every one. UDP's senders can be forged: it keeps mistakes out, not attackers.</summary>
    public string? Sender { get; init; }

    /// <summary>Datagrams that a single read looks at, at most; default 16, range 1 to 1024. It bounds what a flood of useless ones costs the loop.</summary>
    public int DatagramsPerRead
    {
        get;
        init => field = value is >= 1 and <= 1024
            ? value
            : throw new ArgumentOutOfRangeException(null, $"datagrams per read {value}: expected 1 to 1024");
    } = 16;
}
