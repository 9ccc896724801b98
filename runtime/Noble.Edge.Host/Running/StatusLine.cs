using System.Globalization;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What the stream does now, on standard error: refreshed every second on a terminal, a line every 5 s elsewhere.</summary>
internal sealed class StatusLine(PopulationStreamer streamer, IMonotonicClock clock, bool isTerminal, TextWriter output)
{
    private static readonly long PlainInterval = TimeSpan.FromSeconds(5).Ticks * 100; // [ns]

    private long _lastTime = clock.NowNanoseconds; // [ns]
    private long _lastPlayed;
    private int _width;

    /// <summary>Shows the state, if it is time to.</summary>
    internal void Update()
    {
        var now = clock.NowNanoseconds;
        if (!isTerminal && now - _lastTime < PlainInterval)
        {
            return;
        }

        var played = streamer.Pacer.Played;
        var rate = (played - _lastPlayed) / Math.Max(1e-9, (now - _lastTime) / 1e9);
        (_lastTime, _lastPlayed) = (now, played);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{streamer.ExperimentNanoseconds / 1e9,7:0.0} s  {rate,8:0} spikes/s  late {streamer.Pacer.Late}  dropped {streamer.Pacer.Dropped}  underruns {streamer.Pacer.Underruns}  render {streamer.RenderMultiple:0.0}x real time");
        if (isTerminal)
        {
            output.Write($"\r{text.PadRight(_width)}");
            _width = text.Length;
        }
        else
        {
            output.WriteLine(text);
        }
    }

    /// <summary>Leaves the terminal's line.</summary>
    internal void End()
    {
        if (_width > 0)
        {
            output.WriteLine();
        }
    }
}
