namespace Noble.Edge.Neurons;

/// <summary>What the spikes of one current step say, without the voltage.</summary>
public sealed record StepResponse
{
    /// <summary>Intervals that a train needs to count as repetitive.</summary>
    private const int LeastIntervals = 2;

    /// <summary>How many last intervals may pass without a spike before the step's end.</summary>
    private const double LongestGap = 1.5;

    /// <summary>Sorts the spikes of a trace.</summary>
    /// <param name="spikeTimesMilliseconds">Spike times from the window's start, ms, rising.</param>
    /// <param name="protocol">The protocol.</param>
    public StepResponse(IReadOnlyList<double> spikeTimesMilliseconds, StepProtocol protocol)
        : this(
            spikeTimesMilliseconds,
            (protocol ?? throw new ArgumentNullException(nameof(protocol))).RestBeforeMilliseconds,
            protocol.StepEndMilliseconds)
    {
    }

    /// <summary>Sorts the spikes of a trace.</summary>
    /// <param name="spikeTimesMilliseconds">Spike times, ms, rising.</param>
    /// <param name="startMilliseconds">When the step starts, ms.</param>
    /// <param name="endMilliseconds">When it ends, ms.</param>
    public StepResponse(IReadOnlyList<double> spikeTimesMilliseconds, double startMilliseconds, double endMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(spikeTimesMilliseconds);
        var (start, end) = (startMilliseconds, endMilliseconds);
        var inside = spikeTimesMilliseconds.Where(t => t >= start && t < end).ToArray();
        SpikeTimesMilliseconds = inside;
        FirstSpikeLatencyMilliseconds = inside.Length == 0 ? double.NaN : inside[0] - start;
        RateHertz = inside.Length < 2 ? 0 : 1000 * (inside.Length - 1) / (inside[^1] - inside[0]);
        IsRepetitive = inside.Length > LeastIntervals && end - inside[^1] <= LongestGap * (inside[^1] - inside[^2]);
    }

    /// <summary>Spikes during the step, ms from the window's start.</summary>
    public IReadOnlyList<double> SpikeTimesMilliseconds { get; }

    /// <summary>Spikes during the step.</summary>
    public int SpikeCount => SpikeTimesMilliseconds.Count;

    /// <summary>From the step's start to the first spike, ms; NaN without one.</summary>
    public double FirstSpikeLatencyMilliseconds { get; }

    /// <summary>Spikes less one over the time from first to last, Hz; 0 under two spikes. Smooth in the current, as a count is not.</summary>
    public double RateHertz { get; }

    /// <summary>
    /// Whether the cell fires to the end of the step: three spikes or more, and no more than 1.5 of the last interval
    /// between the last spike and the step's end.
    /// </summary>
    public bool IsRepetitive { get; }
}
