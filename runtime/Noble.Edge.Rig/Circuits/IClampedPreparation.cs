namespace Noble.Edge.Rig;

/// <summary>Cells whose voltage is read and into which current is sent, in lock step: a preparation's, or simulated ones in its place.</summary>
/// <remarks>Nothing of it allocates or throws. Called by one thread at a time.</remarks>
public interface IClampedPreparation
{
    /// <summary>Cells.</summary>
    public int CellCount { get; }

    /// <summary>Voltages at the present time.</summary>
    /// <param name="millivolts">Receives them, shape [cell], mV; not a number where none was measured.</param>
    public void Read(Span<float> millivolts);

    /// <summary>Takes a spike that was seen since the last step, for preparations that find spikes themselves.</summary>
    /// <param name="cell">Its cell.</param>
    /// <param name="steps">When, in steps from the present time, 0 or less.</param>
    /// <returns>False where there is none left.</returns>
    public bool TryTakeSpike(out int cell, out double steps);

    /// <summary>Sends currents for a step, at whose end the present time is.</summary>
    /// <param name="nanoamperes">Current into each cell until then, shape [cell], nA, positive depolarises.</param>
    public void Step(ReadOnlySpan<float> nanoamperes);

    /// <summary>No current, and none any more whatever is sent.</summary>
    public void EnterSafeState();
}
