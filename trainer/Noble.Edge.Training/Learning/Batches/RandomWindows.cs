using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Random windows: each time a trace is learned, its window begins a random moment later.</summary>
/// <remarks>
/// With traces of L samples and shifts of 0 to S, the model's window has L - S samples, and so has every training window; the model that is
/// exported is the window that begins at 0, as the runtime plays it. What follows the stimulus (current, gate, phase, rate) is embedded over the whole
/// trace and then cut, which is exact. The octaves of the NeRF channels run over the window, wherever it begins: their tau is 0 at its
/// first sample and 2 pi at its last, as in the runtime.
/// </remarks>
public static class RandomWindows
{
    private const ulong Stream = 0x77696E64;

    /// <summary>Largest shift in samples.</summary>
    public static int LargestShift(TrainingConfiguration configuration, GridSpec data) =>
        (int)Math.Round(configuration.WindowShiftMilliseconds / data.StepMilliseconds);

    /// <summary>The model's grid: the data set's, shorter by the largest shift.</summary>
    /// <exception cref="DataSetException">The stimulus would no longer end in the window.</exception>
    public static GridSpec ModelGrid(TrainingConfiguration configuration, GridSpec data)
    {
        var shift = LargestShift(configuration, data);
        return data.Length - shift >= data.StimulusOffSample
            ? data with { Length = data.Length - shift }
            : throw new DataSetException(FormattableString.Invariant(
                $"windowShiftMilliseconds is {configuration.WindowShiftMilliseconds}, expected at most {(data.Length - data.StimulusOffSample) * data.StepMilliseconds:g6}, the time after the stimulus"));
    }

    /// <summary>The shift of one trace in one step [samples]; a function of the seed, the step and its place in the batch.</summary>
    public static int Shift(long seed, long step, int place, int largest)
    {
        if (largest == 0)
        {
            return 0;
        }

        var random = new SeededRandom((ulong)seed, Stream + (ulong)place, (ulong)step);
        return random.NextIndex(largest + 1);
    }

    /// <summary>A data set on a model's grid: cut to its shorter window, read at its own time step; itself where it has that grid.</summary>
    /// <exception cref="DataSetException">The stimulus is another, or the model's window is longer.</exception>
    public static DataSet Cut(DataSet data, GridSpec grid) => GridResampler.Apply(data, grid);
}
