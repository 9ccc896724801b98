namespace Noble.Edge.Rig;

/// <summary>Takes down what happens. The pacer's thread calls it; it never blocks, allocates or throws there.</summary>
public interface IRigRecorder
{
    /// <summary>Takes a record, in the order in which things happened. What does not fit is counted and said in the recording.</summary>
    public void Record(in RigRecord record);
}
