using System.Runtime.ExceptionServices;

namespace Noble.Edge.Operator;

/// <summary>Fixed threads that share out a range of indices, the caller's thread among them.</summary>
/// <remarks>
/// <see cref="Run"/> allocates nothing, so that the real-time side never waits for a garbage collection that rendering
/// began. One caller at a time.
/// </remarks>
public sealed class WorkerTeam : IDisposable
{
    private readonly Thread[] _threads; // workers 1 and up; the caller is worker 0
    private readonly SemaphoreSlim _start = new(0);
    private readonly SemaphoreSlim _finished = new(0);
    private Action<int, int>? _work;
    private Exception? _fault;
    private int _count;
    private int _next;
    private volatile bool _isStopping;

    /// <param name="workers">Threads in all, at least 1.</param>
    public WorkerTeam(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _threads = new Thread[workers - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"noble worker {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Threads in all.</summary>
    public int WorkerCount => _threads.Length + 1;

    /// <summary>Calls <paramref name="work"/> once for each index and returns when all are done.</summary>
    /// <param name="count">Indices 0 .. count - 1, in no fixed order.</param>
    /// <param name="work">Index, and the worker that runs it (0 .. <see cref="WorkerCount"/> - 1); keep the delegate, it is not copied.</param>
    /// <remarks>The first exception of a worker ends the run and is thrown here.</remarks>
    public void Run(int count, Action<int, int> work)
    {
        ObjectDisposedException.ThrowIf(_isStopping, this);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (_work, _count, _next, _fault) = (work, count, 0, null);
        if (_threads.Length > 0)
        {
            _start.Release(_threads.Length);
        }

        Drain(0);
        for (var i = 0; i < _threads.Length; i++)
        {
            _finished.Wait();
        }

        _work = null;
        if (_fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    private void Serve(int worker)
    {
        while (true)
        {
            _start.Wait();
            if (_isStopping)
            {
                return;
            }

            Drain(worker);
            _finished.Release();
        }
    }

    private void Drain(int worker)
    {
        try
        {
            for (var index = Interlocked.Increment(ref _next) - 1; index < _count; index = Interlocked.Increment(ref _next) - 1)
            {
                _work!(index, worker);
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _fault, e, null);
            Interlocked.Exchange(ref _next, _count); // the rest is not begun
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isStopping)
        {
            return;
        }

        _isStopping = true;
        if (_threads.Length > 0)
        {
            _start.Release(_threads.Length);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _start.Dispose();
        _finished.Dispose();
    }
}
