namespace Noble.Edge.Rig;

/// <summary>What connects the cells of a circuit, read from a description: the keys are the properties' names in camel case, and what is left out has the property's default.</summary>
/// <remarks>A synapse has <c>"inhibitory": true</c> for the inhibitory reversal potential, or <c>reversalMillivolts</c>.</remarks>
public static class CircuitDescription
{
    /// <summary>The connections, without the cells; <see cref="ICircuitPart.Finish"/> of the whole is the caller's.</summary>
    public static CircuitSpec Connections(ICircuitPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return new CircuitSpec
        {
            VirtualCells = 0,
            Synapses = All(part.Parts("synapses"), Synapse),
            Graded = All(part.Parts("graded"), Graded),
            Electrical = All(part.Parts("electrical"), Electrical),
            Background = All(part.Parts("background"), Background),
            Holding = All(part.Parts("holding"), Holding),
            Limits = part.Part("limits") is { } limits ? Whole(limits, Limits) : CircuitLimits.Default,
            Seed = part.Seed("seed") ?? 1,
        };
    }

    /// <summary>A cell of the preparation; its object may have other keys besides, so that <see cref="ICircuitPart.Finish"/> is the caller's.</summary>
    public static PreparationCellSpec Preparation(ICircuitPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var standard = new PreparationCellSpec();
        var (detects, threshold) = (part.Flag("detectsSpikes") ?? true, part.Number("spikeThresholdMillivolts"));
        return new PreparationCellSpec
        {
            SpikeThresholdMillivolts = detects ? threshold ?? standard.SpikeThresholdMillivolts : double.NaN,
            RefractoryMilliseconds = part.Number("refractoryMilliseconds") ?? standard.RefractoryMilliseconds,
            LowestMillivolts = part.Number("lowestMillivolts") ?? standard.LowestMillivolts,
            HighestMillivolts = part.Number("highestMillivolts") ?? standard.HighestMillivolts,
            HoldMilliseconds = part.Number("holdMilliseconds") ?? standard.HoldMilliseconds,
            MaximumNanoamperes = part.Number("maximumNanoamperes") ?? standard.MaximumNanoamperes,
        };
    }

    private static T[] All<T>(IReadOnlyList<ICircuitPart> parts, Func<ICircuitPart, T> read) => [.. parts.Select(part => Whole(part, read))];

    private static T Whole<T>(ICircuitPart part, Func<ICircuitPart, T> read)
    {
        var value = read(part);
        part.Finish();
        return value;
    }

    private static CircuitLimits Limits(ICircuitPart part) => new()
    {
        VirtualNanoamperes = part.Number("virtualNanoamperes") ?? CircuitLimits.Default.VirtualNanoamperes,
        ConductanceNanosiemens = part.Number("conductanceNanosiemens") ?? CircuitLimits.Default.ConductanceNanosiemens,
    };

    private static ChemicalSynapseSpec Synapse(ICircuitPart part)
    {
        var standard = new ChemicalSynapseSpec { From = 0, To = 0, ConductanceNanosiemens = 0 };
        return new ChemicalSynapseSpec
        {
            Name = part.Text("name"),
            From = part.RequiredCell("from"),
            To = part.RequiredCell("to"),
            ConductanceNanosiemens = part.RequiredNumber("conductanceNanosiemens", "the peak conductance of a spike"),
            ReversalMillivolts = Reversal(part),
            RiseMilliseconds = part.Number("riseMilliseconds") ?? standard.RiseMilliseconds,
            DecayMilliseconds = part.Number("decayMilliseconds") ?? standard.DecayMilliseconds,
            DelayMilliseconds = part.Number("delayMilliseconds") ?? standard.DelayMilliseconds,
            SaturationNanosiemens = part.Number("saturationNanosiemens") ?? standard.SaturationNanosiemens,
            Plasticity = part.Part("plasticity") is { } plasticity ? Whole(plasticity, Plasticity) : null,
        };
    }

    private static double Reversal(ICircuitPart part)
    {
        const string Inhibitory = "inhibitory", Potential = "reversalMillivolts";
        var (isInhibitory, reversal) = (part.Flag(Inhibitory), part.Number(Potential));
        return isInhibitory is not null && reversal is not null
            ? throw part.Both(Inhibitory, Potential)
            : reversal ?? (isInhibitory is true ? ChemicalSynapseSpec.InhibitoryReversalMillivolts : ChemicalSynapseSpec.ExcitatoryReversalMillivolts);
    }

    private static ShortTermPlasticitySpec Plasticity(ICircuitPart part) => new()
    {
        Release = part.RequiredNumber("release", "the share that the first spike releases"),
        RecoveryMilliseconds = part.RequiredNumber("recoveryMilliseconds", "the recovery of the resources"),
        FacilitationMilliseconds = part.Number("facilitationMilliseconds") ?? 0,
    };

    private static GradedSynapseSpec Graded(ICircuitPart part)
    {
        var standard = new GradedSynapseSpec { From = 0, To = 0, ConductanceNanosiemens = 0 };
        return new GradedSynapseSpec
        {
            Name = part.Text("name"),
            From = part.RequiredCell("from"),
            To = part.RequiredCell("to"),
            ConductanceNanosiemens = part.RequiredNumber("conductanceNanosiemens", "the conductance at full release"),
            ReversalMillivolts = part.Number("reversalMillivolts") ?? standard.ReversalMillivolts,
            HalfMillivolts = part.Number("halfMillivolts") ?? standard.HalfMillivolts,
            SlopeMillivolts = part.Number("slopeMillivolts") ?? standard.SlopeMillivolts,
            TimeConstantMilliseconds = part.Number("timeConstantMilliseconds") ?? standard.TimeConstantMilliseconds,
        };
    }

    private static ElectricalCouplingSpec Electrical(ICircuitPart part) => new()
    {
        Name = part.Text("name"),
        From = part.RequiredCell("from"),
        To = part.RequiredCell("to"),
        ConductanceNanosiemens = part.RequiredNumber("conductanceNanosiemens", "the conductance"),
        IsRectifying = part.Flag("isRectifying") ?? false,
    };

    private static BackgroundSpec Background(ICircuitPart part)
    {
        var standard = new BackgroundSpec { Cell = 0 };
        return new BackgroundSpec
        {
            Name = part.Text("name"),
            Cell = part.RequiredCell("cell"),
            ExcitatoryMeanNanosiemens = part.Number("excitatoryMeanNanosiemens") ?? standard.ExcitatoryMeanNanosiemens,
            ExcitatoryDeviationNanosiemens = part.Number("excitatoryDeviationNanosiemens") ?? standard.ExcitatoryDeviationNanosiemens,
            ExcitatoryTimeConstantMilliseconds = part.Number("excitatoryTimeConstantMilliseconds") ?? standard.ExcitatoryTimeConstantMilliseconds,
            ExcitatoryReversalMillivolts = part.Number("excitatoryReversalMillivolts") ?? standard.ExcitatoryReversalMillivolts,
            InhibitoryMeanNanosiemens = part.Number("inhibitoryMeanNanosiemens") ?? standard.InhibitoryMeanNanosiemens,
            InhibitoryDeviationNanosiemens = part.Number("inhibitoryDeviationNanosiemens") ?? standard.InhibitoryDeviationNanosiemens,
            InhibitoryTimeConstantMilliseconds = part.Number("inhibitoryTimeConstantMilliseconds") ?? standard.InhibitoryTimeConstantMilliseconds,
            InhibitoryReversalMillivolts = part.Number("inhibitoryReversalMillivolts") ?? standard.InhibitoryReversalMillivolts,
        };
    }

    private static HoldingCurrentSpec Holding(ICircuitPart part) => new()
    {
        Cell = part.RequiredCell("cell"),
        Nanoamperes = part.RequiredNumber("nanoamperes", "the current"),
    };
}
