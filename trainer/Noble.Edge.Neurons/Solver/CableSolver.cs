namespace Noble.Edge.Neurons;

/// <summary>Advances the voltage of a lowered cell in fixed steps.</summary>
/// <remarks>
/// Staggered scheme: currents are linearised at v(n) with the present gates, the tree system
/// (C/dt + G + dI/dV) dv = −I(v(n)) + axial + stimulus is solved for backward Euler (Crank-Nicolson: with 2 C/dt, and dv counts
/// twice), then calcium goes on with the calcium current of the step, and the gates by exponential Euler at v(n+1).
/// <see cref="Step"/> is the hot path and allocates nothing.
/// </remarks>
public sealed class CableSolver
{
    private readonly LoweredCell _cell;
    private readonly MechanismBlock[] _blocks;
    private readonly double _step;
    private readonly MembraneState _membrane;

    // What the diagonal starts from each step: C/dt, the axial conductances that meet at a node, and the leak.
    private readonly LaneBuffer _fixedDiagonal;

    private readonly LaneBuffer _axial;

    // The leak is linear for good, and a segment has one at most: its conductance [µS] and its reversal potential [mV].
    private readonly LaneBuffer _leakConductance;
    private readonly LaneBuffer _leakReversal;

    /// <summary>Prepares a cell at its initial voltage, with every gate at its steady state there.</summary>
    /// <param name="cell">The cell as arrays.</param>
    /// <param name="stepMilliseconds">Step, ms, over 0.</param>
    /// <param name="scheme">How the voltage advances.</param>
    public CableSolver(LoweredCell cell, double stepMilliseconds, TimeScheme scheme = TimeScheme.BackwardEuler)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (!(stepMilliseconds > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(stepMilliseconds), stepMilliseconds, "Expected a step over 0 ms.");
        }

        _cell = cell;
        _blocks = [.. cell.Blocks.Where(b => b.Mechanism is not Channel<PassiveLeak>)];
        _step = stepMilliseconds;
        var count = cell.Parent.Length;
        _membrane = new MembraneState(count, _blocks.Any(b => b.Mechanism.UsesCalcium), scheme);
        _axial = new LaneBuffer(cell.AxialConductance);
        _fixedDiagonal = new LaneBuffer(count);
        var solvedStep = scheme == TimeScheme.CrankNicolson ? stepMilliseconds / 2 : stepMilliseconds;
        for (var i = 0; i < count; i++)
        {
            _fixedDiagonal[i] += cell.Capacitance[i] / LaneMath.Create(solvedStep);
            if (i > 0)
            {
                _fixedDiagonal[i] += cell.AxialConductance[i];
                _fixedDiagonal[cell.Parent[i]] += cell.AxialConductance[i];
            }
        }

        _leakConductance = new LaneBuffer(count);
        _leakReversal = new LaneBuffer(count);
        foreach (var leak in cell.Blocks.Where(b => b.Mechanism is Channel<PassiveLeak>))
        {
            for (var i = 0; i < leak.Nodes.Length; i++)
            {
                var node = leak.Nodes[i];
                _fixedDiagonal[node] += leak.MaximalConductance[i];
                _leakConductance[node] = leak.MaximalConductance[i];
                _leakReversal[node] = leak.Parameters[1];
            }
        }

        Reset();
    }

    /// <summary>Voltage, shape [node][lane], mV.</summary>
    public ReadOnlySpan<Lanes> Voltage => _membrane.Voltage.AsSpan();

    /// <summary>Puts voltage and gates back to the start.</summary>
    public void Reset()
    {
        _membrane.Voltage.AsSpan().Fill(LaneMath.Create(_cell.InitialVoltage));
        _membrane.ResetCalcium();
        foreach (var block in _blocks)
        {
            block.Mechanism.Initialise(block, _membrane);
        }
    }

    /// <summary>Number of doubles that hold one lane's voltages, calcium and gates.</summary>
    public int LaneStateLength => States().Sum(s => s.Length);

    /// <summary>Copies one lane's voltages, calcium and gates out.</summary>
    /// <param name="lane">Lane.</param>
    /// <param name="state">Receives <see cref="LaneStateLength"/> numbers.</param>
    public void SaveLane(int lane, Span<double> state)
    {
        var at = 0;
        foreach (var array in States())
        {
            foreach (var value in array.AsSpan())
            {
                state[at++] = LaneMath.GetElement(value, lane);
            }
        }
    }

    /// <summary>Puts back what <see cref="SaveLane"/> copied, into any lane of any solver of the same cell.</summary>
    /// <param name="lane">Lane.</param>
    /// <param name="state">The numbers.</param>
    public void LoadLane(int lane, ReadOnlySpan<double> state)
    {
        var at = 0;
        foreach (var array in States())
        {
            for (var i = 0; i < array.Length; i++)
            {
                array[i] = LaneMath.WithElement(array[i], lane, state[at++]);
            }
        }
    }

    /// <summary>One step with a current into the clamp node.</summary>
    /// <param name="stimulus">Current of each lane at the middle of the step, nA, positive depolarises.</param>
    public void Step(Lanes stimulus) => Step(stimulus, Lanes.Zero, Lanes.Zero);

    /// <summary>One step with a current and synaptic conductances at the clamp node, which are solved with the membrane.</summary>
    /// <param name="stimulus">Current of each lane at the middle of the step, nA, positive depolarises.</param>
    /// <param name="conductance">Sum of the conductances of each lane in the step, µS, 0 or more.</param>
    /// <param name="driven">Sum of conductance times reversal potential of each lane, nA.</param>
    public void Step(Lanes stimulus, Lanes conductance, Lanes driven)
    {
        var right = _membrane.Current.AsSpan();

        var voltage = _membrane.Voltage.AsSpan();
        var diagonal = _membrane.Conductance.AsSpan();
        StartWithLeak(voltage, diagonal, right);
        foreach (var block in _blocks)
        {
            block.Mechanism.AddCurrent(block, _membrane);
        }

        diagonal[_cell.ClampNode] += conductance;
        right[_cell.ClampNode] += stimulus + driven - (conductance * voltage[_cell.ClampNode]);
        var isCentred = _membrane.Scheme == TimeScheme.CrankNicolson;
        TreeSolver.Advance(_cell.Parent, _axial.AsSpan(), diagonal, right, voltage, isCentred ? 2 : 1);
        if (isCentred)
        {
            CentreCalciumCurrent(right);
        }

        foreach (var block in _blocks)
        {
            block.Mechanism.Advance(block, _membrane, _step);
        }
    }

    private void StartWithLeak(ReadOnlySpan<Lanes> voltage, Span<Lanes> diagonal, Span<Lanes> right)
    {
        ReadOnlySpan<Lanes> leak = _leakConductance.AsSpan();
        ReadOnlySpan<Lanes> reversal = _leakReversal.AsSpan();
        _fixedDiagonal.AsSpan().CopyTo(diagonal);
        for (var i = 0; i < voltage.Length; i++)
        {
            right[i] = leak[i] * (reversal[i] - voltage[i]);
        }
    }

    /// <summary>The calcium current at the middle of the step, where the voltage is half a change away.</summary>
    private void CentreCalciumCurrent(ReadOnlySpan<Lanes> halfChange)
    {
        for (var i = 0; i < _membrane.CalciumCurrent.Length; i++)
        {
            _membrane.CalciumCurrent[i] += _membrane.CalciumConductance[i] * halfChange[i];
        }
    }

    private IEnumerable<LaneBuffer> States() => _blocks.Select(b => b.State).Prepend(_membrane.Calcium).Prepend(_membrane.Voltage);
}
