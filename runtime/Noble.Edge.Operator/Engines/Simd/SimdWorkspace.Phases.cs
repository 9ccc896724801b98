using System.Diagnostics;

namespace Noble.Edge.Operator;

/// <content>Where the time goes.</content>
public sealed unsafe partial class SimdWorkspace
{
    private interface ILap
    {
        /// <summary>Called at the end of a stretch of work that belongs to <paramref name="phase"/>.</summary>
        public void End(SimdPhase phase);
    }

    /// <summary>Phases of <see cref="ForwardTimed"/>.</summary>
    public static int PhaseCount { get; } = Enum.GetValues<SimdPhase>().Length;

    /// <summary>
    /// Evaluates the trace in <see cref="Input"/> as <see cref="Forward"/> does, bit for bit, and adds the time of each phase. Reading
    /// the clock once or twice a group costs about a hundredth of the evaluation.
    /// </summary>
    /// <param name="ticksPerPhase">Added to, shape [<see cref="PhaseCount"/>] in the order of <see cref="SimdPhase"/>. [1 / <see cref="Stopwatch.Frequency"/> s]</param>
    /// <returns>As <see cref="Forward"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="ticksPerPhase"/> does not have <see cref="PhaseCount"/> elements.</exception>
    /// <exception cref="ObjectDisposedException">This workspace or its engine has been disposed of.</exception>
    public ReadOnlySpan<float> ForwardTimed(Span<long> ticksPerPhase)
    {
        if (ticksPerPhase.Length != PhaseCount)
        {
            throw new ArgumentException($"expected {PhaseCount} elements, one a phase, found {ticksPerPhase.Length}", nameof(ticksPerPhase));
        }

        fixed (long* ticks = ticksPerPhase)
        {
            var laps = new StopwatchLaps(ticks);
            return Evaluate(ref laps);
        }
    }

    /// <summary>Compiled into nothing.</summary>
    private readonly struct NoLaps : ILap
    {
        public void End(SimdPhase phase)
        {
        }
    }

    private struct StopwatchLaps(long* ticks) : ILap
    {
        private long _last = Stopwatch.GetTimestamp();

        public void End(SimdPhase phase)
        {
            long now = Stopwatch.GetTimestamp();
            ticks[(int)phase] += now - _last;
            _last = now;
        }
    }
}
