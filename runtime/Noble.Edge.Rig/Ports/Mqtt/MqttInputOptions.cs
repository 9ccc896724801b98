namespace Noble.Edge.Rig;

/// <summary>Which stream's spikes come in; a snapshot taken at the start.</summary>
public sealed record MqttInputOptions
{
    /// <summary>How the broker is reached; default loopback.</summary>
    public MqttConnectionOptions Connection { get; init; } = new();

    /// <summary>Topics of the rig whose spikes are read.</summary>
    public required StreamTopics Source { get; init; }

    /// <summary>Events that wait for the loop at most, rounded up to a power of two; default 65,536, range 16 to 2^20. What finds it full is dropped and counted.</summary>
    public int BufferCapacity
    {
        get;
        init => field = value is >= 16 and <= 1 << 20
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT input buffer {value}: expected 16 to {1 << 20} events");
    } = 65_536;
}
