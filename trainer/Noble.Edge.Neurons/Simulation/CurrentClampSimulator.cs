using System.Runtime.ExceptionServices;

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

        var settled = Settle(runs, cancellationToken);
        var gate = new Lock();
        ForEachGroup(
            runs.Count,
            () => new Buffers(_protocol.SampleCount),
            (first, buffers) => RunGroup(runs, first, settled, buffers, onTrace, gate),
            cancellationToken);
    }

    /// <summary>Lets every neuron come to rest once, however many currents it is given.</summary>
    /// <returns>State of each parameter set after the settling time.</returns>
    private Dictionary<ParameterSet, double[]> Settle(IReadOnlyList<CurrentClampRun> runs, CancellationToken cancellationToken)
    {
        var sets = runs.Select(r => r.Set).Distinct().ToArray();
        var states = new double[sets.Length][];
        ForEachGroup(
            sets.Length,
            () => 0,
            (first, _) =>
            {
                var group = sets.AsSpan(first, Math.Min(LoweredCell.LaneCount, sets.Length - first)).ToArray();
                var solver = new CableSolver(CellLowering.Lower(_cell, group), _protocol.SolverStepMilliseconds);
                for (var n = 0; n < _protocol.SettleSteps; n++)
                {
                    solver.Step(Lanes.Zero);
                }

                for (var lane = 0; lane < group.Length; lane++)
                {
                    states[first + lane] = new double[solver.LaneStateLength];
                    solver.SaveLane(lane, states[first + lane]);
                }
            },
            cancellationToken);
        return sets.Zip(states).ToDictionary(s => s.First, s => s.Second);
    }

    private void ForEachGroup<TLocal>(
        int count, Func<TLocal> prepare, Action<int, TLocal> body, CancellationToken cancellationToken)
    {
        var width = LoweredCell.LaneCount;
        var options = new ParallelOptions { MaxDegreeOfParallelism = _maxThreads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(
                0,
                (count + width - 1) / width,
                options,
                prepare,
                (group, _, local) =>
                {
                    body(group * width, local);
                    return local;
                },
                _ => { });
        }
        catch (AggregateException failures)
        {
            // The caller's own exception, as if there were one thread.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private void RunGroup(
        IReadOnlyList<CurrentClampRun> runs,
        int first,
        Dictionary<ParameterSet, double[]> settled,
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
        for (var lane = 0; lane < LoweredCell.LaneCount; lane++)
        {
            solver.LoadLane(lane, settled[sets[Math.Min(lane, count - 1)]]);
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
