using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>Zones of a data set's traces. They come from the data set alone, so that every model is judged by the same ones.</summary>
public static class FiringZones
{
    private const string Rheobase = "rheobase";

    /// <summary>Every zone, by rising current.</summary>
    public static IReadOnlyList<FiringZone> All { get; } = Enum.GetValues<FiringZone>();

    /// <summary>Name in tables and files.</summary>
    public static string Name(FiringZone zone) => zone switch
    {
        FiringZone.SubThreshold => "sub-threshold",
        FiringZone.Transient => "transient",
        FiringZone.Repetitive => "repetitive",
        FiringZone.Block => "block",
        _ => throw new ArgumentOutOfRangeException(nameof(zone), zone, "no such zone"),
    };

    /// <summary>The zone of a trace: its current beside its neuron's rheobase and onset, and over onset whether the solver fires to the end of the step.</summary>
    /// <exception cref="DataSetException">The neuron's rheobase or onset is not in the data set.</exception>
    public static FiringZone Of(DataSet data, int trace)
    {
        var entry = data.Manifest.Traces[trace];
        var neuron = data.Manifest.Neurons[entry.Neuron];
        if (entry.CurrentNanoamperes < neuron.Feature(Rheobase))
        {
            return FiringZone.SubThreshold;
        }

        if (entry.CurrentNanoamperes < neuron.Feature(FeatureCatalogue.ThresholdCurrent))
        {
            return FiringZone.Transient;
        }

        var grid = data.Manifest.Grid;
        var response = new StepResponse(data.SpikeTimes(trace).ToArray(), grid.StimulusOnMilliseconds, grid.StimulusOffMilliseconds);
        return response.IsRepetitive ? FiringZone.Repetitive : FiringZone.Block;
    }

    /// <summary>A measured feature of a neuron.</summary>
    /// <exception cref="DataSetException">The data set does not have it.</exception>
    internal static double Feature(this DataSetNeuron neuron, string name) => neuron.Features.TryGetValue(name, out var value)
        ? value
        : throw new DataSetException($"neuron '{neuron.Name}' of the data set has no feature '{name}'");
}
