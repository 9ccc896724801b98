namespace Noble.Edge.Neurons;

/// <summary>Runs a step protocol on many (neuron, current) pairs of one cell, eight to a solver.</summary>
/// <remarks>
/// A result depends on its own pair only, not on what else is run, in which order or on how many threads.
/// Safe to use from one thread at a time.
/// </remarks>
public sealed class CurrentClampSimulator
{
    private readonly CellDescription _cell;
    private readonly StepProtocol _protocol;
    private readonly int _maxThreads;

    /// <summary>Prepares a simulator.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="maxThreads">Most threads to use; 0 for one per core.</param>
    public CurrentClampSimulator(CellDescription cell, StepProtocol protocol, int maxThreads = 0)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentOutOfRangeException.ThrowIfNegative(maxThreads);
        _cell = cell;
        _protocol = protocol;
        _maxThreads = maxThreads == 0 ? Environment.ProcessorCount : maxThreads;
    }

    /// <summary>The cell.</summary>
    public CellDescription Cell => _cell;

    /// <summary>The protocol.</summary>
    public StepProtocol Protocol => _protocol;

    /// <inheritdoc cref="Run(IReadOnlyList{CurrentClampRun}, Action{int, ReadOnlyMemory{double}}, CancellationToken)"/>
    public void Run(
        IReadOnlyList<(ParameterSet Set, double CurrentNanoamperes)> runs,
        Action<int, ReadOnlyMemory<double>> onTrace,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Run(runs.Select(r => new CurrentClampRun(r.Set, r.CurrentNanoamperes)).ToArray(), onTrace, cancellationToken);
    }

    /// <summary>Simulates every run and hands each trace over once.</summary>
    /// <param name="runs">Neuron and current of each run.</param>
    /// <param name="onTrace">
    /// Receives the run's index and its somatic voltage over the window, mV, <see cref="StepProtocol.SampleCount"/>
    /// samples, sample k at k · solver step from the window's start. Called for one run at a time, in no fixed order;
    /// the memory is reused after the call returns.
    /// </param>
    /// <param name="cancellationToken">Stops between groups of runs.</param>
    /// <exception cref="UnknownParameterException">A set names a parameter that the cell does not have.</exception>
    public void Run(
        IReadOnlyList<CurrentClampRun> runs,
        Action<int, ReadOnlyMemory<double>> onTrace,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(onTrace);
        foreach (var run in runs)
        {
            _cell.Validate(run.Set);
            if (!double.IsFinite(run.CurrentNanoamperes))
            {
                throw new ArgumentException(
                    $"Current of '{run.Set.Name}' is {run.CurrentNanoamperes} nA; expected a finite number.", nameof(runs));
            }
        }

        var width = LoweredCell.LaneCount;
        var groups = (runs.Count + width - 1) / width;
        var gate = new Lock();
        if (_maxThreads == 1)
        {
            var buffers = new Buffers(_protocol.SampleCount);
            for (var group = 0; group < groups; group++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                RunGroup(runs, group * width, buffers, onTrace, gate);
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = _maxThreads, CancellationToken = cancellationToken };
        Parallel.For(
            0,
            groups,
            options,
            () => new Buffers(_protocol.SampleCount),
            (group, _, buffers) =>
            {
                RunGroup(runs, group * width, buffers, onTrace, gate);
                return buffers;
            },
            _ => { });
    }

    private void RunGroup(
        IReadOnlyList<CurrentClampRun> runs,
        int first,
        Buffers buffers,
        Action<int, ReadOnlyMemory<double>> onTrace,
        Lock gate)
    {
        var count = Math.Min(LoweredCell.LaneCount, runs.Count - first);
        var sets = new ParameterSet[count];
        var amplitude = Lanes.Zero;
        for (var lane = 0; lane < count; lane++)
        {
            sets[lane] = runs[first + lane].Set;
            amplitude = LaneMath.WithElement(amplitude, lane, runs[first + lane].CurrentNanoamperes);
        }

        var lowered = CellLowering.Lower(_cell, sets);
        var solver = new CableSolver(lowered, _protocol.SolverStepMilliseconds);
        for (var n = 0; n < _protocol.SettleSteps; n++)
        {
            solver.Step(Lanes.Zero);
        }

        for (var n = 0; n < buffers.Recorded.Length; n++)
        {
            buffers.Recorded[n] = solver.Voltage[lowered.ClampNode];
            solver.Step(_protocol.IsOn(n) ? amplitude : Lanes.Zero);
        }

        lock (gate)
        {
            for (var lane = 0; lane < count; lane++)
            {
                for (var n = 0; n < buffers.Trace.Length; n++)
                {
                    buffers.Trace[n] = LaneMath.GetElement(buffers.Recorded[n], lane);
                }

                onTrace(first + lane, buffers.Trace);
            }
        }
    }

    private sealed class Buffers(int samples)
    {
        public Lanes[] Recorded { get; } = new Lanes[samples];

        public double[] Trace { get; } = new double[samples];
    }
}
