namespace Noble.Edge.Host;

/// <summary>A port of the rig as a configuration has it, checked.</summary>
/// <param name="Type">Its kind, as in the configuration.</param>
/// <param name="Name">Name in reports; unique.</param>
/// <param name="Description">What it is and where.</param>
/// <param name="Open">Opens it.</param>
internal sealed record RigPartSettings(string Type, string Name, string Description, Func<RigContext, RigPart> Open)
{
    /// <summary>Whether events come in through it.</summary>
    internal bool HasInput { get; init; }

    /// <summary>Its stimulus channels; 0 for none.</summary>
    internal int StimulusChannels { get; init; }

    /// <summary>Currents that its narrowest stimulus channel can put out [nA]; null where nothing bounds them.</summary>
    internal (double Lowest, double Highest)? Reach { get; init; }

    /// <summary>
    /// Makes the outputs safe from outside, when the process that had opened them is gone; null where they went with it.
    /// </summary>
    internal Action<RigContext>? MakeSafe { get; init; }
}
