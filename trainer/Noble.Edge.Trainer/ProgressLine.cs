using System.Diagnostics;

namespace Noble.Edge.Trainer;

/// <summary>One line of progress on standard error: redrawn in a terminal, now and then a new line in a log.</summary>
internal sealed class ProgressLine
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(20), RedrawInterval = TimeSpan.FromMilliseconds(200);

    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Stopwatch _sinceLast = new();

    /// <summary>Shows a line, unless one was shown a moment ago.</summary>
    /// <param name="text">Made only when it is shown.</param>
    /// <param name="isLast">Shown in any case.</param>
    public void Show(Func<string> text, bool isLast = false)
    {
        if (!isLast && _sinceLast.IsRunning && _sinceLast.Elapsed < (_isTerminal ? RedrawInterval : LogInterval))
        {
            return;
        }

        _sinceLast.Restart();
        Console.Error.Write(_isTerminal ? $"\r\x1b[K{text()}{(isLast ? "\n" : "")}" : $"{text()}\n");
    }

    /// <summary>A bar of 24 places.</summary>
    public static string Bar(double share)
    {
        var full = (int)Math.Round(24 * Math.Clamp(share, 0, 1));
        return $"[{new string('#', full)}{new string('.', 24 - full)}]";
    }

    /// <summary>A duration as h:mm:ss or m:ss.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}
