using Noble.Edge.Operator;

namespace Noble.Edge.Rig;

/// <summary>
/// The connections of a circuit, advanced in lock step with its cells: voltages and spikes in, the total current of each cell out. Called by one
/// thread at a time; nothing but the constructor and <see cref="Reset"/> allocates.
/// </summary>
/// <remarks>
/// A step from time k: conductances are their mean over the step, spikes enter at their place within it, the driving force is that of the voltage
/// at k, of virtual cells that of the reference, and the current that follows is held until k + 1. The same calls give the same currents, bit for bit.
/// </remarks>
public sealed class Circuit
{
    private const double NanoamperesPerPicoampere = 1e-3; // 1 nS at 1 mV is 1 pA

    private const int Head = 6; // cells, connections of each kind, time

    private readonly double _reference; // [mV]
    private readonly double[] _voltage; // [cell], as taken: a number always
    private readonly bool[] _isAlive; // [cell]: whether its voltage is known
    private readonly double[] _holding; // [cell], nA
    private readonly double[] _conductance; // [cell], nS
    private readonly double[] _driven; // [cell], conductance times reversal, pA
    private readonly double[] _entered; // [cell]: of the step to come
    private readonly double[] _stepped; // [cell]: of the last step
    private readonly MeasuredVoltages _measured;
    private readonly ChemicalSynapses _synapses;
    private readonly GradedSynapses _graded;
    private readonly ElectricalCouplings _electrical;
    private readonly Backgrounds _backgrounds;
    private readonly double[][] _state;
    private long _time;

    /// <summary>Prepares a circuit at rest at time 0.</summary>
    /// <param name="spec">What is connected to what.</param>
    /// <param name="stepMilliseconds">Step, that of the streaming operator [ms], over 0 and up to 10.</param>
    /// <param name="virtualReferenceMillivolts">
    /// Voltage at which a virtual cell's driving force is taken: <see cref="StreamingSpec.SynapticReferenceMillivolts"/> [mV].
    /// </param>
    /// <exception cref="CircuitException">The description is wrong, or its delays need more room than there is.</exception>
    public Circuit(CircuitSpec spec, double stepMilliseconds, double virtualReferenceMillivolts = 0)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec.Check();
        if (!(stepMilliseconds is > 0 and <= 10))
        {
            throw new ArgumentOutOfRangeException(nameof(stepMilliseconds), stepMilliseconds, "Expected a step over 0 and up to 10 ms.");
        }

        if (!double.IsFinite(virtualReferenceMillivolts))
        {
            throw new ArgumentOutOfRangeException(nameof(virtualReferenceMillivolts), virtualReferenceMillivolts, "Expected a voltage in mV.");
        }

        (Spec, StepMilliseconds, _reference) = (spec, stepMilliseconds, virtualReferenceMillivolts);
        var cells = spec.CellCount;
        (_voltage, _isAlive, _holding, _conductance, _driven) = (new double[cells], new bool[cells], new double[cells], new double[cells], new double[cells]);
        (_entered, _stepped) = (new double[cells], new double[cells]);
        _synapses = new ChemicalSynapses(spec, stepMilliseconds);
        _graded = new GradedSynapses(spec, stepMilliseconds);
        _electrical = new ElectricalCouplings(spec);
        _backgrounds = new Backgrounds(spec, stepMilliseconds);
        _measured = new MeasuredVoltages(spec, stepMilliseconds);
        _state = [_holding, .. _measured.State, .. _synapses.State, .. _graded.State, .. _electrical.State, .. _backgrounds.State];
        StateLength = Head + _state.Sum(part => part.Length);
        Reset();
    }

    /// <summary>The description.</summary>
    public CircuitSpec Spec { get; }

    /// <summary>Step [ms].</summary>
    public double StepMilliseconds { get; }

    /// <summary>Cells, virtual ones first.</summary>
    public int CellCount => _voltage.Length;

    /// <summary>Steps since the reset.</summary>
    public long Time => _time;

    /// <summary>Conductance of the last step, all kinds together, shape [cell], nS.</summary>
    public ReadOnlySpan<double> ConductanceNanosiemens => _conductance;

    /// <summary>Copies out the conductance of the last step of the virtual cells, shape [virtual cell], nS.</summary>
    public void CopyConductance(Span<float> nanosiemens)
    {
        for (var cell = 0; cell < nanosiemens.Length; cell++)
        {
            nanosiemens[cell] = (float)_conductance[cell];
        }
    }

    /// <summary>The last spike of each cell that was entered for the last step, in steps from its beginning; not a number for none, shape [cell].</summary>
    public ReadOnlySpan<double> Spikes => _stepped;

    /// <summary>What was not in order since the reset.</summary>
    public CircuitFaults Faults { get; } = new();

    /// <summary>Numbers of a saved state.</summary>
    public int StateLength { get; }

    /// <summary>Goes on by a step.</summary>
    /// <param name="externalNanoamperes">
    /// Current into each cell besides what the circuit makes, until the next time, shape [cell], or empty for none, nA. What is not a number
    /// counts as 0, and is counted.
    /// </param>
    /// <param name="millivolts">Voltage of each cell at the present time, shape [cell], mV; not a number where there is none.</param>
    /// <param name="nextSpike">
    /// The spike of each cell between the present time and the next, as a share of the step, 0 to 1; negative for none, shape [cell], or [virtual
    /// cell] where spikes of the preparation are detected or entered (<see cref="IStreamingEngine.NextSpike"/>).
    /// </param>
    /// <param name="totalNanoamperes">
    /// Receives the total current of each cell until the next time, shape [cell], nA: the input of the virtual ones, the dynamic clamp's command
    /// of the preparation's. Always a number and within the limits.
    /// </param>
    public void Step(
        ReadOnlySpan<float> externalNanoamperes, ReadOnlySpan<float> millivolts, ReadOnlySpan<float> nextSpike, Span<float> totalNanoamperes)
    {
        CheckLengths(externalNanoamperes.Length, millivolts.Length, nextSpike.Length, totalNanoamperes.Length);
        TakeVoltages(millivolts);
        for (var cell = 0; cell < nextSpike.Length; cell++)
        {
            if (nextSpike[cell] >= 0)
            {
                EnterSpike(cell, nextSpike[cell]);
            }
        }

        Array.Clear(_conductance);
        Array.Clear(_driven);
        _synapses.Step(_time, _conductance, _driven);
        _graded.Step(_voltage, _isAlive, _conductance, _driven);
        _backgrounds.Step(_time, _conductance, _driven);
        _electrical.Step(_voltage, _isAlive, _conductance, _driven);
        for (var cell = 0; cell < _voltage.Length; cell++)
        {
            totalNanoamperes[cell] = Total(cell, externalNanoamperes.IsEmpty ? 0 : externalNanoamperes[cell]);
        }

        _entered.CopyTo(_stepped, 0);
        Array.Fill(_entered, double.NaN);
        _time++;
    }

    /// <summary>Enters a spike of any cell, before the step in which it should count.</summary>
    /// <param name="cell">Cell; one that does not exist is refused and counted.</param>
    /// <param name="steps">
    /// When, in steps from the present time, −10,000 to under 1: what a delay leaves of a spike in the past is entered with its age, and what it
    /// would have passed on already is lost. Anything else is refused and counted.
    /// </param>
    /// <returns>False where it was refused.</returns>
    public bool EnterSpike(int cell, double steps)
    {
        if ((uint)cell >= (uint)_voltage.Length || !(steps is >= -10_000 and < 1))
        {
            Faults.SpikesRefused++;
            return false;
        }

        _entered[cell] = steps;
        _synapses.EnterSpike(cell, _time, steps);
        return true;
    }

    /// <summary>Changes something from the next step on. What is beyond the range of the description or the circuit's limits is refused and counted.</summary>
    /// <returns>False where it is refused: nothing has changed then.</returns>
    public bool TryApply(in CircuitCommand command)
    {
        var values = command.Kind switch
        {
            CircuitCommandKind.Holding => _holding,
            CircuitCommandKind.Synapse => _synapses.Peak,
            CircuitCommandKind.Graded => _graded.Peak,
            CircuitCommandKind.Electrical => _electrical.Peak,
            CircuitCommandKind.BackgroundExcitatory => _backgrounds.ExcitatoryMean,
            CircuitCommandKind.BackgroundInhibitory => _backgrounds.InhibitoryMean,
            _ => [],
        };
        if ((uint)command.Index >= (uint)values.Length
            || CircuitRules.Bounds(Spec, command.Kind, command.Index) is var (lowest, highest) && !(command.Value >= lowest && command.Value <= highest))
        {
            Faults.CommandsRefused++;
            return false;
        }

        values[command.Index] = command.Value;
        return true;
    }

    /// <summary>Time 0, nothing flows, everything as described, no fault counted.</summary>
    public void Reset()
    {
        _time = 0;
        Faults.Clear();
        Array.Fill(_entered, double.NaN);
        Array.Fill(_stepped, double.NaN);
        Array.Clear(_conductance);
        Array.Clear(_holding);
        foreach (var holding in Spec.Holding)
        {
            _holding[holding.Cell] = holding.Nanoamperes;
        }

        _measured.Reset();
        _synapses.Reset();
        _graded.Reset();
        _backgrounds.Reset();
        _electrical.Reset();
    }

    /// <summary>Copies out everything that the future depends on, bit for bit, shape [<see cref="StateLength"/>].</summary>
    public void Save(Span<double> state)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, StateLength);
        WriteHead(state);
        state[Head - 1] = _time;
        var at = Head;
        foreach (var part in _state)
        {
            part.CopyTo(state[at..]);
            at += part.Length;
        }
    }

    /// <summary>Puts back what <see cref="Save"/> copied from a circuit of the same description; faults go on being counted.</summary>
    /// <exception cref="ArgumentException">The state is of another circuit; nothing has changed then.</exception>
    public void Restore(ReadOnlySpan<double> state)
    {
        Span<double> head = stackalloc double[Head];
        WriteHead(head);
        if (state.Length != StateLength || !state[..(Head - 1)].SequenceEqual(head[..(Head - 1)]))
        {
            throw new ArgumentException($"a state of {state.Length} numbers, expected {StateLength} of a circuit of {CellCount} cells", nameof(state));
        }

        _time = (long)state[Head - 1];
        var at = Head;
        foreach (var part in _state)
        {
            state.Slice(at, part.Length).CopyTo(part);
            at += part.Length;
        }
    }

    private void WriteHead(Span<double> head)
    {
        head[0] = CellCount;
        head[1] = Spec.Synapses.Count;
        head[2] = Spec.Graded.Count;
        head[3] = Spec.Electrical.Count;
        head[4] = Spec.Background.Count;
    }

    private void CheckLengths(int external, int voltage, int spikes, int total)
    {
        if ((external != 0 && external != CellCount) || voltage != CellCount || total != CellCount || (spikes != CellCount && spikes != Spec.VirtualCells))
        {
            throw new ArgumentException(
                $"{external} external currents, {voltage} voltages, {spikes} spikes and {total} totals, expected those of {CellCount} cells, {Spec.VirtualCells} of them virtual");
        }
    }

    private void TakeVoltages(ReadOnlySpan<float> millivolts)
    {
        for (var cell = 0; cell < Spec.VirtualCells; cell++)
        {
            var isKnown = float.IsFinite(millivolts[cell]);
            Faults.VoltagesMissing += isKnown ? 0 : 1;
            Faults.CellsSilenced += isKnown ? 0 : 1;
            _isAlive[cell] = isKnown;
            _voltage[cell] = isKnown ? millivolts[cell] : 0;
        }

        for (var p = 0; p < Spec.Preparation.Count; p++)
        {
            var cell = Spec.VirtualCells + p;
            _isAlive[cell] = _measured.Take(p, millivolts[cell], Faults, out _voltage[cell], out var spike);
            if (!double.IsNaN(spike))
            {
                EnterSpike(cell, spike);
            }
        }
    }

    private float Total(int cell, float external)
    {
        if (!float.IsFinite(external))
        {
            Faults.CurrentsNotFinite++;
            external = 0;
        }

        if (!_isAlive[cell])
        {
            _conductance[cell] = 0;
            return 0;
        }

        var part = 1.0;
        if (_conductance[cell] > Spec.Limits.ConductanceNanosiemens)
        {
            Faults.ConductancesClipped++;
            part = Spec.Limits.ConductanceNanosiemens / _conductance[cell];
            _conductance[cell] = Spec.Limits.ConductanceNanosiemens;
        }

        var isVirtual = cell < Spec.VirtualCells;
        var voltage = isVirtual ? _reference : _voltage[cell];
        var picoamperes = (part * _driven[cell]) - (_conductance[cell] * voltage);
        var total = external + _holding[cell] + (NanoamperesPerPicoampere * picoamperes);
        var most = isVirtual ? Spec.Limits.VirtualNanoamperes : Spec.Preparation[cell - Spec.VirtualCells].MaximumNanoamperes;
        if (Math.Abs(total) <= most)
        {
            return (float)total;
        }

        Faults.CurrentsClipped++;
        return (float)Math.CopySign(most, total);
    }
}
