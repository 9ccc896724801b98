using System.Globalization;

namespace Noble.Edge.Host;

/// <summary>What the stream does now: a line every 5 s, for pipes and files.</summary>
internal sealed class StatusLine(LiveRunSource run) : RunMonitor
{
    private const int IntervalSeconds = 5;

    private int _looks;

    /// <inheritdoc />
    internal override void Update()
    {
        // Looked at each second: the rate is that of the last one.
        var state = run.Look(pages: 0);
        if (++_looks % IntervalSeconds == 0)
        {
            StandardError.Write("info", "run.status", "", Text(state));
        }
    }

    /// <summary>The state in a line.</summary>
    internal static string Text(LiveState state) => string.Create(
        CultureInfo.InvariantCulture,
        $"{state.TimeNanoseconds / 1e9,7:0.0} s  {state.SpikesPerSecond,8:0} spikes/s  late {state.Late}  dropped {state.Dropped}  underruns {state.Underruns}  render {state.RenderMultiple:0.0}x real time{Ticks(state.Ticks)}");

    private static string Ticks(LiveTicks? ticks) => ticks is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"  overruns {ticks.Overruns}  skipped {ticks.Skipped}  tick p99 {ticks.WorkP99Microseconds:0} us");
}
