namespace Noble.Edge.Training;

/// <summary>A simulated voltage left the numbers.</summary>
public sealed class DivergedTraceException : Exception
{
    /// <summary>Reports the trace.</summary>
    public DivergedTraceException(int trace, string parameterSet, string stimulus, double stepMilliseconds)
        : base(FormattableString.Invariant(
            $"trace {trace} (parameter set '{parameterSet}', {stimulus}) has a voltage that is not finite; expected parameters and currents of a cell, or a step under {stepMilliseconds} ms"))
    {
        Trace = trace;
    }

    /// <summary>Number of the trace.</summary>
    public int Trace { get; }
}
