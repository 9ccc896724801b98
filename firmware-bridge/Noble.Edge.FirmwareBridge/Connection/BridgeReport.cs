namespace Noble.Edge.FirmwareBridge;

/// <summary>All that is counted on both sides; counts grow from the connection's start.</summary>
public sealed record BridgeReport
{
    /// <summary>What the connection is doing.</summary>
    public required BridgeState State { get; init; }

    /// <summary>Why it is not armed, in one line; empty while it is.</summary>
    public required string Reason { get; init; }

    /// <summary>The device; null before it has answered for the first time.</summary>
    public required BridgeDeviceFacts? Device { get; init; }

    /// <summary>State of the device as it last said.</summary>
    public required BridgeDeviceState DeviceState { get; init; }

    /// <summary>What led to its safe state as it last said; None while armed.</summary>
    public required BridgeSafeCause DeviceCause { get; init; }

    /// <summary>What became of the spikes.</summary>
    public required BridgeSpikeCounts Spikes { get; init; }

    /// <summary>Spikes handed over less than the look-ahead before their time, whatever became of them.</summary>
    public required long LookAheadMisses { get; init; }

    /// <summary>Stimuli taken by <see cref="BridgeConnection.TryStimulate"/>.</summary>
    public required long StimuliTaken { get; init; }

    /// <summary>Stimuli not taken: not armed, or the queue full.</summary>
    public required long StimuliRefused { get; init; }

    /// <summary>Stimuli that were taken and discarded, because the device was no longer armed or restarted.</summary>
    public required long StimuliDiscarded { get; init; }

    /// <summary>Stimuli that the device has executed, or refused by its own count.</summary>
    public required long StimuliAcknowledged { get; init; }

    /// <summary>Safe states of the device that the host saw, by <see cref="BridgeSafeCause"/>.</summary>
    public required IReadOnlyList<long> SafeStates { get; init; }

    /// <summary>The link.</summary>
    public required BridgeLinkCounts Link { get; init; }

    /// <summary>The clocks.</summary>
    public required BridgeClockCounts Clock { get; init; }

    /// <summary>Smoothed time from a command's sending to its acknowledgement [ns].</summary>
    public required double AcknowledgeNanoseconds { get; init; }

    /// <summary>Frames dropped by the host, by <see cref="BridgeFrameError"/>.</summary>
    public required IReadOnlyList<long> FrameErrors { get; init; }

    /// <summary>The device's counters by register, as last read; since the first contact, over its restarts.</summary>
    public required IReadOnlyDictionary<BridgeRegister, long> DeviceCounters { get; init; }

    /// <summary>Frames and payloads dropped by the device, by <see cref="BridgeFrameError"/>.</summary>
    public required IReadOnlyList<long> DeviceErrors { get; init; }
}
