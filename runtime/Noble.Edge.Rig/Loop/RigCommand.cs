namespace Noble.Edge.Rig;

/// <summary>What can be asked of a running loop. Values are those of a recording; they never change.</summary>
public enum RigCommand
{
    /// <summary>Every output to its safe state, and to stay there. No argument.</summary>
    EmergencyStop = 1,

    /// <summary>Act as if the trigger of that number had come. Argument: number of the trigger, from 0.</summary>
    Trigger = 2,

    /// <summary>Controllers stop acting; outputs go to rest. No argument.</summary>
    Pause = 3,

    /// <summary>Controllers act again. No argument.</summary>
    Resume = 4,

    /// <summary>Target of the controllers that have one (rate clamp: Hz). Argument: the target.</summary>
    Target = 5,

    /// <summary>The host that has to report regularly is still there: see the host watchdog. No argument.</summary>
    Heartbeat = 6,

    /// <summary>End the experiment in order. No argument.</summary>
    Stop = 7,
}
