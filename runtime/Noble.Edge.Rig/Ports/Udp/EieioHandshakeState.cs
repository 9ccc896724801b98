namespace Noble.Edge.Rig;

/// <summary>How far the handshake with a SpiNNaker toolchain has come.</summary>
public enum EieioHandshakeState
{
    /// <summary>Nothing was heard yet.</summary>
    Waiting = 0,

    /// <summary>The database's path came and was answered.</summary>
    DatabaseKnown = 1,

    /// <summary>The simulation runs.</summary>
    Running = 2,

    /// <summary>The simulation stopped or pauses; it may start again.</summary>
    Stopped = 3,
}
