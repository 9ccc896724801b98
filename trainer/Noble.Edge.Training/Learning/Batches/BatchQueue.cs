using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Batches of the steps to come, made ahead of time by several workers and given out in the order of the steps.</summary>
/// <remarks>What a batch holds follows from its step alone: it is the same with any number of workers.</remarks>
internal sealed class BatchQueue : IDisposable
{
    private readonly IBatchSource _source;
    private readonly Device _device;
    private readonly Queue<Task<TraceBatch>> _ahead = [];
    private long _next;

    /// <param name="source">Makes the batches.</param>
    /// <param name="device">Where they go.</param>
    /// <param name="first">Step of the first.</param>
    /// <param name="ahead">Batches that are made or ready while another is learned, 1 or more; each has a worker while it is made.</param>
    public BatchQueue(IBatchSource source, Device device, long first, int ahead)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        (_source, _device, _next) = (source, device, first);
        for (var i = 0; i < ahead; i++)
        {
            Begin();
        }
    }

    /// <summary>The next step's batch, which is the caller's; begins one more.</summary>
    public TraceBatch Take()
    {
        var batch = _ahead.Dequeue().GetAwaiter().GetResult();
        Begin();
        return batch;
    }

    private void Begin()
    {
        var step = _next++;
        _ahead.Enqueue(Task.Run(() => _source.Make(step, _device)));
    }

    /// <summary>Waits for those under way and gives them up.</summary>
    public void Dispose()
    {
        foreach (var batch in _ahead)
        {
            try
            {
                batch.GetAwaiter().GetResult().Dispose();
            }
            catch (DataSetException)
            {
                // A batch that nobody takes any more is nobody's failure; the one that was taken has told of it.
            }
        }
    }
}
