namespace Noble.Edge.Rig;

/// <summary>Which step current each neuron has in which trial.</summary>
public interface ICurrentSchedule
{
    /// <summary>Fills in a trial's currents, shape [neuron], nA. Does not allocate.</summary>
    public void Fill(long trial, Span<double> currentNanoamperes);
}
