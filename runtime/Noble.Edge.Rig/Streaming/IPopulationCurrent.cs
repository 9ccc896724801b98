namespace Noble.Edge.Rig;

/// <summary>A current of all neurons that can be changed while they stream.</summary>
public interface IPopulationCurrent
{
    /// <summary>The current that is next put in [nA].</summary>
    public double Nanoamperes { get; }

    /// <summary>Any thread: another current.</summary>
    /// <param name="nanoamperes">The current [nA].</param>
    /// <param name="admit">Told the first trial that has it; where it says no, nothing changes. It must not block.</param>
    /// <returns>What it said.</returns>
    public bool TryChange(double nanoamperes, Func<long, bool> admit);
}
