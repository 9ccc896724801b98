namespace Noble.Edge.Rig;

/// <summary>How a recording ends.</summary>
public enum RigLogEnding
{
    /// <summary>In order, with its end block.</summary>
    Ended,

    /// <summary>Without an end block: the recorder was cut off, or is still running.</summary>
    CutOff,

    /// <summary>It says that it goes on in a file that is not there.</summary>
    SuccessorMissing,
}
