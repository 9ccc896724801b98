namespace Noble.Edge.Rig;

/// <summary>Why the safe state was entered. Values are those of a recording; they never change.</summary>
public enum SafeStateCause : byte
{
    /// <summary>The experiment ended.</summary>
    End = 1,

    /// <summary>Somebody commanded an emergency stop.</summary>
    Command = 2,

    /// <summary>The emergency-stop or inhibit input.</summary>
    Input = 3,

    /// <summary>A signal to the process.</summary>
    Signal = 4,

    /// <summary>The loop did not run for longer than its watchdog allows.</summary>
    LoopWatchdog = 5,

    /// <summary>The host that must report was silent for longer than its watchdog allows.</summary>
    HostWatchdog = 6,

    /// <summary>Something broke.</summary>
    Failure = 7,
}
