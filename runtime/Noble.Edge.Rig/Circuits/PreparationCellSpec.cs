namespace Noble.Edge.Rig;

/// <summary>A cell of the preparation: how its measured voltage is read, and what may be commanded at most.</summary>
public sealed record PreparationCellSpec
{
    /// <summary>
    /// Upward crossing of this voltage is a spike [mV]; default −20. NaN: no spike is detected, they are given by <see cref="Circuit.EnterSpike"/>
    /// or with the voltage.
    /// </summary>
    public double SpikeThresholdMillivolts { get; init; } = -20;

    /// <summary>No spike is detected so soon after a spike [ms]; default 1, 0 to 100.</summary>
    public double RefractoryMilliseconds { get; init; } = 1;

    /// <summary>Lowest voltage that is believed [mV]; default −150. What is measured under it counts as it, and is counted.</summary>
    public double LowestMillivolts { get; init; } = -150;

    /// <summary>Highest voltage that is believed [mV]; default 100, above the lowest.</summary>
    public double HighestMillivolts { get; init; } = 100;

    /// <summary>A missing voltage (not a number) is taken as the last one for so long [ms], and after that the command is 0 nA; default 1, 0 to 1000.</summary>
    public double HoldMilliseconds { get; init; } = 1;

    /// <summary>Largest command either way [nA]; default 1, over 0 and up to 1000. The safety box of the rig comes after that.</summary>
    public double MaximumNanoamperes { get; init; } = 1;
}
