namespace Noble.Edge.Rig;

/// <summary>How a population is rendered by several nodes; a snapshot taken at the start.</summary>
public sealed record RenderClientOptions
{
    /// <summary>How the broker is reached; default loopback.</summary>
    public MqttConnectionOptions Connection { get; init; } = new();

    /// <summary>Topics; default those of the rig <c>bench</c>.</summary>
    public StreamTopics Topics { get; init; } = new("bench");

    /// <summary>Neurons a request; default 64, range 1 to 65,536. Small ones spread better, large ones cost fewer messages.</summary>
    public int NeuronsPerRequest
    {
        get;
        init => field = value is >= 1 and <= 65_536
            ? value
            : throw new ArgumentOutOfRangeException(null, $"neurons a request {value}: expected 1 to 65536");
    } = 64;

    /// <summary>Requests under way at a time; default 8, range 1 to 256.</summary>
    public int RequestsAtOnce
    {
        get;
        init => field = value is >= 1 and <= 256
            ? value
            : throw new ArgumentOutOfRangeException(null, $"requests at once {value}: expected 1 to 256");
    } = 8;

    /// <summary>
    /// Silence after which a request is asked for again; default 30 s, range 0.05 s to 1 h. Longer than a node renders the requests
    /// that wait before it.
    /// </summary>
    public TimeSpan AnswerTimeout
    {
        get;
        init => field = value >= TimeSpan.FromSeconds(0.05) && value <= TimeSpan.FromHours(1)
            ? value
            : throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"render answer time-out {value.TotalSeconds} s: expected 0.05 to 3600 s"));
    } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is asked for at most; default 5, range 1 to 100.</summary>
    public int Attempts
    {
        get;
        init => field = value is >= 1 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(null, $"render attempts {value}: expected 1 to 100");
    } = 5;

    /// <summary>Spikes of a request's answer at most; default 4,194,304, range 1 to 2^26.</summary>
    public int SpikesMaximum
    {
        get;
        init => field = value is >= 1 and <= 1 << 26
            ? value
            : throw new ArgumentOutOfRangeException(null, $"spikes an answer {value}: expected 1 to {1 << 26}");
    } = 1 << 22;
}
