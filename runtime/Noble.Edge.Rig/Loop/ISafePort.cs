namespace Noble.Edge.Rig;

/// <summary>Something with outputs that have a safe state.</summary>
public interface ISafePort
{
    /// <summary>Name in reports.</summary>
    public string Name { get; }

    /// <summary>
    /// Puts every output into its safe state (a line at rest, no current, no further event) and keeps it there: whatever is emitted
    /// afterwards is refused. The pacer's thread calls it, in bounded time and without allocation; it never throws. Calling it again
    /// does it again.
    /// </summary>
    public void EnterSafeState();
}
