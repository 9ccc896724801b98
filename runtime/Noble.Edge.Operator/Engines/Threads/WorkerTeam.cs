using System.Runtime.ExceptionServices;

namespace Noble.Edge.Operator;

/// <summary>
/// A fixed set of threads that share out index ranges: the caller is worker 0, the others are background threads that
/// live as long as the team.
/// </summary>
/// <remarks>
/// Hot path: <see cref="Run"/> allocates nothing, so that rendering causes no garbage collection beside a real-time
/// thread; keep the delegate that is passed to it, a lambda that captures allocates at the call. One run at a time.
/// </remarks>
public sealed class WorkerTeam : IDisposable
{
    private readonly Lock _caller = new(); // held by whoever is in Run
    private readonly object _gate = new(); // guards what follows
    private readonly Thread[] _threads;
    private Action<int, int>? _body;
    private int _count;
    private int _next; // taken with Interlocked
    private int _active; // background workers still in the current run
    private int _run; // the number of the current run
    private bool _disposed;
    private ExceptionDispatchInfo? _error;

    /// <param name="workers">Threads that work at once, the caller among them, from 1 to 256.</param>
    /// <param name="name">Name of the background threads, for debuggers and /proc; a number is appended.</param>
    public WorkerTeam(int workers, string name = "worker")
    {
        if (workers is < 1 or > 256)
        {
            throw new ArgumentOutOfRangeException(nameof(workers), workers, $"workers must be from 1 to 256, found {workers}");
        }

        Workers = workers;
        _threads = new Thread[workers - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"{name} {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Threads that work at once, the caller among them.</summary>
    public int Workers { get; }

    /// <summary>
    /// Calls <paramref name="body"/> once for every index from 0 to <paramref name="count"/> - 1, in any order, and returns
    /// when all have ended. An exception stops the handing out of further indices and is thrown here, the first one if
    /// there are several.
    /// </summary>
    /// <param name="count">Indices, 0 or more.</param>
    /// <param name="body">Receives the index and the worker's number, from 0 to <see cref="Workers"/> - 1.</param>
    /// <exception cref="InvalidOperationException">Another run is under way, on another thread or around this call.</exception>
    public void Run(int count, Action<int, int> body)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(body);
        if (_caller.IsHeldByCurrentThread || !_caller.TryEnter())
        {
            throw new InvalidOperationException("the team is already running");
        }

        try
        {
            Start(count, body);
            Work(0);
            Finish();
        }
        finally
        {
            _caller.Exit();
        }
    }

    /// <summary>Waits for a run under way on another thread, then ends the background threads.</summary>
    public void Dispose()
    {
        lock (_caller)
        {
            lock (_gate)
            {
                _disposed = true;
                Monitor.PulseAll(_gate);
            }

            foreach (Thread thread in _threads)
            {
                thread.Join();
            }
        }
    }

    private void Start(int count, Action<int, int> body)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _body = body;
            _count = count;
            _next = 0;
            _error = null;
            _active = _threads.Length;
            _run++;
            Monitor.PulseAll(_gate);
        }
    }

    private void Finish()
    {
        ExceptionDispatchInfo? error;
        lock (_gate)
        {
            while (_active > 0)
            {
                Monitor.Wait(_gate);
            }

            error = _error;
            _error = null;
            _body = null;
        }

        error?.Throw();
    }

    private void Serve(int worker)
    {
        int served = 0;
        while (true)
        {
            lock (_gate)
            {
                while (_run == served && !_disposed)
                {
                    Monitor.Wait(_gate);
                }

                if (_run == served)
                {
                    return;
                }

                served = _run;
            }

            Work(worker);
            lock (_gate)
            {
                if (--_active == 0)
                {
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }

    private void Work(int worker)
    {
        Action<int, int> body = _body!;
        try
        {
            for (int index = Interlocked.Increment(ref _next) - 1; index < _count; index = Interlocked.Increment(ref _next) - 1)
            {
                body(index, worker);
            }
        }
#pragma warning disable CA1031 // Whatever a worker throws belongs to the caller of Run, which rethrows it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Interlocked.Exchange(ref _next, _count);
            Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(error), null);
        }
    }
}
