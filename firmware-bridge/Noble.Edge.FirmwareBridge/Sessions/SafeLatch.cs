namespace Noble.Edge.FirmwareBridge;

/// <summary>What keeps a connection in the safe state until it is made anew.</summary>
internal enum SafeLatch
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The host asked for it, or a check of the device's own failed.</summary>
    Safe,

    /// <summary>An emergency.</summary>
    Emergency,
}
