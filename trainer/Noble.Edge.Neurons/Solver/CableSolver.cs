namespace Noble.Edge.Neurons;

/// <summary>Advances the voltage of a lowered cell in fixed steps.</summary>
/// <remarks>
/// Staggered scheme, first order in voltage: currents are linearised at v(n) with the present gates, the tree system
/// (C/dt + G + dI/dV) dv = −I(v(n)) + axial + stimulus is solved for backward Euler, then the gates go on by exponential
/// Euler at v(n+1). <see cref="Step"/> is the hot path and allocates nothing.
/// </remarks>
public sealed class CableSolver
{
    private readonly LoweredCell _cell;
    private readonly MechanismBlock[] _blocks;
    private readonly double _step;
    private readonly Lanes[] _voltage;
    private readonly Lanes[] _diagonal;
    private readonly Lanes[] _right;

    // C/dt and the axial conductances that meet at a node: what the diagonal starts from each step.
    private readonly Lanes[] _fixedDiagonal;

    /// <summary>Prepares a cell at its initial voltage, with every gate at its steady state there.</summary>
    /// <param name="cell">The cell as arrays.</param>
    /// <param name="stepMilliseconds">Step, ms, over 0.</param>
    public CableSolver(LoweredCell cell, double stepMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (!(stepMilliseconds > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(stepMilliseconds), stepMilliseconds, "Expected a step over 0 ms.");
        }

        _cell = cell;
        _blocks = [.. cell.Blocks];
        _step = stepMilliseconds;
        var count = cell.Parent.Length;
        _voltage = new Lanes[count];
        _diagonal = new Lanes[count];
        _right = new Lanes[count];
        _fixedDiagonal = new Lanes[count];
        for (var i = 0; i < count; i++)
        {
            _fixedDiagonal[i] += cell.Capacitance[i] / LaneMath.Create(stepMilliseconds);
            if (i > 0)
            {
                _fixedDiagonal[i] += cell.AxialConductance[i];
                _fixedDiagonal[cell.Parent[i]] += cell.AxialConductance[i];
            }
        }

        Reset();
    }

    /// <summary>Voltage, shape [node][lane], mV.</summary>
    public ReadOnlySpan<Lanes> Voltage => _voltage;

    /// <summary>Puts voltage and gates back to the start.</summary>
    public void Reset()
    {
        Array.Fill(_voltage, LaneMath.Create(_cell.InitialVoltage));
        foreach (var block in _blocks)
        {
            block.Mechanism.Initialise(block, _voltage);
        }
    }

    /// <summary>Number of doubles that hold one lane's voltages and gates.</summary>
    public int LaneStateLength => _voltage.Length + _blocks.Sum(b => b.State.Length);

    /// <summary>Copies one lane's voltages and gates out.</summary>
    /// <param name="lane">Lane.</param>
    /// <param name="state">Receives <see cref="LaneStateLength"/> numbers.</param>
    public void SaveLane(int lane, Span<double> state)
    {
        var at = 0;
        foreach (var array in States())
        {
            foreach (var value in array)
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
    public void Step(Lanes stimulus)
    {
        ReadOnlySpan<int> parent = _cell.Parent;
        ReadOnlySpan<Lanes> axial = _cell.AxialConductance;
        var voltage = _voltage.AsSpan();
        var diagonal = _diagonal.AsSpan();
        var right = _right.AsSpan();

        _fixedDiagonal.CopyTo(_diagonal, 0);
        right.Clear();
        foreach (var block in _blocks)
        {
            block.Mechanism.AddCurrent(block, voltage, diagonal, right);
        }

        right[_cell.ClampNode] += stimulus;
        for (var i = 1; i < parent.Length; i++)
        {
            var p = parent[i];
            var flow = axial[i] * (voltage[p] - voltage[i]);
            right[i] += flow;
            right[p] -= flow;
        }

        TreeSolver.Solve(parent, axial, diagonal, right);
        for (var i = 0; i < voltage.Length; i++)
        {
            voltage[i] += right[i];
        }

        foreach (var block in _blocks)
        {
            block.Mechanism.Advance(block, voltage, _step);
        }
    }

    private IEnumerable<Lanes[]> States() => _blocks.Select(b => b.State).Prepend(_voltage);
}
