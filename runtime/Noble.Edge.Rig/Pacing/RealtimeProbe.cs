namespace Noble.Edge.Rig;

/// <summary>What this machine grants to a real-time thread, found out by asking for it.</summary>
public static class RealtimeProbe
{
    /// <summary>Asks on a thread of its own; where memory locking is asked for and granted, the process keeps it.</summary>
    public static RealtimeFacts Ask(PacerOptions options)
    {
        var facts = RealtimeFacts.None;
        var thread = new Thread(() => facts = RealtimeThread.Apply(options)) { IsBackground = true, Name = "real-time probe" };
        thread.Start();
        thread.Join();
        return facts;
    }
}
