using System.Runtime.ExceptionServices;

namespace Noble.Edge.Neurons;

/// <summary>Runs a protocol on many (neuron, stimulus) pairs of one cell, eight to a solver.</summary>
/// <remarks>
/// A result depends on its own pair only, not on what else is run, in which order or on how many threads.
/// Safe to use from one thread at a time.
/// </remarks>
public sealed class CurrentClampSimulator
{
    /// <summary>Steps between looks at the cancellation token.</summary>
    private const int StepsPerLook = 1024;

    private readonly CellDescription _cell;
    private readonly StepProtocol _protocol;
    private readonly int _maxThreads;
    private readonly Probe[] _probes;

    /// <summary>Prepares a simulator.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="maxThreads">Most threads to use; 0 for one per core.</param>
    /// <param name="probes">Where to record besides the clamped place; null for nowhere.</param>
    /// <exception cref="ProbeException">The cell has no such place.</exception>
    public CurrentClampSimulator(CellDescription cell, StepProtocol protocol, int maxThreads = 0, IReadOnlyList<Probe>? probes = null)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentOutOfRangeException.ThrowIfNegative(maxThreads);
        _cell = cell;
        _protocol = protocol;
        _maxThreads = maxThreads == 0 ? Environment.ProcessorCount : maxThreads;
        _probes = [.. probes ?? []];
        if (_probes.Length > 0)
        {
            ProbeNodes(CellLowering.Lower(cell, [ParameterSet.Defaults]));
        }
    }

    /// <summary>The cell.</summary>
    public CellDescription Cell => _cell;

    /// <summary>The protocol.</summary>
    public StepProtocol Protocol => _protocol;

    /// <summary>Where voltage is recorded besides the clamped place.</summary>
    public IReadOnlyList<Probe> Probes => _probes;

    /// <inheritdoc cref="Run(IReadOnlyList{CurrentClampRun}, Action{int, ReadOnlyMemory{double}}, CancellationToken)"/>
    public void Run(
        IReadOnlyList<(ParameterSet Set, double CurrentNanoamperes)> runs,
        Action<int, ReadOnlyMemory<double>> onTrace,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Run(runs.Select(r => new CurrentClampRun(r.Set, r.CurrentNanoamperes)).ToArray(), onTrace, cancellationToken);
    }

    /// <summary>Simulates the protocol's step in every run and hands each trace over once.</summary>
    /// <param name="runs">Neuron and current of each run.</param>
    /// <param name="onTrace">
    /// Receives the run's index and its somatic voltage over the window, mV, <see cref="StepProtocol.SampleCount"/>
    /// samples, sample k at k · solver step from the window's start. Called for one run at a time, in no fixed order;
    /// the memory is reused after the call returns.
    /// </param>
    /// <param name="cancellationToken">Stops within a moment.</param>
    /// <exception cref="UnknownParameterException">A set names a parameter that the cell does not have.</exception>
    public void Run(
        IReadOnlyList<CurrentClampRun> runs,
        Action<int, ReadOnlyMemory<double>> onTrace,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(onTrace);
        var gate = new Lock();
        Run(
            [.. runs.Select(run => new StimulusRun(run.Set, Step(run)))],
            (i, trace) =>
            {
                lock (gate)
                {
                    onTrace(i, trace.Voltage[0]);
                }
            },
            cancellationToken);
    }

    /// <summary>Simulates any stimuli and hands each trace over once.</summary>
    /// <param name="runs">Neuron and stimulus of each run.</param>
    /// <param name="onTrace">
    /// Receives the run's index and its trace. Called from several threads at once, in no fixed order; the trace's memory is reused
    /// after the call returns, and the thread simulates on only then.
    /// </param>
    /// <param name="cancellationToken">Stops within a moment.</param>
    /// <exception cref="UnknownParameterException">A set names a parameter that the cell does not have.</exception>
    public void Run(
        IReadOnlyList<StimulusRun> runs, Action<int, SimulatedTrace> onTrace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(onTrace);
        foreach (var set in runs.Select(run => run.Set).Distinct())
        {
            _cell.Validate(set);
        }

        var settled = Settle(runs, cancellationToken);
        ForEachGroup(
            runs.Count,
            () => new GroupBuffers(_protocol.SampleCount, 1 + _probes.Length),
            (first, buffers) => RunGroup(runs, first, settled, buffers, onTrace, cancellationToken),
            cancellationToken);
    }

    private StepStimulus Step(CurrentClampRun run) => double.IsFinite(run.CurrentNanoamperes)
        ? new StepStimulus(run.CurrentNanoamperes)
        {
            DelayMilliseconds = _protocol.RestBeforeMilliseconds,
            DurationMilliseconds = _protocol.StepMilliseconds,
        }
        : throw new ArgumentException(
            $"Current of '{run.Set.Name}' is {run.CurrentNanoamperes} nA; expected a finite number.", nameof(run));

    /// <summary>Lets every neuron come to rest once, however many stimuli it is given.</summary>
    /// <returns>State of each parameter set after the settling time; empty where there is none.</returns>
    private Dictionary<ParameterSet, double[]> Settle(IReadOnlyList<StimulusRun> runs, CancellationToken cancellationToken)
    {
        if (_protocol.SettleSteps == 0)
        {
            return [];
        }

        var sets = runs.Select(r => r.Set).Distinct().ToArray();
        var states = new double[sets.Length][];
        ForEachGroup(
            sets.Length,
            () => 0,
            (first, _) =>
            {
                var group = sets.AsSpan(first, Math.Min(LoweredCell.LaneCount, sets.Length - first)).ToArray();
                var solver = CreateSolver(CellLowering.Lower(_cell, group));
                for (var n = 0; n < _protocol.SettleSteps; n++)
                {
                    Look(n, cancellationToken);
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
        IReadOnlyList<StimulusRun> runs,
        int first,
        Dictionary<ParameterSet, double[]> settled,
        GroupBuffers buffers,
        Action<int, SimulatedTrace> onTrace,
        CancellationToken cancellationToken)
    {
        var count = Math.Min(LoweredCell.LaneCount, runs.Count - first);
        var sets = Enumerable.Range(first, count).Select(run => runs[run].Set).ToArray();
        var lowered = CellLowering.Lower(_cell, sets);
        var solver = CreateSolver(lowered);
        for (var lane = 0; lane < LoweredCell.LaneCount && settled.Count > 0; lane++)
        {
            solver.LoadLane(lane, settled[sets[Math.Min(lane, count - 1)]]);
        }

        buffers.ClearInputs();
        for (var lane = 0; lane < count; lane++)
        {
            buffers.SetInputs(lane, runs[first + lane], _protocol.SolverStepMilliseconds);
        }

        var probes = ProbeNodes(lowered);
        for (var n = 0; n < buffers.SampleCount; n++)
        {
            Look(n, cancellationToken);
            buffers.Record(n, 0, solver.Voltage[lowered.ClampNode]);
            for (var p = 0; p < probes.Length; p++)
            {
                buffers.Record(n, 1 + p, solver.Voltage[probes[p]]);
            }

            if (buffers.HasConductances)
            {
                var (conductance, driven) = buffers.Conductances(n);
                solver.Step(buffers.Current(n), conductance, driven);
            }
            else
            {
                solver.Step(buffers.Current(n));
            }
        }

        for (var lane = 0; lane < count; lane++)
        {
            onTrace(first + lane, buffers.Trace(lane));
        }
    }

    private CableSolver CreateSolver(LoweredCell lowered) => new(lowered, _protocol.SolverStepMilliseconds, _protocol.Scheme);

    private int[] ProbeNodes(LoweredCell lowered) => [.. _probes.Select(probe => probe.NodeIn(lowered, _cell.Name))];

    private static void Look(int step, CancellationToken cancellationToken)
    {
        if (step % StepsPerLook == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
