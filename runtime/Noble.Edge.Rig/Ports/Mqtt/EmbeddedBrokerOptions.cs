namespace Noble.Edge.Rig;

/// <summary>The broker that the process brings along.</summary>
public sealed record EmbeddedBrokerOptions
{
    /// <summary>TCP port on loopback; default 1883, range 0 to 65535; 0 takes a free one.</summary>
    public int Port
    {
        get;
        init => field = value is >= 0 and <= 65_535
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT port {value}: expected 0 to 65535");
    } = 1883;

    /// <summary>Messages that wait for a slow subscriber at most; default 10,000, range 1 to 1,000,000. Beyond it the oldest is dropped and counted.</summary>
    public int PendingMaximum
    {
        get;
        init => field = value is >= 1 and <= 1_000_000
            ? value
            : throw new ArgumentOutOfRangeException(null, $"pending messages {value}: expected 1 to 1000000");
    } = 10_000;
}
