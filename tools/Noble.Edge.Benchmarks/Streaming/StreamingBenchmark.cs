using System.Globalization;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Benchmarks;

/// <summary>The streaming operator: how many neurons go in real time on one core, and how long a tick takes from the current to the voltage.</summary>
internal static class StreamingBenchmark
{
    private const int Many = 512;
    private const int Tick = 64;
    private const int Rounds = 10;

    /// <summary>Inputs, layers and filters of the shipped model: 52, 96-96 and 8.</summary>
    internal static readonly StreamingSpec Spec = new()
    {
        StepMilliseconds = 0.1,
        CurrentRange = new CurrentRange { MinimumNanoamperes = -0.5, MaximumNanoamperes = 0.5 },
        CurrentTimeConstantsMilliseconds = [0.25, 0.5, 1, 2, 4, 8, 16, 40, 100, 300],
        ConductanceTimeConstantsMilliseconds = [0.5, 4, 30, 120],
        ResetTimeConstantsMilliseconds = [0.5, 1, 2, 4, 8, 16, 40],
        SpikeTimeConstantsMilliseconds = [1, 2.5, 6, 12, 25, 50, 100, 200, 400, 800],
        SinceTimeConstantsMilliseconds = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 40],
        Products = [],
        HeldCurrentTimeConstantsMilliseconds = [1, 4, 8, 16, 40],
        HeldIntervalTimeConstantsMilliseconds = [8],
        HeldIntervals = 2,
        HeldDecayMilliseconds = 200,
        Features = ["size"],
        Neurons = [],
        OwnFilters = 8,
        Hidden = [96, 96],
        ConditioningHidden = [16],
        RefractoryMilliseconds = 1.5,
        HazardLeakMilliseconds = 100,
        SynapticReferenceMillivolts = -60,
        MostConductanceNanosiemens = 200,
        Output = new OutputMapping { ScaleMillivolts = 10, OffsetMillivolts = -70 },
        Accuracy = [],
        Provenance = new ModelProvenance { Cell = "none", GroundTruth = "none", Trainer = "none", Training = "none", Seed = 0, TrainingTraces = 0, TrainingSeconds = 0, Machine = "none" },
    };

    /// <summary>Its one feature.</summary>
    internal static readonly LatentSpec Latent = new() { Features = [new LatentFeature { Name = "size", Unit = "", Minimum = -1, Maximum = 1 }], Points = [new LatentPoint { Name = "0", Values = [0] }] };

    /// <summary>Measures and prints.</summary>
    /// <param name="duration">For each row.</param>
    public static void Run(TimeSpan duration)
    {
        foreach (var (hidden, filters) in ((int[], int)[])[([96, 96], 8), ([96, 96], 0), ([64, 64, 64], 8)])
        {
            // At 10 spikes a second for most neurons: entering a spike costs as much as a few of a neuron's steps.
            var weights = Weights(Spec with { Hidden = hidden, OwnFilters = filters }, logHazard: -5);
            var path = Path.Combine(Path.GetTempPath(), $"noble-edge-benchmark-{Environment.ProcessId}.onnx");
            File.WriteAllBytes(path, StreamingOnnxExport.Graph(weights));
            try
            {
                Table(weights, path, Many, duration);
                Table(weights, path, Tick, duration);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    private static void Table(StreamingWeights weights, string graph, int neurons, TimeSpan duration)
    {
        List<StreamingContender> contenders = [.. Contenders(weights, graph, neurons)];
        contenders.ForEach(contender => contender.Measure(duration / Rounds));
        contenders.ForEach(contender => contender.Clear());
        for (var round = 0; round < Rounds; round++)
        {
            contenders.ForEach(contender => contender.Measure(duration / Rounds));
        }

        Console.WriteLine();
        var multiplyAdds = Layers(weights.Spec).Zip(Layers(weights.Spec).Skip(1)).Sum(pair => pair.First * pair.Second) + (weights.Spec.OwnFilters * weights.Spec.InputCount());
        Console.WriteLine($"streaming: {neurons} neurons, {weights.Spec.InputCount()} inputs, {weights.Spec.OwnFilters} own filters, layers {string.Join(", ", weights.Spec.Hidden)}, {multiplyAdds / 1e3:F1} k multiply-adds a neuron and step of {weights.Spec.StepMilliseconds} ms, one thread");
        Console.WriteLine($"  {"",-26} {"best us",9} {"p50 us",9} {"p99 us",9} {"p99.9 us",9} {"steps",8} {"Hz",6} {"neurons in real time",21} {"by the best",12}");
        foreach (var contender in contenders)
        {
            var step = 1e3 * weights.Spec.StepMilliseconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {contender.Name,-26} {contender.Percentile(0),9:F1} {contender.Percentile(0.5),9:F1} {contender.Percentile(0.99),9:F1} {contender.Percentile(0.999),9:F1} {contender.Count,8} {contender.Rate,6:F0} {neurons * step / contender.Percentile(0.5),21:F0} {neurons * step / contender.Percentile(0),12:F0}"));
        }

        contenders.ForEach(contender => contender.Dispose());
    }

    private static IEnumerable<StreamingContender> Contenders(StreamingWeights weights, string graph, int count)
    {
        var neurons = new StreamingNeurons(weights, Latent, [.. Enumerable.Range(0, count).Select(n => new[] { (2.0 * n / count) - 1 })]);
        yield return new("scalar reference", new StreamingReference(neurons));
        foreach (var instructions in (SimdInstructions[])[SimdInstructions.Vector128, SimdInstructions.Vector256, SimdInstructions.Vector512])
        {
            if (Create(neurons, instructions) is { } engine)
            {
                yield return new(engine.Description, engine);
            }
        }

        yield return new("onnx, CPU", new StreamingOnnxEngine(graph, neurons, options: new OnnxEngineOptions { Providers = [OnnxProvider.Cpu], Threads = 1 }));
    }

    private static IStreamingEngine? Create(StreamingNeurons neurons, SimdInstructions instructions)
    {
        try
        {
            return StreamingEngine.Create(neurons, options: new StreamingEngineOptions { Instructions = instructions });
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }

    private static int[] Layers(StreamingSpec spec) => [spec.ReadCount(), .. spec.Hidden, StreamingWeights.OutputCount];

    private static StreamingWeights Weights(StreamingSpec spec, float logHazard)
    {
        var tensors = StreamingWeights.Random(spec, 1).ToTensors().ToDictionary(StringComparer.Ordinal);
        var bias = $"layers.{spec.Hidden.Length}.bias";
        tensors[bias] = new TensorData([logHazard, 0], 2);
        return StreamingWeights.FromTensors(spec, tensors, "benchmark");
    }
}
