namespace Noble.Edge.Rig;

/// <summary>Whether something outside forbids pulses. The pacer's thread sets it from an input and asks it before each pulse.</summary>
public sealed class InhibitLine
{
    private bool _isActive;
    private long _activations;

    /// <summary>Whether no pulse may begin now.</summary>
    public bool IsActive => Volatile.Read(ref _isActive);

    /// <summary>How often it became active; once where it was so at the start.</summary>
    public long Activations => Volatile.Read(ref _activations);

    /// <summary>Pacer's thread: what holds from now on.</summary>
    internal void Update(bool isActive)
    {
        if (isActive && !_isActive)
        {
            Volatile.Write(ref _activations, _activations + 1);
        }

        Volatile.Write(ref _isActive, isActive);
    }
}
