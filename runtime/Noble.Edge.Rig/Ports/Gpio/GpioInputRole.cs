namespace Noble.Edge.Rig;

/// <summary>What an input line is for.</summary>
public enum GpioInputRole
{
    /// <summary>Its edges are events for the controllers.</summary>
    Event,

    /// <summary>While it is active no pulse begins. Its edges are events as well, so that they are recorded.</summary>
    Inhibit,

    /// <summary>When it becomes active, or is so at the start, every output goes to its safe state. Its edges are events as well.</summary>
    EmergencyStop,
}
