namespace Noble.Edge.FirmwareBridge;

/// <summary>Tells lines to whoever listens, in their order, by a thread of its own: a terminal that is paused must not hold up an emergency stop.</summary>
internal sealed class NoticeThread : IDisposable
{
    private const int LinesMost = 1_000;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    private readonly Queue<string> _lines = new();
    private readonly Action<string> _listener;
    private readonly Thread _thread;
    private bool _ends;

    /// <summary>Starts the thread.</summary>
    internal NoticeThread(Action<string> listener)
    {
        _listener = listener;
        _thread = new Thread(Run) { IsBackground = true, Name = "bridge notices" };
        _thread.Start();
    }

    /// <summary>Takes lines and empties the list; what a listener is too slow for is left out.</summary>
    internal void Tell(List<string> lines)
    {
        lock (_lines)
        {
            foreach (var line in lines)
            {
                if (_lines.Count < LinesMost)
                {
                    _lines.Enqueue(line);
                }
            }

            lines.Clear();
            Monitor.Pulse(_lines);
        }
    }

    /// <summary>Ends once everything has been told; does not wait longer than a second for it.</summary>
    public void Dispose()
    {
        lock (_lines)
        {
            _ends = true;
            Monitor.Pulse(_lines);
        }

        _thread.Join(EndPatience);
    }

    private void Run()
    {
        while (true)
        {
            string? line;
            lock (_lines)
            {
                while (!_lines.TryDequeue(out line))
                {
                    if (_ends)
                    {
                        return;
                    }

                    Monitor.Wait(_lines);
                }
            }

            _listener(line);
        }
    }
}
