using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>The losses of the steps since they were last read: where a step runs on a GPU, reading one waits for it.</summary>
internal sealed class LossReader : IDisposable
{
    private readonly List<(long Step, double Rate, Tensor Loss)> _unread = [];

    /// <summary>Keeps a step's loss, a scalar of its own.</summary>
    public void Add(long step, double rate, Tensor loss) => _unread.Add((step, rate, loss));

    /// <summary>Step, learning rate and loss of those that were not read before, in order.</summary>
    public (long Step, double Rate, double Loss)[] Read()
    {
        if (_unread.Count == 0)
        {
            return [];
        }

        // One transfer for all of them.
        using var all = stack(_unread.Select(entry => entry.Loss));
        using var host = all.cpu();
        var values = host.data<float>().ToArray();
        (long, double, double)[] read = [.. _unread.Zip(values, (entry, value) => (entry.Step, entry.Rate, (double)value))];
        Clear();
        return read;
    }

    private void Clear()
    {
        foreach (var (_, _, loss) in _unread)
        {
            loss.Dispose();
        }

        _unread.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
