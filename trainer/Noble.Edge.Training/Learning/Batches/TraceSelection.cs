using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Which traces of a data set are learned, and which are looked at while learning.</summary>
public static class TraceSelection
{
    private const ulong Stream = 0x76616C69;

    /// <summary>Traces that are held out neither by neuron nor by current, nor left out for their clock, ascending.</summary>
    public static int[] Training(DataSet data, ModelDesign design, TrainingConfiguration configuration) =>
        [.. OfTrainingNeurons(data, design).Where(t => !configuration.IsHeldOut(data.ExcessNanoamperes(t)) && !design.OffClockTraces.Contains(t))];

    /// <summary>Traces of training neurons in the bands of current that are held out, ascending.</summary>
    public static int[] HeldOut(DataSet data, ModelDesign design, TrainingConfiguration configuration) =>
        [.. OfTrainingNeurons(data, design).Where(t => configuration.IsHeldOut(data.ExcessNanoamperes(t)))];

    /// <summary>The traces of a validation: a draw from those that are held out, the same for the same seed.</summary>
    /// <exception cref="DataSetException">Nothing is held out.</exception>
    public static int[] Validation(DataSet data, ModelDesign design, TrainingConfiguration configuration)
    {
        var all = HeldOut(data, design, configuration);
        if (all.Length == 0)
        {
            throw new DataSetException("validationInterval is set, but no trace of a training neuron lies in a held-out band: set heldOutExcess");
        }

        var random = new SeededRandom((ulong)configuration.Seed, Stream);
        for (var i = all.Length - 1; i > 0; i--)
        {
            var j = random.NextIndex(i + 1);
            (all[i], all[j]) = (all[j], all[i]);
        }

        return [.. all.Take(configuration.ValidationTraces).Order()];
    }

    private static IEnumerable<int> OfTrainingNeurons(DataSet data, ModelDesign design)
    {
        var training = design.TrainingNeurons.ToHashSet();
        return Enumerable.Range(0, data.Manifest.Traces.Length).Where(t => training.Contains(data.Manifest.Traces[t].Neuron));
    }
}
