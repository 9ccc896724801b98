namespace Noble.Edge.Host;

/// <summary>Says what the stream does now, on standard error.</summary>
internal abstract class RunMonitor
{
    /// <summary>How often it wants to look.</summary>
    internal virtual TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <summary>Looks, and says what has to be said.</summary>
    internal abstract void Update();

    /// <summary>The stream has ended.</summary>
    internal virtual void End()
    {
    }

    /// <summary>The one for this process: a view in place on a terminal, lines elsewhere, events as JSON where that is asked for.</summary>
    internal static RunMonitor Create(LiveRunSource run, RunNotices notices)
    {
        if (notices.IsQuiet)
        {
            return new Silent();
        }

        if (StandardError.Format == LogFormat.Json)
        {
            return new EventMonitor(run, notices);
        }

        return Terminal.IsInPlace() ? new TerminalView(run, Terminal.Size, Terminal.HasColour(), Terminal.HasBlocks()) : new StatusLine(run);
    }

    private sealed class Silent : RunMonitor
    {
        internal override void Update()
        {
        }
    }
}
