using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Further training of a model with features in the loss: data loss + weight * sum over features of |f - f*| / |f*| over the batch.</summary>
/// <remarks>Half of each batch are traces that have one of the features, the other half traces of any kind, so that what is not in the feature is not forgotten.</remarks>
public sealed class FineTuning
{
    private readonly IReadOnlyList<DifferentiableFeature> _features;
    private readonly double _weight;

    /// <param name="start">Weights to start from.</param>
    /// <param name="features">Features, all of the data set that is trained on.</param>
    /// <param name="weight">Weight of each, 0 or more; 25 as published.</param>
    public FineTuning(FnoWeights start, IReadOnlyList<DifferentiableFeature> features, double weight)
    {
        (Start, _features, _weight) = (start, features, weight);
    }

    /// <summary>The weights to start from.</summary>
    internal FnoWeights Start { get; }

    /// <summary>Of a relative L2 per feature [1].</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="traces">The batch's traces.</param>
    /// <param name="voltage">[batch, sample], mV.</param>
    /// <param name="target">[batch, sample], mV.</param>
    /// <returns>A scalar: 0 where no trace has the feature.</returns>
    public static Tensor RelativeError(DifferentiableFeature feature, IReadOnlyList<int> traces, Tensor voltage, Tensor target)
    {
        var rows = Enumerable.Range(0, traces.Count).Where(row => feature.IsDefined(traces[row])).ToArray();
        if (rows.Length == 0)
        {
            return zeros(1, dtype: voltage.dtype, device: voltage.device).sum();
        }

        int[] chosen = [.. rows.Select(row => traces[row])];
        var index = tensor(rows.Select(row => (long)row).ToArray()).to(voltage.device);
        var truth = feature.Compute(target.index_select(0, index), chosen);
        var error = feature.Compute(voltage.index_select(0, index), chosen).sub(truth);
        return error.square().sum().div(truth.square().sum().Plus(1e-20)).Plus(1e-20).sqrt();
    }

    /// <summary>What the features add to the loss of a batch.</summary>
    internal Tensor Term(TraceBatch batch, Tensor voltage)
    {
        var sum = RelativeError(_features[0], batch.Traces, voltage, batch.Target);
        foreach (var feature in _features.Skip(1))
        {
            sum = sum.Plus(RelativeError(feature, batch.Traces, voltage, batch.Target));
        }

        return sum.Times(_weight);
    }

    /// <summary>The batches of a run.</summary>
    /// <exception cref="DataSetException">Too few traces have a feature.</exception>
    internal IBatchSource Batches(DataSet data, ModelDesign design, TrainingConfiguration configuration)
    {
        var half = (configuration.Batch + 1) / 2;
        var training = TraceSelection.Training(data, design, configuration);
        var chosen = training.Where(t => _features.Any(feature => feature.IsDefined(t))).ToArray();
        if (configuration.Batch < 2 || chosen.Length < half)
        {
            throw new DataSetException(
                $"{chosen.Length} training traces have {string.Join(" or ", _features.Select(f => f.Name))}, expected at least half a batch of {configuration.Batch}, and a batch of 2 or more");
        }

        foreach (var feature in _features)
        {
            CheckSize(feature, data, [.. chosen.Where(feature.IsDefined)]);
        }

        return new MixedBatchSource(
            new BatchSource(data, design, configuration with { Batch = half }, chosen),
            new BatchSource(data, design, configuration with { Batch = configuration.Batch - half, Seed = configuration.Seed + 1 }, training));
    }

    private static void CheckSize(DifferentiableFeature feature, DataSet data, int[] traces)
    {
        const double SmallestMillivolts = 1e-6;
        foreach (var trace in traces)
        {
            using var scope = NewDisposeScope();
            var truth = feature.Compute(tensor(data.Voltage(trace).ToArray(), [1, data.Manifest.Grid.Length]), [trace]);
            if (Math.Abs(truth.item<float>()) > SmallestMillivolts)
            {
                return;
            }
        }

        throw new DataSetException(traces.Length == 0
            ? $"no training trace has {feature.Name}"
            : $"{feature.Name} is 0 in every training trace that has it: its relative error says nothing");
    }
}
