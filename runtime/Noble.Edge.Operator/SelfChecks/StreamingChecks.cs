using System.Runtime.InteropServices;

namespace Noble.Edge.Operator;

/// <summary>The streaming step in vectors against its scalar form, which must give the same bits, and ONNX Runtime against it.</summary>
internal static class StreamingChecks
{
    private const int Neurons = 37;
    private const int Steps = 400;
    private const double AcceptedMillivolts = 1e-3;

    // Small and made up; hazards such that some neurons spike.
    private static readonly StreamingSpec Spec = new()
    {
        StepMilliseconds = 0.1,
        CurrentRange = new CurrentRange { MinimumNanoamperes = -0.5, MaximumNanoamperes = 0.5 },
        CurrentTimeConstantsMilliseconds = [0.5, 5, 50],
        ConductanceTimeConstantsMilliseconds = [0.7, 9],
        ResetTimeConstantsMilliseconds = [2, 20],
        SpikeTimeConstantsMilliseconds = [1, 30],
        SinceTimeConstantsMilliseconds = [0.7, 7],
        Products = [new StreamingProduct { ResetTimeConstantMilliseconds = 20, TimeConstantMilliseconds = 5 }, new StreamingProduct { ResetTimeConstantMilliseconds = 2, SinceTimeConstantMilliseconds = 7, TimeConstantMilliseconds = 3 }],
        HeldCurrentTimeConstantsMilliseconds = [20],
        HeldIntervalTimeConstantsMilliseconds = [7],
        HeldIntervals = 2,
        HeldDecayMilliseconds = 200,
        Features = ["size"],
        Neurons = [],
        OwnFilters = 3,
        Hidden = [19, 8],
        ConditioningHidden = [4],
        RefractoryMilliseconds = 1,
        HazardLeakMilliseconds = 100,
        SynapticReferenceMillivolts = -60,
        MostConductanceNanosiemens = 200,
        Output = new OutputMapping { ScaleMillivolts = 20, OffsetMillivolts = -70 },
        Accuracy = [],
        Provenance = new ModelProvenance { Cell = "none", GroundTruth = "none", Trainer = "none", Training = "none", Seed = 0, TrainingTraces = 0, TrainingSeconds = 0, Machine = "none" },
    };

    private static readonly LatentSpec Latent = new() { Features = [new LatentFeature { Name = "size", Unit = "", Minimum = -1, Maximum = 1 }], Points = [new LatentPoint { Name = "0", Values = [0] }] };

    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run(SimdInstructions instructions)
    {
        if (!StreamingKernelChoice.Has(instructions))
        {
            yield break;
        }

        var neurons = new StreamingNeurons(StreamingWeights.Random(Spec, 5), Latent, [.. Enumerable.Range(0, Neurons).Select(n => new[] { (2.0 * n / Neurons) - 1 })]);
        foreach (var draw in Enum.GetValues<StreamingSpikeDraw>())
        {
            yield return Same("streaming step, made-up network", neurons, draw, instructions);
        }
    }

    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run(ModelBundle model, string? library)
    {
        if (model.Streaming is not { } weights)
        {
            yield break;
        }

        var neurons = new StreamingNeurons(weights, model.Manifest.Latent, [.. weights.Spec.Points(model.Manifest.Latent).Select(point => point.Values)]);
        foreach (var instructions in Enum.GetValues<SimdInstructions>().Where(one => one != SimdInstructions.Widest && StreamingKernelChoice.Has(one)))
        {
            yield return Same($"{model.Manifest.Name}, streaming step", neurons, StreamingSpikeDraw.Median, instructions);
        }

        if (weights.Spec.Onnx is not { } graph || OnnxChecks.Find(library, out _) is not { } runtime)
        {
            yield return ($"{model.Manifest.Name}, streaming ONNX graph", null, weights.Spec.Onnx is null ? "the model has none" : "no ONNX Runtime here");
            yield break;
        }

        foreach (var provider in ((OnnxProvider[])[OnnxProvider.Cuda, OnnxProvider.Cpu]).Where(runtime.Has))
        {
            yield return OnnxChecks.Guarded($"{model.Manifest.Name}, {graph.File} on {OnnxProviders.Name(provider)}, against the reference", name =>
            {
                using var reference = new StreamingReference(neurons);
                using var engine = StreamingOnnxEngine.Open(model, neurons, options: new OnnxEngineOptions { Providers = [provider], LibraryPath = library });
                return OperatorSelfCheck.Within(name, Difference(reference, engine), AcceptedMillivolts, "voltage, root mean square in mV");
            });
        }
    }

    /// <summary>Root mean square of the voltage's difference with the same states: the engine takes the reference's before every step [mV].</summary>
    internal static double Difference(IStreamingEngine reference, IStreamingEngine engine)
    {
        var state = new float[reference.StateLength];
        var sum = 0.0;
        for (var k = 0; k < Steps; k++)
        {
            var (current, conductance) = (Current(reference, k), Conductance(reference, k));
            reference.Save(state);
            engine.Restore(state);
            reference.Step(current, conductance);
            engine.Step(current, conductance);
            for (var n = 0; n < current.Length; n++)
            {
                sum += Math.Pow(engine.Voltage[n] - (double)reference.Voltage[n], 2);
            }
        }

        return Math.Sqrt(sum / Steps / reference.NeuronCount);
    }

    private static (string Name, bool? Passed, string Detail) Same(string name, StreamingNeurons neurons, StreamingSpikeDraw draw, SimdInstructions instructions)
    {
        using var reference = new StreamingReference(neurons, draw);
        using var engine = new StreamingEngine(neurons, draw, options: new StreamingEngineOptions { Instructions = instructions });
        float[] expected = new float[reference.StateLength], found = new float[reference.StateLength];
        var spikes = 0;
        for (var k = 0; k < Steps; k++)
        {
            var (current, conductance) = (Current(reference, k), Conductance(reference, k));
            reference.Step(current, conductance);
            engine.Step(current, conductance);
            foreach (var spike in reference.NextSpike)
            {
                spikes += spike >= 0 ? 1 : 0;
            }
        }

        reference.Save(expected);
        engine.Save(found);
        var apart = MemoryMarshal.Cast<float, int>(expected).CommonPrefixLength(MemoryMarshal.Cast<float, int>(found));
        var detail = apart == expected.Length ? $"{neurons.Count} neurons, {Steps} steps, {spikes} spikes: the same bits" : $"number {apart} of the state is {found[apart]:R}, expected {expected[apart]:R}";
        return ($"{name}, {draw.ToString().ToLowerInvariant()} spikes, {engine.Description}, against the reference", apart == expected.Length, detail);
    }

    // A faster one, of up to half of what it takes.
    private static float[] Conductance(IStreamingEngine engine, int step) =>
        [.. Enumerable.Range(0, engine.NeuronCount).Select(n => (float)(engine.Spec.MostConductanceNanosiemens / 4 * (1 + Math.Sin((0.07 * step) + n))))];

    // A slow wave over the whole range, another phase in each neuron.
    private static float[] Current(IStreamingEngine engine, int step)
    {
        var range = engine.Spec.CurrentRange;
        var (middle, half) = ((range.MaximumNanoamperes + range.MinimumNanoamperes) / 2, (range.MaximumNanoamperes - range.MinimumNanoamperes) / 2);
        return [.. Enumerable.Range(0, engine.NeuronCount).Select(n => (float)(middle + (half * Math.Sin((0.03 * step) + n))))];
    }
}
