namespace Noble.Edge.Rig;

/// <summary>One step current for all neurons, which can be changed while the population streams: from the next trial that is not rendered yet.</summary>
public sealed class SteppedCurrent : ICurrentSchedule, IPopulationCurrent
{
    private readonly Lock _gate = new();
    private readonly List<(long Trial, double Nanoamperes)> _changes;
    private long _next; // the first trial that has not begun to be rendered

    /// <param name="nanoamperes">The current at first [nA].</param>
    /// <param name="changes">What it is from which trial on, known beforehand; null for nothing.</param>
    public SteppedCurrent(double nanoamperes, IEnumerable<(long Trial, double Nanoamperes)>? changes = null) =>
        _changes = [(0, nanoamperes), .. (changes ?? []).OrderBy(change => change.Trial)];

    /// <summary>The current of the trials that are rendered next [nA].</summary>
    public double Nanoamperes
    {
        get
        {
            lock (_gate)
            {
                return Of(long.MaxValue);
            }
        }
    }

    /// <summary>Any thread: another current.</summary>
    /// <param name="nanoamperes">The current [nA].</param>
    /// <param name="admit">Told the first trial that has it; where it says no, nothing changes. It must not block.</param>
    /// <returns>What it said.</returns>
    public bool TryChange(double nanoamperes, Func<long, bool> admit)
    {
        lock (_gate)
        {
            if (!admit(_next))
            {
                return false;
            }

            // Trials that are rendered do not come again.
            _changes.RemoveRange(0, Math.Max(0, _changes.FindLastIndex(change => change.Trial < _next)));
            _changes.Add((_next, nanoamperes));
            return true;
        }
    }

    /// <inheritdoc />
    public void Fill(long trial, Span<double> currentNanoamperes)
    {
        double nanoamperes;
        lock (_gate)
        {
            _next = trial + 1;
            nanoamperes = Of(trial);
        }

        currentNanoamperes.Fill(nanoamperes);
    }

    // The last change that has come by then; of two for one trial the later one.
    private double Of(long trial)
    {
        var nanoamperes = _changes[0].Nanoamperes;
        foreach (var change in _changes)
        {
            nanoamperes = change.Trial <= trial ? change.Nanoamperes : nanoamperes;
        }

        return nanoamperes;
    }
}
