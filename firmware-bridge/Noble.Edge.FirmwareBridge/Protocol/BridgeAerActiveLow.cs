namespace Noble.Edge.FirmwareBridge;

/// <summary>Which signals of the address-event bus are active low; a register's bits.</summary>
[Flags]
public enum BridgeAerActiveLow
{
    /// <summary>All are active high.</summary>
    None,

    /// <summary>The address lines.</summary>
    Data = 0x01,

    /// <summary>The request.</summary>
    Request = 0x02,

    /// <summary>The acknowledge.</summary>
    Acknowledge = 0x04,
}
