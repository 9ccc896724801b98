namespace Noble.Edge.FirmwareBridge;

/// <summary>Registers of a device; 16 bits on the wire. Those of converters: <see cref="BridgeDacRegister"/>; error counters: <see cref="BridgeProtocol.RegisterErrors"/>.</summary>
public enum BridgeRegister
{
    /// <summary>Version of the messages, u8; read only, as all below 0x0100.</summary>
    ProtocolVersion = 0x0000,

    /// <summary>Major, minor, patch: bits 31-16, 15-8, 7-0.</summary>
    FirmwareVersion = 0x0001,

    /// <summary>Rate of the device's timer.</summary>
    TicksPerSecond = 0x0002,

    /// <summary><see cref="BridgeCapabilities"/>.</summary>
    Capabilities = 0x0003,

    /// <summary>Pending spikes that it holds.</summary>
    SpikeCapacity = 0x0004,

    /// <summary>Another number at each start.</summary>
    Boot = 0x0005,

    /// <summary>Its time [ticks].</summary>
    DeviceTime = 0x0006,

    /// <summary><see cref="BridgeDeviceState"/>.</summary>
    State = 0x0007,

    /// <summary><see cref="BridgeSafeCause"/>.</summary>
    Cause = 0x0008,

    /// <summary>Stack that there is [byte].</summary>
    StackBytes = 0x0009,

    /// <summary>The most stack used since the start [byte].</summary>
    StackUsedBytes = 0x000A,

    /// <summary>1 where the emergency input says stop.</summary>
    EmergencyInput = 0x000B,

    /// <summary>How long the host may be silent [ms]; written in the safe state only, as all below 0x0300.</summary>
    HeartbeatTimeoutMilliseconds = 0x0100,

    /// <summary><see cref="BridgeOutputMode"/>.</summary>
    OutputMode = 0x0101,

    /// <summary>Width of a pulse [ticks].</summary>
    PulseTicks = 0x0102,

    /// <summary>A bit for each line.</summary>
    OutputActiveLow = 0x0103,

    /// <summary><see cref="BridgeAerActiveLow"/>.</summary>
    AerActiveLow = 0x0104,

    /// <summary>How long an acknowledge may take [ticks].</summary>
    AerTimeoutTicks = 0x0105,

    /// <summary>A spike later than this counts as late [ticks].</summary>
    LateAfterTicks = 0x0106,

    /// <summary>A spike later than this is not emitted [ticks].</summary>
    LateLimitTicks = 0x0107,

    /// <summary>The least time between two spikes of a line [ticks]; 0 for none.</summary>
    LineIntervalTicks = 0x0108,

    /// <summary>The most spikes within a second.</summary>
    SpikesPerSecond = 0x0109,

    /// <summary>A bit for each input.</summary>
    InputEnable = 0x010A,

    /// <summary>An edge so soon after the last of its input is dropped [ticks].</summary>
    InputDebounceTicks = 0x010B,

    /// <summary>Time between samples [ticks]; 0 for none.</summary>
    AdcIntervalTicks = 0x010C,

    /// <summary>Counter, u32, as all that follow: frames that passed every check.</summary>
    FramesTaken = 0x0320,

    /// <summary>Frames missing by the gaps in the sequence.</summary>
    FramesLost = 0x0321,

    /// <summary>Bytes dropped while waiting for a delimiter.</summary>
    BytesSkipped = 0x0322,

    /// <summary>Times that the link was silent for its time-out.</summary>
    Silences = 0x0323,

    /// <summary>Bytes that found the receive buffer full.</summary>
    BytesOverrun = 0x0324,

    /// <summary>Frames that found the transmit buffer full.</summary>
    FramesUnsent = 0x0325,

    /// <summary>Commands executed.</summary>
    CommandsExecuted = 0x0326,

    /// <summary>Commands that had been executed before.</summary>
    CommandsRepeated = 0x0327,

    /// <summary>Commands ahead of the expected one.</summary>
    CommandsOutOfOrder = 0x0328,

    /// <summary>Heartbeats of another session.</summary>
    WrongSession = 0x0329,

    /// <summary>Spikes that went into the queue.</summary>
    SpikesAccepted = 0x0330,

    /// <summary>Spikes emitted, late ones among them.</summary>
    SpikesEmitted = 0x0331,

    /// <summary>Spikes emitted late.</summary>
    SpikesEmittedLate = 0x0332,

    /// <summary>Spikes whose time had passed: not accepted.</summary>
    SpikesLateOnArrival = 0x0333,

    /// <summary>Spikes accepted, and too late when their turn came: not emitted.</summary>
    SpikesLateAtEmission = 0x0334,

    /// <summary>Spikes that found the queue full.</summary>
    SpikesFull = 0x0335,

    /// <summary>Spikes that found the device in its safe state.</summary>
    SpikesNotArmed = 0x0336,

    /// <summary>Spikes for a line that there is not.</summary>
    SpikesNoLine = 0x0337,

    /// <summary>Spikes accepted, and not emitted because of a limit.</summary>
    SpikesLimited = 0x0338,

    /// <summary>Spikes withdrawn by a cancel.</summary>
    SpikesCancelled = 0x0339,

    /// <summary>Spikes discarded by a safe state.</summary>
    SpikesDiscarded = 0x033A,

    /// <summary>Spikes in the queue now.</summary>
    SpikesPending = 0x033B,

    /// <summary>The most spikes in the queue since the start.</summary>
    SpikesPendingMax = 0x033C,

    /// <summary>The latest emission since the start [ticks].</summary>
    SpikesLatenessMaxTicks = 0x033D,

    /// <summary>Pulses prolonged by another spike.</summary>
    PulsesRetriggered = 0x033E,

    /// <summary>Events without an acknowledge.</summary>
    AerTimeouts = 0x033F,

    /// <summary>Stimuli applied.</summary>
    StimuliApplied = 0x0340,

    /// <summary>Stimuli applied after their time.</summary>
    StimuliLate = 0x0341,

    /// <summary>Stimuli refused.</summary>
    StimuliRefused = 0x0342,

    /// <summary>Stimuli that a limit changed.</summary>
    StimuliLimited = 0x0343,

    /// <summary>Stimuli discarded by a safe state.</summary>
    StimuliDiscarded = 0x0344,

    /// <summary>Input events sent or lost.</summary>
    InputEvents = 0x0350,

    /// <summary>Input events that found no place.</summary>
    InputEventsLost = 0x0351,

    /// <summary>Times that the safe state was entered.</summary>
    SafeStates = 0x0352,
}
