namespace Noble.Edge.FirmwareBridge;

/// <summary>How spikes leave a device; a register's value.</summary>
public enum BridgeOutputMode
{
    /// <summary>A pulse on the spike's line.</summary>
    Pulses = 0,

    /// <summary>The line as an address on the parallel bus, four-phase handshake.</summary>
    Aer = 1,
}
