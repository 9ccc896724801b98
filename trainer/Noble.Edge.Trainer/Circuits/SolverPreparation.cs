using Noble.Edge.Neurons;
using Noble.Edge.Rig;
using LaneMath = System.Runtime.Intrinsics.Vector512;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace Noble.Edge.Trainer;

/// <summary>Compartmental neurons as the cells of a preparation: up to eight parameter sets of one cell, a lane of the solver each.</summary>
/// <remarks>As at a rig the current is held for a step of the circuit, several of the solver's, and the voltage is read at its end.</remarks>
internal sealed class SolverPreparation : IClampedPreparation
{
    private readonly CableSolver _solver;
    private readonly int _node;
    private readonly int _solverSteps;
    private bool _isSafe;

    /// <summary>Prepares the cells, and lets them come to rest with no current.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="sets">Its parameter sets, 1 to 8.</param>
    /// <param name="stepMilliseconds">Step of the circuit, ms.</param>
    /// <param name="solverStepMilliseconds">Step of the solver, of which that is a multiple, ms.</param>
    /// <param name="settleMilliseconds">Time to come to rest, ms.</param>
    public SolverPreparation(CellDescription cell, IReadOnlyList<ParameterSet> sets, double stepMilliseconds, double solverStepMilliseconds, double settleMilliseconds)
    {
        if (sets.Count < 1 || sets.Count > LoweredCell.LaneCount)
        {
            throw new UserException($"{sets.Count} cells of the solver: expected 1 to {LoweredCell.LaneCount}");
        }

        _solverSteps = StepsOf(stepMilliseconds, solverStepMilliseconds);
        CellCount = sets.Count;
        var lowered = CellLowering.Lower(cell, sets);
        _node = lowered.ClampNode;
        _solver = new CableSolver(lowered, solverStepMilliseconds);
        for (var n = 0; n < (int)Math.Round(settleMilliseconds / solverStepMilliseconds); n++)
        {
            _solver.Step(Lanes.Zero);
        }
    }

    /// <inheritdoc />
    public int CellCount { get; }

    /// <summary>The solver's steps in one of the circuit.</summary>
    /// <exception cref="UserException">The one is no multiple of the other.</exception>
    public static int StepsOf(double stepMilliseconds, double solverStepMilliseconds)
    {
        var steps = (int)Math.Round(Math.Clamp(stepMilliseconds / solverStepMilliseconds, 0, 1e6));
        return steps >= 1 && Math.Abs((steps * solverStepMilliseconds) - stepMilliseconds) <= 1e-9
            ? steps
            : throw new UserException(FormattableString.Invariant($"--dt {solverStepMilliseconds}: expected a step of which {stepMilliseconds} ms is a multiple"));
    }

    /// <inheritdoc />
    public void Read(Span<float> millivolts)
    {
        var voltage = _solver.Voltage[_node];
        for (var cell = 0; cell < CellCount; cell++)
        {
            millivolts[cell] = (float)LaneMath.GetElement(voltage, cell);
        }
    }

    /// <inheritdoc />
    public bool TryTakeSpike(out int cell, out double steps)
    {
        (cell, steps) = (0, 0);
        return false;
    }

    /// <inheritdoc />
    public void Step(ReadOnlySpan<float> nanoamperes)
    {
        var current = Lanes.Zero;
        for (var cell = 0; cell < CellCount && !_isSafe; cell++)
        {
            current = LaneMath.WithElement(current, cell, nanoamperes[cell]);
        }

        for (var n = 0; n < _solverSteps; n++)
        {
            _solver.Step(current);
        }
    }

    /// <inheritdoc />
    public void EnterSafeState() => _isSafe = true;
}
