namespace Noble.Edge.Rig;

/// <summary>A port that can fail in a way that has to end the experiment.</summary>
public interface IStoppingPort
{
    /// <summary>
    /// What the port calls, once, when it fails: the loop's request for the safe state. It is called from any thread, at once where the port
    /// has failed already, and must not block.
    /// </summary>
    public void StopWith(Action requestSafeState);
}
