using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>"type": "virtual"</c>: a simulated preparation.</summary>
internal static class VirtualPortReader
{
    internal static RigPartSettings Read(ConfigSection section)
    {
        var standard = new VirtualPreparationOptions();
        var options = section.Make(() => new VirtualPreparationOptions
        {
            Name = section.Text("name") ?? standard.Name,
            Neurons = section.Whole("neurons") ?? standard.Neurons,
            Seed = section.Whole("seed") is { } seed ? seed >= 0 ? (ulong)seed : throw section.Mistake("seed", $"expected a whole number from 0, found {seed}") : standard.Seed,
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
            SampledNeurons = section.Wholes("sampledNeurons") ?? standard.SampledNeurons,
            SampleInterval = section.Milliseconds("sampleMilliseconds") ?? standard.SampleInterval,
        });
        section.Make(() => new VirtualPreparation(options));
        var description = $"virtual preparation, {options.Neurons} leaky neuron(s), a stimulus channel each";
        return new RigPartSettings("virtual", options.Name, description, _ => Open(options, description)) { HasInput = true, StimulusChannels = options.Neurons };
    }

    private static RigPart Open(VirtualPreparationOptions options, string description)
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
    }
}
