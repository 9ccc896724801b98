namespace Noble.Edge.Rig;

/// <summary>What has come of one step of rendering ahead.</summary>
public enum RenderAheadState
{
    /// <summary>A trial was rendered and handed over.</summary>
    Rendered,

    /// <summary>Enough is rendered; there is time.</summary>
    FarEnough,

    /// <summary>The pacer has no room for more spikes until it has played some.</summary>
    PacerFull,

    /// <summary>The experiment's last trial is handed over.</summary>
    Finished,
}
