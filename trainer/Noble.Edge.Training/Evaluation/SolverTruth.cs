using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>What is read once from each of the solver's traces, however many models are held beside it.</summary>
/// <remarks>For use from several threads: two that ask for one trace at once find the same.</remarks>
public sealed class SolverTruth
{
    private readonly DataSet _data;
    private readonly double[]?[] _features;

    /// <param name="data">The data set.</param>
    public SolverTruth(DataSet data)
    {
        (_data, _features) = (data, new double[]?[data.Manifest.Traces.Length]);
        var grid = data.Manifest.Grid;
        Window = new FeatureWindow
        {
            StepMilliseconds = grid.StepMilliseconds,
            StimulusStartMilliseconds = grid.StimulusOnMilliseconds,
            StimulusEndMilliseconds = grid.StimulusOffMilliseconds,
            InterpolationStepMilliseconds = 0,
        };
    }

    /// <summary>How features are taken on both sides: on the grid of the data set, which is the model's.</summary>
    public FeatureWindow Window { get; }

    /// <summary>The solver's features of a trace, in the order of <see cref="EvaluatedFeatures.All"/>.</summary>
    public double[] Features(int trace) =>
        Volatile.Read(ref _features[trace]) ?? (_features[trace] = EvaluatedFeatures.Take(_data.Voltage(trace), Window));

    /// <summary>A neuron's feature at a current that no trace has: linear between the two traces about it.</summary>
    /// <param name="neuron">Index in the data set.</param>
    /// <param name="currentNanoamperes">The current.</param>
    /// <returns>Shape [feature]; NaN where either trace does not have it, or the current is not between two.</returns>
    public double[] FeaturesAt(int neuron, double currentNanoamperes)
    {
        var traces = Enumerable.Range(0, _data.Manifest.Traces.Length).Where(t => _data.Manifest.Traces[t].Neuron == neuron)
            .OrderBy(Current).ToArray();
        var over = Array.FindIndex(traces, t => Current(t) >= currentNanoamperes);
        if (over < 0 || (over == 0 && Current(traces[0]) > currentNanoamperes))
        {
            return [.. EvaluatedFeatures.All.Select(_ => double.NaN)];
        }

        var (below, above) = (traces[Math.Max(over - 1, 0)], traces[over]);
        var share = Current(above) > Current(below) ? (currentNanoamperes - Current(below)) / (Current(above) - Current(below)) : 0;
        return [.. Features(below).Zip(Features(above), (a, b) => a + (share * (b - a)))];
    }

    private double Current(int trace) => _data.Manifest.Traces[trace].CurrentNanoamperes;
}
