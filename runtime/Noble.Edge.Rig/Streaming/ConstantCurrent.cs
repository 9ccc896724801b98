namespace Noble.Edge.Rig;

/// <summary>One step current for all neurons and trials.</summary>
/// <param name="nanoamperes">The current [nA].</param>
public sealed class ConstantCurrent(double nanoamperes) : ICurrentSchedule
{
    /// <inheritdoc />
    public void Fill(long trial, Span<double> currentNanoamperes) => currentNanoamperes.Fill(nanoamperes);
}
