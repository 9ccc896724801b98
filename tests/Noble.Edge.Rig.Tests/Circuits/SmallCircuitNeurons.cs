using Noble.Edge.Operator;

namespace Noble.Edge.Rig.Tests;

/// <summary>A streaming operator small enough for any test, made from a seed and not trained, whose neurons fire at some tens of hertz.</summary>
internal static class SmallCircuitNeurons
{
    private static readonly LatentSpec Latent = new()
    {
        Features = [new LatentFeature { Name = "rate", Unit = "Hz", Minimum = 0, Maximum = 1 }],
        Points = [new LatentPoint { Name = "one", Values = [0.2] }, new LatentPoint { Name = "two", Values = [0.8] }],
    };

    /// <summary>Neurons at rest.</summary>
    internal static IStreamingEngine Engine(int neurons)
    {
        var spec = new StreamingSpec
        {
            StepMilliseconds = 0.1,
            CurrentRange = new CurrentRange { MinimumNanoamperes = -2, MaximumNanoamperes = 2 },
            CurrentTimeConstantsMilliseconds = [1, 10, 100],
            ConductanceTimeConstantsMilliseconds = [0.7, 9],
            ResetTimeConstantsMilliseconds = [5],
            SpikeTimeConstantsMilliseconds = [2, 50],
            SinceTimeConstantsMilliseconds = [3],
            Products = [],
            HeldCurrentTimeConstantsMilliseconds = [],
            HeldIntervalTimeConstantsMilliseconds = [3],
            HeldIntervals = 1,
            HeldDecayMilliseconds = 200,
            Features = ["rate"],
            Neurons = [],
            OwnFilters = 0,
            Hidden = [8, 8],
            ConditioningHidden = [4],
            RefractoryMilliseconds = 1.5,
            HazardLeakMilliseconds = 200,
            SynapticReferenceMillivolts = -60,
            MostConductanceNanosiemens = 200,
            Output = new OutputMapping { ScaleMillivolts = 10, OffsetMillivolts = -65 },
            Accuracy = [],
            Provenance = new ModelProvenance
            {
                Cell = "none",
                GroundTruth = "none",
                Trainer = "none",
                Training = "none",
                Seed = 1,
                TrainingTraces = 0,
                TrainingSeconds = 0,
                Machine = "none",
            },
        };
        var tensors = StreamingWeights.Random(spec, 3).ToTensors().ToDictionary(tensor => tensor.Key, tensor => tensor.Value);
        const string Bias = "layers.2.bias";
        tensors[Bias] = new TensorData(new[] { -2f, 0f }, tensors[Bias].Shape);
        return new StreamingReference(new StreamingNeurons(
            StreamingWeights.FromTensors(spec, tensors, "small"), Latent, [.. Enumerable.Range(0, neurons).Select(n => Latent.Points[n % 2].Values)]));
    }
}
