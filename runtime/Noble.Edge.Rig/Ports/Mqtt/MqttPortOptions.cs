namespace Noble.Edge.Rig;

/// <summary>Where and how spikes are published; a snapshot taken at the start.</summary>
public sealed record MqttPortOptions
{
    /// <summary>Broker's host; default loopback.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Broker's TCP port; default 1883, range 1 to 65535.</summary>
    public int Port
    {
        get;
        init => field = value is >= 1 and <= 65_535
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT port {value}: expected 1 to 65535");
    } = 1883;

    /// <summary>Topics; default those of the rig <c>bench</c>.</summary>
    public StreamTopics Topics { get; init; } = new("bench");

    /// <summary>How spikes are collected; default every 10 ms.</summary>
    public BatchingOptions Batching { get; init; } = BatchingOptions.Default;

    /// <summary>MQTT quality of service of the batches: 1, the default, is acknowledged and sent again until it is; 0 is sent once.</summary>
    public int QualityOfService
    {
        get;
        init => field = value is 0 or 1
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT quality of service {value}: expected 0 or 1");
    } = 1;

    /// <summary>How long the broker may take to answer; default 5 s, range 0.1 to 60 s.</summary>
    public TimeSpan AnswerTimeout
    {
        get;
        init => field = Guard(value, TimeSpan.FromSeconds(0.1), "answer time-out");
    } = TimeSpan.FromSeconds(5);

    /// <summary>How long an unreachable broker is still tried once the stream ends; default 2 s, range 0 to 60 s.</summary>
    public TimeSpan StopPatience
    {
        get;
        init => field = Guard(value, TimeSpan.Zero, "stop patience");
    } = TimeSpan.FromSeconds(2);

    private static TimeSpan Guard(TimeSpan value, TimeSpan minimum, string name) =>
        value >= minimum && value <= TimeSpan.FromSeconds(60)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT {name} {value.TotalSeconds} s: expected {minimum.TotalSeconds} to 60 s");
}
