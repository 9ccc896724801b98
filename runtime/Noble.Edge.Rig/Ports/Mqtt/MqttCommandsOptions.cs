namespace Noble.Edge.Rig;

/// <summary>Where commands come from; a snapshot taken at the start.</summary>
public sealed record MqttCommandsOptions
{
    /// <summary>How the broker is reached; default loopback.</summary>
    public MqttConnectionOptions Connection { get; init; } = new();

    /// <summary>Topics; default those of the rig <c>bench</c>.</summary>
    public StreamTopics Topics { get; init; } = new("bench");

    /// <summary>The circuit that commands may change; default none: such commands are refused.</summary>
    public CircuitSpec? Circuit { get; init; }

    /// <summary>Commands that wait for the loop at most; default 64, range 1 to 4,096. What finds it full is refused; an emergency stop always has room.</summary>
    public int QueueMaximum
    {
        get;
        init => field = value is >= 1 and <= 4_096
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT command queue {value}: expected 1 to 4096");
    } = 64;

    /// <summary>Longest payload [byte]; default 1,024, range 64 to 65,536.</summary>
    public int PayloadMaximum
    {
        get;
        init => field = value is >= 64 and <= 65_536
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT command payload {value} bytes: expected 64 to 65536");
    } = 1_024;
}
