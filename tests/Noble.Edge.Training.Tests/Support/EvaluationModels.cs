using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>Models for evaluation that are real in every part and not trained: a design for the synthetic data, random weights.</summary>
internal static class EvaluationModels
{
    /// <summary>The synthetic data's model: neuron s-2 and a band of current held out.</summary>
    public static TrainingConfiguration Configuration { get; } = SyntheticData.Configuration(1) with
    {
        HeldOutNeurons = ["s-2"],
        HeldOutExcess = [[0.1, 0.15]],
    };

    /// <summary>Writes a model folder, and reads it.</summary>
    public static ModelBundle Write(string folder, DataSet data, TrainingConfiguration? configuration = null, ulong seed = 1)
    {
        var design = ModelDesign.Create(configuration ?? Configuration, data);
        ModelBundle.Save(folder, design.Manifest, FnoWeights.Random(design.Manifest.Network, seed), design.TrainedClocks, design.ClockMap);
        return ModelBundle.Load(folder);
    }

    /// <summary>A comparison of which only some figures matter.</summary>
    public static TraceComparison Comparison(
        FiringZone zone = FiringZone.Repetitive, double error = 0.01, int expected = 0, int found = 0, double[]? matches = null, string split = "test", int trace = 0) => new()
        {
            Split = split,
            Trace = trace,
            Zone = zone,
            RelativeL2 = error,
            TrueSpikes = expected,
            Spikes = found,
            Matches = matches ?? [],
            VictorPurpura = 0.5 * expected,
            VanRossum = 1,
            TrueFeatures = [.. EvaluatedFeatures.All.Select(_ => double.NaN)],
            Features = [.. EvaluatedFeatures.All.Select(_ => double.NaN)],
        };

    /// <summary>The comparison with a value of one feature on each side; NaN for a side that lacks it.</summary>
    public static TraceComparison With(this TraceComparison comparison, string feature, double expected, double found)
    {
        double[] Put(IReadOnlyList<double> values, double value) => [.. values.Select((old, f) => EvaluatedFeatures.All[f].Name == feature ? value : old)];
        return comparison with { TrueFeatures = Put(comparison.TrueFeatures, expected), Features = Put(comparison.Features, found) };
    }
}
