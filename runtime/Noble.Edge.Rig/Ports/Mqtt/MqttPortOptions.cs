namespace Noble.Edge.Rig;

/// <summary>Where and how spikes are published; a snapshot taken at the start.</summary>
public sealed record MqttPortOptions
{
    /// <summary>How the broker is reached; default loopback.</summary>
    public MqttConnectionOptions Connection { get; init; } = new();

    /// <summary>Host of a connection with one address.</summary>
    public string Host
    {
        get => Connection.Addresses[0].Host;
        init => Connection = Connection with { Addresses = [new MqttAddress(value, Port)] };
    }

    /// <summary>TCP port of a connection with one address; range 1 to 65535.</summary>
    public int Port
    {
        get => Connection.Addresses[0].Port;
        init => Connection = Connection with { Addresses = [new MqttAddress(Host, value)] };
    }

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

    /// <summary>How long an unreachable broker is still tried once the stream ends; default 2 s, range 0 to 60 s.</summary>
    public TimeSpan StopPatience
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromSeconds(60)
            ? value
            : throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"MQTT stop patience {value.TotalSeconds} s: expected 0 to 60 s"));
    } = TimeSpan.FromSeconds(2);
}
