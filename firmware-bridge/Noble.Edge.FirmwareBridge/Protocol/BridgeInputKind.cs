namespace Noble.Edge.FirmwareBridge;

/// <summary>What an input event tells; one byte on the wire.</summary>
public enum BridgeInputKind
{
    /// <summary>No event is of this kind.</summary>
    None,

    /// <summary>An edge up.</summary>
    Rising = 1,

    /// <summary>An edge down.</summary>
    Falling = 2,

    /// <summary>A converter's code.</summary>
    Sample = 3,
}
