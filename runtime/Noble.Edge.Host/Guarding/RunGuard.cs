using System.Diagnostics;
using System.Globalization;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>
/// The run's side of a process of its own that watches over it: hears that the loop is alive, and makes the outputs safe when it no longer
/// is, whatever killed or stopped this process.
/// </summary>
internal sealed class RunGuard : IDisposable
{
    /// <summary>Word that ends the watch in order.</summary>
    internal const string Farewell = "end";

    private readonly Process _process;
    private readonly ClosedLoop _loop;
    private readonly IMonotonicClock _clock;
    private readonly long _patience; // [ns]
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ending = new();

    /// <summary>Starts the watching process and waits until it is ready.</summary>
    /// <param name="configuration">The configuration that names the ports.</param>
    /// <param name="loop">What has to be alive.</param>
    /// <param name="patience">How long the loop may stand still: longer than its own watchdog, which comes first where it still can.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="FailedException">The process does not start.</exception>
    internal RunGuard(string configuration, ClosedLoop loop, TimeSpan patience, IMonotonicClock clock)
    {
        (_loop, _clock, _patience) = (loop, clock, patience.Ticks * 100);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])
        [
            "guard", configuration, "--pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            "--patience", patience.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
        ])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new FailedException("the guard process did not start");
        if (_process.StandardOutput.ReadLine() != GuardCommand.Ready)
        {
            _process.Dispose();
            throw new FailedException("the guard process did not start: see what it said above; \"guard\": false in the configuration runs without it");
        }

        _thread = new Thread(Report) { IsBackground = true, Name = "guard" };
        _thread.Start();
    }

    /// <summary>Ends the watch in order: the outputs are safe already.</summary>
    public void Dispose()
    {
        _ending.Set();
        _thread.Join();
        try
        {
            _process.StandardInput.WriteLine(Farewell);
            _process.StandardInput.Close();
            _process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (IOException)
        {
            // It is gone already; there is nothing left to end.
        }

        _process.Dispose();
        _ending.Dispose();
    }

    // A line while the loop is alive, four in the time that it may stand still.
    private void Report()
    {
        var interval = TimeSpan.FromTicks(Math.Max(_patience / 400, TimeSpan.TicksPerMillisecond));
        try
        {
            while (!_ending.Wait(interval))
            {
                var last = _loop.LastRunNanoseconds;
                if (last == 0 || _clock.NowNanoseconds - last < _patience)
                {
                    _process.StandardInput.WriteLine();
                    _process.StandardInput.Flush();
                }
            }
        }
        catch (IOException)
        {
            // The guard is gone: without it the run must not go on.
            _loop.RequestSafeState(SafeStateCause.Failure);
        }
    }
}
