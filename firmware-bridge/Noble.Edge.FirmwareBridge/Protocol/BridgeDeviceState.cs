namespace Noble.Edge.FirmwareBridge;

/// <summary>Whether a device's outputs may move; one byte on the wire.</summary>
public enum BridgeDeviceState
{
    /// <summary>Outputs at rest; whatever is scheduled is refused.</summary>
    Safe = 0,

    /// <summary>Spikes and stimuli leave.</summary>
    Armed = 1,
}
