namespace Noble.Edge.FirmwareBridge;

/// <summary>Type of a register; one byte on the wire.</summary>
public enum BridgeRegisterType
{
    /// <summary>No such register.</summary>
    None = 0,

    /// <summary>Unsigned, 8 bits.</summary>
    U8 = 1,

    /// <summary>Unsigned, 16 bits.</summary>
    U16 = 2,

    /// <summary>Unsigned, 32 bits.</summary>
    U32 = 3,

    /// <summary>Unsigned, 64 bits.</summary>
    U64 = 4,
}
