using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads the rig's ports from a configuration.</summary>
internal static class PortReader
{
    internal static readonly string[] Types = ["virtual"];

    private static readonly string[] Inputs = ["virtual"];

    /// <summary>Whether events come in through ports of a type.</summary>
    internal static bool IsInput(string type) => Inputs.Contains(type);

    /// <summary>Reads one.</summary>
    internal static RigPartSettings Read(ConfigSection section)
    {
        var type = section.OneOf("type", Types) ?? throw section.Mistake($"'type' is missing, expected one of {string.Join(", ", Types)}");
        var port = type switch
        {
            _ => Virtual(section),
        };
        section.Finish();
        return port;
    }

    private static RigPartSettings Virtual(ConfigSection section)
    {
        var standard = new VirtualPreparationOptions();
        var options = section.Make(() => new VirtualPreparationOptions
        {
            Name = section.Text("name") ?? standard.Name,
            Neurons = section.Whole("neurons") ?? standard.Neurons,
            Seed = (ulong)(section.Whole("seed") ?? (int)standard.Seed),
            CapacitancePicofarads = section.Number("capacitancePicofarads") ?? standard.CapacitancePicofarads,
            LeakNanosiemens = section.Number("leakNanosiemens") ?? standard.LeakNanosiemens,
            RestMillivolts = section.Number("restMillivolts") ?? standard.RestMillivolts,
            ThresholdMillivolts = section.Number("thresholdMillivolts") ?? standard.ThresholdMillivolts,
            ResetMillivolts = section.Number("resetMillivolts") ?? standard.ResetMillivolts,
            Refractory = section.Milliseconds("refractoryMilliseconds") ?? standard.Refractory,
            BiasNanoamperes = section.Number("biasNanoamperes") ?? standard.BiasNanoamperes,
            NoiseNanoamperes = section.Number("noiseNanoamperes") ?? standard.NoiseNanoamperes,
            RhythmNanoamperes = section.Number("rhythmNanoamperes") ?? standard.RhythmNanoamperes,
            RhythmHertz = section.Number("rhythmHertz") ?? standard.RhythmHertz,
            PopulationNanosiemens = section.Number("populationNanosiemens") ?? standard.PopulationNanosiemens,
            Connected = section.Number("connected") ?? standard.Connected,
            ConnectionNanosiemens = section.Number("connectionNanosiemens") ?? standard.ConnectionNanosiemens,
            SampleInterval = section.Milliseconds("sampleMilliseconds") ?? standard.SampleInterval,
        });
        section.Make(() => new VirtualPreparation(options));
        var description = $"virtual preparation, {options.Neurons} leaky neuron(s), {options.Neurons} stimulus channel(s)";
        return new RigPartSettings("virtual", options.Name, description, _ =>
        {
            var preparation = new VirtualPreparation(options);
            return new RigPart
            {
                Name = options.Name,
                Description = description,
                Input = preparation,
                Stimulus = preparation,
                Immediate = preparation,
                Counts = () => new Dictionary<string, long> { ["spikes"] = preparation.Spikes, ["lost"] = preparation.Lost },
            };
        });
    }
}
