using System.Globalization;
using System.Text;

namespace Noble.Edge.Host;

/// <summary>What the stream does now, in a few lines of a terminal that are drawn again in place.</summary>
/// <remarks>
/// The cursor always stands below the view, visible: however the program ends, the terminal is as it was, and what it still says comes after.
/// </remarks>
/// <param name="run">What is shown.</param>
/// <param name="size">Columns and rows of the terminal, now.</param>
/// <param name="hasColour">Whether to use colours.</param>
/// <param name="hasBlocks">Whether the terminal has characters beyond ASCII.</param>
internal sealed class TerminalView(LiveRunSource run, Func<(int Columns, int Rows)> size, bool hasColour, bool hasBlocks) : RunMonitor
{
    private const int HistorySeconds = 60;
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string Letters = "_.-=+*%#";

    private readonly List<double> _rates = []; // spikes a second, one a second
    private long _second = -1;
    private int _lines; // that stand above the cursor

    /// <inheritdoc />
    internal override TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    internal override void Update()
    {
        StandardError.View = this;
        var state = run.Look(pages: 0);
        if (state.TimeNanoseconds / 1_000_000_000 is var second && second != _second)
        {
            _second = second;
            _rates.Add(state.SpikesPerSecond);
            _rates.RemoveRange(0, Math.Max(0, _rates.Count - HistorySeconds));
        }

        var (columns, rows) = size();
        var lines = Lines(state).Take(rows - 1).Select(line => Fit(line, columns - 1)).ToArray();
        var text = new StringBuilder(Back());
        foreach (var line in lines)
        {
            text.Append(line).Append("\e[K\n");
        }

        StandardError.Draw(text.Append("\e[J").ToString());
        _lines = lines.Length;
    }

    /// <inheritdoc />
    internal override void End()
    {
        StandardError.View = null;
        StandardError.Draw(Erased());
    }

    /// <summary>Takes the view away, for a line that comes in its place.</summary>
    internal void Erase() => Console.Error.Write(Erased());

    private string Back() => _lines > 0 ? $"\e[{_lines}F" : "";

    private string Erased()
    {
        var text = $"{Back()}\e[J";
        _lines = 0;
        return text;
    }

    private IEnumerable<string> Lines(LiveState state)
    {
        yield return Text($"{state.TimeNanoseconds / 1e9,7:0.0} s {state.SpikesPerSecond,9:0} spikes/s  {Sparkline()}");
        yield return Text($"lateness  p50 {Micro(state.Lateness.P50Microseconds)}  p99 {Micro(state.Lateness.P99Microseconds)}  max {Micro(state.Lateness.MaximumMicroseconds)}   late {Bad(state.Late, 33)}  dropped {Bad(state.Dropped, 31)}");
        var held = run.Streamer.HeldNanoseconds / 1e9;
        yield return Text($"render    {state.RenderMultiple:0.0}x real time  underruns {Bad(state.Underruns, 33)}  clock held {held:0.0} s{(state.IsHeld ? Colour(33, "  waiting for the renderer") : "")}");
        if (state.Ticks is { } ticks)
        {
            yield return Text($"tick      work p50 {Micro(ticks.WorkP50Microseconds)}  p99 {Micro(ticks.WorkP99Microseconds)}   overruns {Bad(ticks.Overruns, 33)}  skipped {Bad(ticks.Skipped, 31)}");
        }

        yield return $"ports     {string.Join("  ", state.Ports.Select(Port))}";
        if (state.Loop is { } loop)
        {
            yield return Text($"loop      {loop.Inputs} events in  {loop.Stimuli} stimuli  {loop.Responses} responses  reaction p50 {Micro(loop.ReactionP50Microseconds)}  p99 {Micro(loop.ReactionP99Microseconds)}{(state.IsPaused ? Colour(33, "  paused") : "")}");
            var hit = string.Join("  ", loop.Limits.Where(limit => limit.Value > 0).Select(limit => $"{limit.Key} {limit.Value}"));
            yield return $"safety    {(state.SafeState is { } cause ? Colour(31, $"SAFE STATE: {cause}") : Colour(32, "outputs live"))}  limits hit: {(hit.Length == 0 ? "none" : hit)}";
        }
    }

    private string Port(LivePort port)
    {
        var count = port.Counts.TryGetValue("delivered", out var delivered) ? $" {delivered.ToString(CultureInfo.InvariantCulture)}" : "";
        return port.IsDown ? Colour(31, $"{port.Name} DOWN") : $"{port.Name}{count}";
    }

    private string Sparkline()
    {
        var levels = hasBlocks ? Blocks : Letters;
        var highest = Math.Max(1, _rates.Max());
        return string.Concat(_rates.Select(rate => levels[(int)Math.Min(levels.Length - 1, rate / highest * levels.Length)]));
    }

    private string Micro(double microseconds) => microseconds < 1_000 ? Text($"{microseconds:0.#} {(hasBlocks ? "µs" : "us")}") : Text($"{microseconds / 1_000:0.##} ms");

    private string Bad(long count, int colour) => count == 0 ? "0" : Colour(colour, count.ToString(CultureInfo.InvariantCulture));

    private string Colour(int colour, string text) => hasColour ? $"\e[{colour}m{text}\e[0m" : text;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Cuts a line to a width; what colours it takes none.</summary>
    internal static string Fit(string line, int columns)
    {
        var (width, i) = (0, 0);
        while (i < line.Length && width < columns)
        {
            if (line[i] == '\e')
            {
                i = line.IndexOf('m', i) + 1;
                continue;
            }

            width++;
            i++;
        }

        return i == line.Length ? line : $"{line[..i]}{(line.Contains('\e', StringComparison.Ordinal) ? "\e[0m" : "")}";
    }
}
