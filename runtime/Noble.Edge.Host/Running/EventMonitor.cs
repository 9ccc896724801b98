namespace Noble.Edge.Host;

/// <summary>What the stream does now, for machines: its state every 5 s, and at once what has gone wrong or right again.</summary>
internal sealed class EventMonitor(LiveRunSource run, RunNotices notices) : RunMonitor
{
    private const int StatusSeconds = 5;

    private readonly HashSet<string> _down = [];
    private int _looks;
    private long _underruns;

    /// <inheritdoc />
    internal override void Update()
    {
        var state = run.Look(pages: 0);
        if (state.Underruns > _underruns)
        {
            _underruns = state.Underruns;
            notices.Event(
                "warning", "clock.held", "the experiment clock had to wait for the renderer", ("underruns", state.Underruns), ("heldSeconds", run.Streamer.HeldNanoseconds / 1e9));
        }

        foreach (var port in state.Ports.Where(port => port.IsDown ? _down.Add(port.Name) : _down.Remove(port.Name)))
        {
            notices.Event(port.IsDown ? "warning" : "info", port.IsDown ? "port.down" : "port.up", $"port {port.Name} {(port.IsDown ? "does not answer" : "is back")}", ("port", port.Name));
        }

        if (++_looks % StatusSeconds == 0)
        {
            notices.Event("info", "run.status", StatusLine.Text(state).Trim(), [.. Fields(state)]);
        }
    }

    private static (string Name, object? Value)[] Fields(LiveState state) =>
    [
        ("timeSeconds", state.TimeNanoseconds / 1e9),
        ("spikesPerSecond", state.SpikesPerSecond),
        ("played", state.Played),
        ("late", state.Late),
        ("dropped", state.Dropped),
        ("underruns", state.Underruns),
        ("renderMultiple", state.RenderMultiple),
        ("latenessP50Microseconds", state.Lateness.P50Microseconds),
        ("latenessP99Microseconds", state.Lateness.P99Microseconds),
        .. state.Ticks is { } ticks ? ((string, object?)[])[("overruns", ticks.Overruns), ("skipped", ticks.Skipped)] : [],
    ];
}
