namespace Noble.Edge.Rig;

/// <summary>A batched port that is told what never reached it.</summary>
public interface IDropListener
{
    /// <summary>The thread that writes: the count has changed.</summary>
    /// <param name="total">Spikes of the stream that found the buffer full or were given up.</param>
    public void OnDropped(long total);
}
