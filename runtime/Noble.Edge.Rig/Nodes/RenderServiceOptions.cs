namespace Noble.Edge.Rig;

/// <summary>A node that renders for whoever asks; a snapshot taken at the start.</summary>
public sealed record RenderServiceOptions
{
    /// <summary>How the broker is reached; default loopback. A node's session does not persist: a request that it missed is another's.</summary>
    public MqttConnectionOptions Connection { get; init; } = new();

    /// <summary>Topics; default those of the rig <c>bench</c>.</summary>
    public StreamTopics Topics { get; init; } = new("bench");

    /// <summary>Name of the node in its answers; default the machine's. 1 to 64 characters.</summary>
    public string Node
    {
        get;
        init => field = value.Length is >= 1 and <= 64
            ? value
            : throw new ArgumentOutOfRangeException(null, $"node name of {value.Length} characters: expected 1 to 64");
    } = Environment.MachineName;

    /// <summary>Requests that wait at most; default 64, range 1 to 4,096. One that finds the queue full is refused, and whoever asked asks again.</summary>
    public int QueueMaximum
    {
        get;
        init => field = value is >= 1 and <= 4_096
            ? value
            : throw new ArgumentOutOfRangeException(null, $"render queue {value}: expected 1 to 4096 requests");
    } = 64;

    /// <summary>Neurons times trials of a request at most; default 65,536, range 1 to 2^24.</summary>
    public int TracesMaximum
    {
        get;
        init => field = value is >= 1 and <= 1 << 24
            ? value
            : throw new ArgumentOutOfRangeException(null, $"traces a request {value}: expected 1 to {1 << 24}");
    } = 65_536;

    /// <summary>Most spikes in a batch of the answer; default 4,096, range 1 to 65,536.</summary>
    public int BatchMaximum
    {
        get;
        init => field = value is >= 1 and <= 65_536
            ? value
            : throw new ArgumentOutOfRangeException(null, $"batch maximum {value}: expected 1 to 65536 spikes");
    } = 4_096;
}
