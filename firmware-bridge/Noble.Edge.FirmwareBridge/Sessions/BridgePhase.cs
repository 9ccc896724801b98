namespace Noble.Edge.FirmwareBridge;

/// <summary>How far a session has come.</summary>
internal enum BridgePhase
{
    /// <summary>The link is closed.</summary>
    Closed,

    /// <summary>Hello is said until the device answers.</summary>
    Hello,

    /// <summary>The device's counters of spikes are read: where they stand, and what became of the last session.</summary>
    Counting,

    /// <summary>Registers are read, and written where they differ.</summary>
    Configuring,

    /// <summary>Clock probes, until times can be converted.</summary>
    Aligning,

    /// <summary>The device is asked to arm.</summary>
    Arming,

    /// <summary>Spikes and stimuli stream.</summary>
    Running,

    /// <summary>Latched in the safe state.</summary>
    Held,

    /// <summary>The device cannot do what is asked for.</summary>
    Incompatible,
}
