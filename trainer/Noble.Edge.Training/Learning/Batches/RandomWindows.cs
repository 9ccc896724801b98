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

    /// <summary>A data set cut to a model's shorter window; itself where that has its length.</summary>
    /// <exception cref="DataSetException">The grids differ in more than that.</exception>
    public static DataSet Cut(DataSet data, GridSpec grid)
    {
        var manifest = data.Manifest;
        if (manifest.Grid == grid)
        {
            return data;
        }

        if (manifest.Grid with { Length = grid.Length } != grid || grid.Length > manifest.Grid.Length)
        {
            throw new DataSetException(
                $"the data set has {manifest.Grid.Length} samples of {manifest.Grid.StepMilliseconds} ms, the model {grid.Length} of {grid.StepMilliseconds} ms");
        }

        var voltage = new float[manifest.Traces.Length * grid.Length];
        var (spikes, offsets) = (new List<double>(), new List<long> { 0 });
        for (var trace = 0; trace < manifest.Traces.Length; trace++)
        {
            data.Voltage(trace)[..grid.Length].CopyTo(voltage.AsSpan(trace * grid.Length));
            spikes.AddRange(data.SpikeTimes(trace).ToArray().Where(time => time < grid.DurationMilliseconds));
            offsets.Add(spikes.Count);
        }

        return new DataSet(manifest with { Grid = grid }, voltage, [.. spikes], [.. offsets]);
    }
}
