using Noble.Edge.Operator;

namespace Noble.Edge.Tests;

/// <summary>
/// Streaming operators small enough for any test, with random weights, for the neurons of <see cref="SmallModel"/>. To include it in a test project,
/// link <c>tests/Shared/SmallStreaming.cs</c>.
/// </summary>
internal static class SmallStreaming
{
    /// <summary>0.1 ms, -0.2 to 0.5 nA, nine inputs, both features.</summary>
    public static StreamingSpec Spec(params int[] hidden) => new()
    {
        StepMilliseconds = 0.1,
        CurrentRange = new CurrentRange { MinimumNanoamperes = -0.2, MaximumNanoamperes = 0.5 },
        CurrentTimeConstantsMilliseconds = [0.5, 3, 20],
        ConductanceTimeConstantsMilliseconds = [],
        ResetTimeConstantsMilliseconds = [2, 15],
        SpikeTimeConstantsMilliseconds = [1, 40],
        SinceTimeConstantsMilliseconds = [0.7, 5],
        Products = [],
        HeldCurrentTimeConstantsMilliseconds = [15],
        HeldIntervalTimeConstantsMilliseconds = [5, 0.7],
        HeldIntervals = 2,
        HeldDecayMilliseconds = 200,
        Features = ["threshold_current", "resting_voltage"],
        Neurons = [],
        OwnFilters = 0,
        Hidden = hidden.Length == 0 ? [12, 8] : hidden,
        ConditioningHidden = [6],
        RefractoryMilliseconds = 1.5,
        HazardLeakMilliseconds = 100,
        SynapticReferenceMillivolts = -60,
        MostConductanceNanosiemens = 200,
        Output = new OutputMapping { ScaleMillivolts = 10, OffsetFeature = "resting_voltage" },
        Accuracy = [],
        Provenance = SmallModel.Manifest().Provenance,
    };

    /// <summary>The spec with two integrators of the conductance besides.</summary>
    public static StreamingSpec WithConductance(StreamingSpec spec) => spec with { ConductanceTimeConstantsMilliseconds = [0.7, 9] };

    /// <summary>The spec with a square and a product besides.</summary>
    public static StreamingSpec WithProducts(StreamingSpec spec) => spec with
    {
        Products =
        [
            new StreamingProduct { ResetTimeConstantMilliseconds = 15, TimeConstantMilliseconds = 6 },
            new StreamingProduct { ResetTimeConstantMilliseconds = 2, SinceTimeConstantMilliseconds = 5, TimeConstantMilliseconds = 9 },
        ],
    };

    /// <summary>Random weights whose hazard at rest is about exp(<paramref name="logHazard"/>) per ms and grows with the current.</summary>
    public static StreamingWeights Weights(StreamingSpec spec, ulong seed = 1, float logHazard = -2.5f) =>
        With(StreamingWeights.Random(spec, seed), $"layers.{spec.Hidden.Length}.bias", bias => bias[0] = logHazard);

    /// <summary>The weights with one tensor changed.</summary>
    public static StreamingWeights With(StreamingWeights weights, string name, Action<float[]> change)
    {
        var tensors = weights.ToTensors().ToDictionary(StringComparer.Ordinal);
        var values = tensors[name].As<float>().ToArray();
        change(values);
        tensors[name] = new TensorData(values, tensors[name].Shape);
        return StreamingWeights.FromTensors(weights.Spec, tensors, "test");
    }

    /// <summary>Neurons spread over the range of both features.</summary>
    public static StreamingNeurons Neurons(StreamingWeights weights, int count)
    {
        double[][] points = [.. Enumerable.Range(0, count).Select(n => new[] { 0.05 + (0.05 * (n % 7) / 6), -75 + (10.0 * (n % 5) / 4) })];
        return new StreamingNeurons(weights, SmallModel.Manifest().Latent, points);
    }

    /// <summary>Writes <see cref="SmallModel"/> with a streaming operator and returns its path.</summary>
    public static string Write(string folder, StreamingWeights? weights = null)
    {
        SmallModel.Write(folder);
        ModelBundle.SaveStreaming(ModelBundle.Load(folder), weights ?? Weights(Spec()));
        return folder;
    }
}
