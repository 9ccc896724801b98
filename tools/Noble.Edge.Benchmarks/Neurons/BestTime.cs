namespace Noble.Edge.Benchmarks;

/// <summary>Shortest CPU time and shortest wall-clock time of several rounds: what other work on the machine disturbs least.</summary>
internal sealed class BestTime
{
    /// <summary>CPU seconds.</summary>
    public double Cpu { get; private set; } = double.PositiveInfinity;

    /// <summary>Wall-clock seconds.</summary>
    public double Wall { get; private set; } = double.PositiveInfinity;

    /// <summary>Takes a round into account.</summary>
    public void Add((double Cpu, double Wall) round)
    {
        Cpu = Math.Min(Cpu, round.Cpu);
        Wall = Math.Min(Wall, round.Wall);
    }
}
