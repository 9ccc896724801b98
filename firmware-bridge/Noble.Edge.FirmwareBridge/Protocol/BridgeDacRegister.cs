namespace Noble.Edge.FirmwareBridge;

/// <summary>Registers of a converter channel: places in its block.</summary>
public enum BridgeDacRegister
{
    /// <summary>The lowest code that may be put out, u16.</summary>
    LowestCode = 0x0000,

    /// <summary>The highest code that may be put out, u16.</summary>
    HighestCode = 0x0001,

    /// <summary>The code of no current, u16.</summary>
    RestCode = 0x0002,

    /// <summary>The steepest ramp [codes/ms], u32; 0 for none.</summary>
    SlewCodesPerMillisecond = 0x0003,

    /// <summary>The most charge within the window [codes x ms], u32; 0 for none.</summary>
    ChargeCodeMilliseconds = 0x0004,

    /// <summary>The window of the charge [ms], u32.</summary>
    ChargeWindowMilliseconds = 0x0005,

    /// <summary>The most departures from rest within a second, u32.</summary>
    StimuliPerSecond = 0x0006,
}
