using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>The ranges of samples over which eFEL takes base, step and steady state, on the trace's own grid.</summary>
public sealed class StepSamples
{
    private const double BaseShare = 0.1, SteadyShare = 0.1;

    /// <param name="grid">The grid.</param>
    /// <exception cref="DataSetException">There is no time before the step.</exception>
    public StepSamples(GridSpec grid)
    {
        var (on, off) = (grid.StimulusOnMilliseconds, grid.StimulusOffMilliseconds);
        Step = grid.StepMilliseconds;
        BaseFrom = At((1 - BaseShare) * on);
        On = At(on);
        SteadyFrom = At(off - (SteadyShare * (off - on)));
        Off = At(off);
        if (On < 1 || SteadyFrom >= Off)
        {
            throw new DataSetException($"the step runs from {on} to {off} ms, expected time before it and at least ten samples in it");
        }
    }

    /// <summary>Sampling interval [ms].</summary>
    public double Step { get; }

    /// <summary>First sample of the base; it ends with the sample at the step's start.</summary>
    public int BaseFrom { get; }

    /// <summary>First sample of the step.</summary>
    public int On { get; }

    /// <summary>First sample of the step's last tenth.</summary>
    public int SteadyFrom { get; }

    /// <summary>First sample after the step.</summary>
    public int Off { get; }

    /// <summary>First sample at or after a time [ms].</summary>
    public int At(double time) => (int)Math.Ceiling((time / Step) - 1e-6);
}
