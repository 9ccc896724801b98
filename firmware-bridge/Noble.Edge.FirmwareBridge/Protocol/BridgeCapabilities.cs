namespace Noble.Edge.FirmwareBridge;

/// <summary>What a device has; 32 bits on the wire.</summary>
[Flags]
public enum BridgeCapabilities
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Pulse outputs, a line each.</summary>
    Pulses = 0x01,

    /// <summary>A parallel address-event bus.</summary>
    Aer = 0x02,

    /// <summary>Digital-to-analogue converters.</summary>
    Dac = 0x04,

    /// <summary>Analogue-to-digital converters.</summary>
    Adc = 0x08,

    /// <summary>Edge inputs.</summary>
    Inputs = 0x10,

    /// <summary>An emergency input that works with the host dead.</summary>
    EmergencyInput = 0x20,

    /// <summary>No hardware: the device is a program.</summary>
    Simulated = 0x40,
}
