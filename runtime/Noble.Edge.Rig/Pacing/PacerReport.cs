namespace Noble.Edge.Rig;

/// <summary>What the pacer did; lateness is from a spike's time to the moment at which its ports were called.</summary>
public sealed record PacerReport
{
    /// <summary>Spikes that were played.</summary>
    public required long Played { get; init; }

    /// <summary>Spikes of the closed loop's responses, among the played and the withheld.</summary>
    public required long FromResponses { get; init; }

    /// <summary>Spikes that the safety limits kept from leaving; not among the played.</summary>
    public required long Withheld { get; init; }

    /// <summary>Spikes played later than <see cref="PacerOptions.LateAfter"/>.</summary>
    public required long Late { get; init; }

    /// <summary>Half of the spikes were not later than this [ns].</summary>
    public required long LatenessP50Nanoseconds { get; init; }

    /// <summary>99 % of the spikes were not later than this [ns].</summary>
    public required long LatenessP99Nanoseconds { get; init; }

    /// <summary>99.9 % of the spikes were not later than this [ns].</summary>
    public required long LatenessP999Nanoseconds { get; init; }

    /// <summary>The latest spike [ns].</summary>
    public required long LatenessMaximumNanoseconds { get; init; }

    /// <summary>How often the experiment clock was held because the next window was not there in time.</summary>
    public required long Underruns { get; init; }

    /// <summary>For how long it was held in all [ns].</summary>
    public required long HeldNanoseconds { get; init; }

    /// <summary>Experiment time at which the pacer ended [ns]; 0 while it runs.</summary>
    public required long EndedAtNanoseconds { get; init; }

    /// <summary>
    /// Time in which the thread gave its processor away [ns]; the rest of the experiment it ran, most of it spinning.
    /// Linux stops a FIFO thread that takes more than 95 % of a second (sched_rt_runtime_us).
    /// </summary>
    public required long SleptNanoseconds { get; init; }

    /// <summary>A line for each port, in the order in which they are called.</summary>
    public required IReadOnlyList<PortCount> Ports { get; init; }

    /// <summary>What the machine granted to the thread.</summary>
    public required RealtimeFacts Facts { get; init; }

    /// <summary>Spikes that any port could not take, summed over the ports.</summary>
    public long Dropped => Ports.Sum(port => port.Dropped);
}
