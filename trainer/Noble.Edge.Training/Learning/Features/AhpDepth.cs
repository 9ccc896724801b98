using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary><c>AHP_depth</c>: mean over the spikes of the lowest voltage after each, less the mean voltage before the step.</summary>
/// <remarks>
/// Where a spike's minimum is looked for comes from the true spike times, so that the feature is smooth in the voltage: from a spike to the
/// next, and from the last one for as long as the interval before it, at most to the step's end. A last spike with under 5 ms to the
/// step's end is left out, since its minimum would lie after it.
/// </remarks>
/// <param name="data">The traces.</param>
public sealed class AhpDepth(DataSet data) : DifferentiableFeature(FeatureName, data)
{
    internal const string FeatureName = "AHP_depth";

    private const double ShortestAfterLast = 5; // [ms]

    private readonly Dictionary<int, (int From, int To)[]> _ranges = [];

    /// <inheritdoc/>
    public override Tensor Compute(Tensor voltage, IReadOnlyList<int> traces)
    {
        var length = (int)voltage.shape[1];
        using var host = voltage.detach().to(float64).cpu().contiguous();
        var values = host.data<double>().ToArray();
        var (places, rows, shares) = (new List<long>(), new List<long>(), new List<double>());
        for (var row = 0; row < traces.Count; row++)
        {
            var ranges = Ranges(traces[row]);
            foreach (var (from, to) in ranges)
            {
                var lowest = (row * length) + from;
                for (var i = lowest; i < (row * length) + to; i++)
                {
                    lowest = values[i] < values[lowest] ? i : lowest;
                }

                places.Add(lowest);
                rows.Add(row);
                shares.Add(1.0 / ranges.Length);
            }
        }

        var device = voltage.device;
        var minima = voltage.reshape(-1).index_select(0, tensor(places.ToArray()).to(device)).mul(tensor(shares.ToArray()).to(voltage.dtype).to(device));
        var means = zeros(traces.Count, dtype: voltage.dtype, device: device).index_add(0, tensor(rows.ToArray()).to(device), minima, 1);
        return means.sub(voltage.narrow(1, Samples.BaseFrom, Samples.On + 1 - Samples.BaseFrom).mean([1]));
    }

    /// <inheritdoc/>
    protected override bool Has(int trace) => Ranges(trace).Length > 0;

    private (int From, int To)[] Ranges(int trace)
    {
        if (_ranges.TryGetValue(trace, out var known))
        {
            return known;
        }

        var (on, off) = (Data.Manifest.Grid.StimulusOnMilliseconds, Data.Manifest.Grid.StimulusOffMilliseconds);
        var spikes = Data.SpikeTimes(trace).ToArray().Where(time => time > on && time <= off).ToArray();
        var ranges = spikes.Zip(spikes.Skip(1)).ToList();
        if (spikes.Length > 0 && off - spikes[^1] >= ShortestAfterLast)
        {
            ranges.Add((spikes[^1], spikes.Length > 1 ? Math.Min(off, (2 * spikes[^1]) - spikes[^2]) : off));
        }

        return _ranges[trace] = [.. ranges.Select(r => (Samples.At(r.Item1), Samples.At(r.Item2))).Where(r => r.Item2 > r.Item1)];
    }
}
