using System.Globalization;
using Noble.Edge.Host;
using Noble.Edge.Pictures;

namespace Noble.Edge.Tools;

/// <summary>Spikes for a picture, as many as one can show.</summary>
internal sealed class SpikeList(string path, TimeWindow window)
{
    private readonly List<double> _times = [];
    private readonly List<double> _neurons = [];
    private int _highest = -1;

    /// <summary>Adds one, if it lies in the window.</summary>
    /// <exception cref="UserMistakeException">There are more than a picture shows.</exception>
    internal void Add(long nanoseconds, int neuron)
    {
        _highest = Math.Max(_highest, neuron);
        if (!window.Contains(nanoseconds))
        {
            return;
        }

        _times.Add(nanoseconds * 1e-6);
        _neurons.Add(neuron);
        if (_times.Count > SpikeRaster.Most)
        {
            throw new UserMistakeException($"{path}: has more than {SpikeRaster.Most} spikes in that time, expected fewer: --from and --to narrow it");
        }
    }

    /// <summary>The picture of them.</summary>
    /// <param name="name">What they are of.</param>
    /// <param name="lastNanoseconds">End of what there is [ns].</param>
    internal PopulationPicture Picture(string name, long lastNanoseconds)
    {
        var from = window.FromNanoseconds * 1e-6;
        var to = window.HasEnd ? window.ToNanoseconds * 1e-6 : lastNanoseconds * 1e-6;
        if (!(from < to))
        {
            throw new UserMistakeException(FormattableString.Invariant($"{path}: ends at {lastNanoseconds * 1e-6} ms, expected --from before that"));
        }

        return new PopulationPicture
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{name}, {_times.Count} spikes of {_highest + 1} neurons"),
            FromMilliseconds = from,
            ToMilliseconds = to,
            Raster = new SpikeRaster(_highest + 1, [.. _times], [.. _neurons]),
            HasRate = true,
        };
    }
}
