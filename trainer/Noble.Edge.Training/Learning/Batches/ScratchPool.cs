using System.Collections.Concurrent;

namespace Noble.Edge.Training;

/// <summary>Scratch that only one thread may use at a time: as many as work at once, made when they are first needed.</summary>
/// <param name="make">Makes one.</param>
internal sealed class ScratchPool<T>(Func<T> make) : IDisposable
    where T : notnull
{
    private readonly ConcurrentBag<T> _idle = [];

    /// <summary>Does something with one that nobody else uses.</summary>
    public TResult Use<TResult>(Func<T, TResult> work)
    {
        var scratch = _idle.TryTake(out var found) ? found : make();
        try
        {
            return work(scratch);
        }
        finally
        {
            _idle.Add(scratch);
        }
    }

    /// <summary>Disposes of those that are idle: call when nothing works any more.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out var scratch))
        {
            (scratch as IDisposable)?.Dispose();
        }
    }
}
