using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>circuit</c>: what connects the neurons of the streaming operator to each other and to the preparation.</summary>
internal static class CircuitReader
{
    /// <summary>The key.</summary>
    internal const string Key = "circuit";

    /// <summary>Reads it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="ports">The rig's ports.</param>
    internal static CircuitSettings Read(ConfigSection section, IReadOnlyList<RigPartSettings> ports)
    {
        var settings = section.Make(() => new CircuitSettings
        {
            Cells = [.. section.Sections("preparation").Select(cell => Cell(cell, ports))],
            Spec = new CircuitSpec
            {
                VirtualCells = 0,
                Synapses = [.. section.Sections("synapses").Select(Synapse)],
                Graded = [.. section.Sections("graded").Select(Graded)],
                Electrical = [.. section.Sections("electrical").Select(Electrical)],
                Background = [.. section.Sections("background").Select(Background)],
                Holding = [.. section.Sections("holding").Select(Holding)],
                Limits = section.Section("limits") is { } limits ? Limits(limits) : CircuitLimits.Default,
                Seed = section.Whole("seed") is { } seed ? seed >= 0 ? (ulong)seed : throw section.Mistake("seed", $"expected a whole number from 0, found {seed}") : 1,
            },
        });
        try
        {
            settings.Check();
        }
        catch (CircuitException error)
        {
            throw section.Mistake(error.Message);
        }

        section.Finish();
        return settings;
    }

    private static double Threshold(ConfigSection section, double standard)
    {
        var (detects, threshold) = (section.Flag("detectsSpikes") ?? true, section.Number("spikeThresholdMillivolts"));
        return detects ? threshold ?? standard : double.NaN;
    }

    private static double Reversal(ConfigSection section)
    {
        var (isInhibitory, reversal) = (section.Flag("inhibitory"), section.Number("reversalMillivolts"));
        return isInhibitory is not null && reversal is not null
            ? throw section.Mistake("inhibitory", "expected 'inhibitory' or 'reversalMillivolts', not both")
            : reversal ?? (isInhibitory is true ? ChemicalSynapseSpec.InhibitoryReversalMillivolts : ChemicalSynapseSpec.ExcitatoryReversalMillivolts);
    }

    private static CircuitCellSettings Cell(ConfigSection section, IReadOnlyList<RigPartSettings> ports)
    {
        var standard = new PreparationCellSpec();
        var inputs = ports.Where(port => port.HasInput).Select(port => port.Name).ToArray();
        var port = section.OneOf("port", inputs) ?? (inputs.Length == 1 ? inputs[0] : throw section.Mistake("'port' is missing, expected the name of the port that its voltage comes in through"));
        var channels = ports.Sum(part => part.StimulusChannels);
        var stimulus = section.Whole("stimulusChannel") ?? -1;
        if (stimulus < -1 || stimulus >= channels)
        {
            throw section.Mistake("stimulusChannel", channels == 0 ? $"expected none: no port stimulates, found {stimulus}" : $"expected 0 to {channels - 1}, those of all ports counted together, or -1, found {stimulus}");
        }

        var cell = new CircuitCellSettings(
            new PreparationCellSpec
            {
                SpikeThresholdMillivolts = Threshold(section, standard.SpikeThresholdMillivolts),
                RefractoryMilliseconds = section.Number("refractoryMilliseconds") ?? standard.RefractoryMilliseconds,
                LowestMillivolts = section.Number("lowestMillivolts") ?? standard.LowestMillivolts,
                HighestMillivolts = section.Number("highestMillivolts") ?? standard.HighestMillivolts,
                HoldMilliseconds = section.Number("holdMilliseconds") ?? standard.HoldMilliseconds,
                MaximumNanoamperes = section.Number("maximumNanoamperes") ?? standard.MaximumNanoamperes,
            },
            port,
            StimulusReader.PlaceOf(port, ports),
            section.Whole("channel") ?? 0,
            section.Number("millivoltsPerUnit") ?? 1,
            stimulus);
        section.Finish();
        return cell;
    }

    private static ChemicalSynapseSpec Synapse(ConfigSection section)
    {
        var standard = new ChemicalSynapseSpec { From = 0, To = 0, ConductanceNanosiemens = 0 };
        var synapse = new ChemicalSynapseSpec
        {
            Name = section.Text("name"),
            From = Number(section, "from"),
            To = Number(section, "to"),
            ConductanceNanosiemens = section.RequiredNumber("conductanceNanosiemens", "the peak conductance of a spike"),
            ReversalMillivolts = Reversal(section),
            RiseMilliseconds = section.Number("riseMilliseconds") ?? standard.RiseMilliseconds,
            DecayMilliseconds = section.Number("decayMilliseconds") ?? standard.DecayMilliseconds,
            DelayMilliseconds = section.Number("delayMilliseconds") ?? standard.DelayMilliseconds,
            SaturationNanosiemens = section.Number("saturationNanosiemens") ?? standard.SaturationNanosiemens,
            Plasticity = section.Section("plasticity") is { } plasticity ? Plasticity(plasticity) : null,
        };
        section.Finish();
        return synapse;
    }

    private static ShortTermPlasticitySpec Plasticity(ConfigSection section)
    {
        var plasticity = new ShortTermPlasticitySpec
        {
            Release = section.RequiredNumber("release", "the share that the first spike releases"),
            RecoveryMilliseconds = section.RequiredNumber("recoveryMilliseconds", "the recovery of the resources"),
            FacilitationMilliseconds = section.Number("facilitationMilliseconds") ?? 0,
        };
        section.Finish();
        return plasticity;
    }

    private static GradedSynapseSpec Graded(ConfigSection section)
    {
        var standard = new GradedSynapseSpec { From = 0, To = 0, ConductanceNanosiemens = 0 };
        var synapse = new GradedSynapseSpec
        {
            Name = section.Text("name"),
            From = Number(section, "from"),
            To = Number(section, "to"),
            ConductanceNanosiemens = section.RequiredNumber("conductanceNanosiemens", "the conductance at full release"),
            ReversalMillivolts = section.Number("reversalMillivolts") ?? standard.ReversalMillivolts,
            HalfMillivolts = section.Number("halfMillivolts") ?? standard.HalfMillivolts,
            SlopeMillivolts = section.Number("slopeMillivolts") ?? standard.SlopeMillivolts,
            TimeConstantMilliseconds = section.Number("timeConstantMilliseconds") ?? standard.TimeConstantMilliseconds,
        };
        section.Finish();
        return synapse;
    }

    private static ElectricalCouplingSpec Electrical(ConfigSection section)
    {
        var coupling = new ElectricalCouplingSpec
        {
            Name = section.Text("name"),
            From = Number(section, "from"),
            To = Number(section, "to"),
            ConductanceNanosiemens = section.RequiredNumber("conductanceNanosiemens", "the conductance"),
            IsRectifying = section.Flag("isRectifying") ?? false,
        };
        section.Finish();
        return coupling;
    }

    private static BackgroundSpec Background(ConfigSection section)
    {
        var standard = new BackgroundSpec { Cell = 0 };
        var background = new BackgroundSpec
        {
            Name = section.Text("name"),
            Cell = Number(section, "cell"),
            ExcitatoryMeanNanosiemens = section.Number("excitatoryMeanNanosiemens") ?? standard.ExcitatoryMeanNanosiemens,
            ExcitatoryDeviationNanosiemens = section.Number("excitatoryDeviationNanosiemens") ?? standard.ExcitatoryDeviationNanosiemens,
            ExcitatoryTimeConstantMilliseconds = section.Number("excitatoryTimeConstantMilliseconds") ?? standard.ExcitatoryTimeConstantMilliseconds,
            ExcitatoryReversalMillivolts = section.Number("excitatoryReversalMillivolts") ?? standard.ExcitatoryReversalMillivolts,
            InhibitoryMeanNanosiemens = section.Number("inhibitoryMeanNanosiemens") ?? standard.InhibitoryMeanNanosiemens,
            InhibitoryDeviationNanosiemens = section.Number("inhibitoryDeviationNanosiemens") ?? standard.InhibitoryDeviationNanosiemens,
            InhibitoryTimeConstantMilliseconds = section.Number("inhibitoryTimeConstantMilliseconds") ?? standard.InhibitoryTimeConstantMilliseconds,
            InhibitoryReversalMillivolts = section.Number("inhibitoryReversalMillivolts") ?? standard.InhibitoryReversalMillivolts,
        };
        section.Finish();
        return background;
    }

    private static HoldingCurrentSpec Holding(ConfigSection section)
    {
        var holding = new HoldingCurrentSpec
        {
            Cell = Number(section, "cell"),
            Nanoamperes = section.RequiredNumber("nanoamperes", "the current"),
        };
        section.Finish();
        return holding;
    }

    private static CircuitLimits Limits(ConfigSection section)
    {
        var limits = new CircuitLimits
        {
            VirtualNanoamperes = section.Number("virtualNanoamperes") ?? CircuitLimits.Default.VirtualNanoamperes,
            ConductanceNanosiemens = section.Number("conductanceNanosiemens") ?? CircuitLimits.Default.ConductanceNanosiemens,
        };
        section.Finish();
        return limits;
    }

    private static int Number(ConfigSection section, string key) =>
        section.Whole(key) ?? throw section.Mistake($"'{key}' is missing, expected a neuron from 0, or -1 for the first of 'preparation', -2 for the second");
}
