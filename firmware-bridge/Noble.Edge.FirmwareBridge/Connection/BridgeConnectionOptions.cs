namespace Noble.Edge.FirmwareBridge;

/// <summary>How a device is reached and what it is set to; a snapshot taken when the connection is made.</summary>
public sealed record BridgeConnectionOptions
{
    /// <summary>Where the device is: <c>/dev/ttyACM0</c>, <c>/dev/ttyUSB0@921600</c>, <c>unix:/path</c> or <c>tcp:host:port</c>.</summary>
    public required string Address
    {
        get;
        init => field = BridgeAddress.TryParse(value, out _, out var mistake)
            ? value
            : throw new ArgumentOutOfRangeException(null, mistake);
    }

    /// <summary>
    /// A spike that is handed over at least so long before its time is on time, whatever else happens on a healthy link. One handed over
    /// later is sent as long as it can still be in time, and counts as a miss of the look-ahead. Default 50 ms; 1 ms to 10 s.
    /// </summary>
    public TimeSpan LookAhead
    {
        get;
        init => field = BridgeTimes.Between(value, "look-ahead", TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
    } = TimeSpan.FromMilliseconds(50);

    /// <summary>The device makes its outputs safe after so long without the host. Default 500 ms; 10 ms to 60 s, whole milliseconds.</summary>
    /// <remarks>The host says that it is alive at least three times within it, and every 100 ms anyway.</remarks>
    public TimeSpan HeartbeatTimeout
    {
        get;
        init => field = value.Ticks % TimeSpan.TicksPerMillisecond == 0
            ? BridgeTimes.Between(value, "heartbeat time-out", TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(60))
            : throw new ArgumentOutOfRangeException(null, $"heartbeat time-out {value}: expected whole milliseconds");
    } = TimeSpan.FromMilliseconds(500);

    /// <summary>How spikes leave.</summary>
    public BridgeOutputs Outputs { get; init; } = BridgeOutputs.Default;

    /// <summary>The device's converter channels from 0 on, at most 4; those left out stay at rest. Default none.</summary>
    public IReadOnlyList<BridgeDacChannel> DacChannels
    {
        get;
        init => field = value.Count > BridgeProtocol.RegisterDacChannelsMax
            ? throw new ArgumentOutOfRangeException(null, $"{value.Count} DAC channels: expected at most {BridgeProtocol.RegisterDacChannelsMax}")
            : value.Select(channel => channel.Mistake).FirstOrDefault(mistake => mistake is not null) is { } wrong
                ? throw new ArgumentOutOfRangeException(null, wrong)
                : [.. value];
    } = [];

    /// <summary>Edge inputs that are reported, a bit each from input 0. Default none.</summary>
    public uint InputEnableMask { get; init; }

    /// <summary>An edge so soon after the last of its input is dropped. Default 0; to 1 s.</summary>
    public TimeSpan InputDebounce
    {
        get;
        init => field = BridgeTimes.NotNegative(value, "input debounce", BridgeTimes.Second);
    }

    /// <summary>Time between two samples of the device's converters. Default 0, none; to 10 s.</summary>
    public TimeSpan AdcInterval
    {
        get;
        init => field = BridgeTimes.NotNegative(value, "ADC interval", TimeSpan.FromSeconds(10));
    }

    /// <summary>Time between two tries to open the link. Default 500 ms; 10 ms to 1 min.</summary>
    public TimeSpan ReconnectInterval
    {
        get;
        init => field = BridgeTimes.Between(value, "reconnect interval", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
    } = TimeSpan.FromMilliseconds(500);

    /// <summary>Spikes that wait in the host at most; rounded up to a power of two. Default 65,536; 64 to 16,777,216.</summary>
    public int QueueCapacity
    {
        get;
        init => field = value is >= 64 and <= 1 << 24
            ? value
            : throw new ArgumentOutOfRangeException(null, $"queue capacity {value}: expected 64 to 16777216");
    } = 65_536;

    /// <summary>
    /// Arm although an emergency had led to the device's safe state before this host came: a person has looked at the rig. Default false.
    /// An emergency after that is final all the same.
    /// </summary>
    public bool ArmAfterEmergency { get; init; }

    /// <summary>Whether the outputs are armed; default yes. Without, the connection only looks: the device stays in its safe state.</summary>
    public bool Arms { get; init; } = true;
}
