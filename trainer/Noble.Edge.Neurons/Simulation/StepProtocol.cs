namespace Noble.Edge.Neurons;

/// <summary>A current-clamp protocol: settle, rest, one square current step, rest.</summary>
/// <remarks>
/// The settling time is simulated at zero current and discarded. The window that follows is
/// [rest before | step | rest after]; its sample k is the voltage at k · <see cref="SolverStepMilliseconds"/> from the
/// window's start, and the window is half-open: its end is not a sample.
/// </remarks>
public sealed record StepProtocol
{
    /// <summary>250 ms settling, 15 ms rest, 400 ms step, 100 ms rest, solver step 0.02 ms: 25,750 samples.</summary>
    public static StepProtocol Default { get; } = new();

    /// <summary>Time at zero current before the window, ms, 0 or more. Default 250.</summary>
    public double SettleMilliseconds
    {
        get;
        init => field = NotNegative(value, nameof(SettleMilliseconds));
    }

    = 250;

    /// <summary>Rest before the current step, ms, 0 or more. Default 15.</summary>
    public double RestBeforeMilliseconds
    {
        get;
        init => field = NotNegative(value, nameof(RestBeforeMilliseconds));
    }

    = 15;

    /// <summary>Length of the current step, ms, over 0. Default 400.</summary>
    public double StepMilliseconds
    {
        get;
        init => field = Positive(value, nameof(StepMilliseconds));
    }

    = 400;

    /// <summary>Rest after the current step, ms, 0 or more. Default 100.</summary>
    public double RestAfterMilliseconds
    {
        get;
        init => field = NotNegative(value, nameof(RestAfterMilliseconds));
    }

    = 100;

    /// <summary>Solver step, ms, over 0 and at most 1. Default 0.02; a coarser one changes spike counts.</summary>
    public double SolverStepMilliseconds
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(SolverStepMilliseconds), value, $"{nameof(SolverStepMilliseconds)}: expected over 0 and at most 1 ms.");
    }

    = 0.02;

    /// <summary>How the solver advances the voltage. Default <see cref="TimeScheme.BackwardEuler"/>.</summary>
    public TimeScheme Scheme { get; init; } = TimeScheme.BackwardEuler;

    /// <summary>Length of the window, ms.</summary>
    public double WindowMilliseconds => RestBeforeMilliseconds + StepMilliseconds + RestAfterMilliseconds;

    /// <summary>When the current step ends, ms from the window's start.</summary>
    public double StepEndMilliseconds => RestBeforeMilliseconds + StepMilliseconds;

    /// <summary>Samples in the window at the solver step.</summary>
    public int SampleCount => Steps(WindowMilliseconds);

    /// <summary>Solver steps before the window.</summary>
    internal int SettleSteps => Steps(SettleMilliseconds);

    private static double NotNegative(double value, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name}: expected 0 ms or more.");

    private static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name}: expected over 0 ms.");

    private int Steps(double milliseconds) => (int)Math.Round(milliseconds / SolverStepMilliseconds);
}
