namespace Noble.Edge.FirmwareBridge;

/// <summary>How much a line of the device's log matters; one byte on the wire.</summary>
public enum BridgeLogLevel
{
    /// <summary>No line has this level.</summary>
    None,

    /// <summary>Worth knowing.</summary>
    Information = 1,

    /// <summary>Something is not as it should be.</summary>
    Warning = 2,

    /// <summary>Something has failed.</summary>
    Error = 3,
}
