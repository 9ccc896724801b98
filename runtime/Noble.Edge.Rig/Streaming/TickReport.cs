namespace Noble.Edge.Rig;

/// <summary>What a streaming population did.</summary>
public sealed record TickReport
{
    /// <summary>Ticks done.</summary>
    public required long Ticks { get; init; }

    /// <summary>Time between ticks [ns].</summary>
    public required long TickNanoseconds { get; init; }

    /// <summary>Ticks whose work took longer than the time between ticks.</summary>
    public required long Overruns { get; init; }

    /// <summary>Ticks that were left out, because the population was too far behind.</summary>
    public required long Skipped { get; init; }

    /// <summary>Spikes that found the pacer's buffer full.</summary>
    public required long Lost { get; init; }

    /// <summary>Work of a tick [ns]: half of them, 99 %, 99.9 %, the longest.</summary>
    public required (long P50, long P99, long P999, long Maximum) WorkNanoseconds { get; init; }

    /// <summary>From the time of a tick to its end, when voltage and spikes are known [ns]: half of them, 99 %, 99.9 %, the longest.</summary>
    public required (long P50, long P99, long P999, long Maximum) LatencyNanoseconds { get; init; }

    /// <summary>Currents that were no numbers and counted as 0 nA, and currents beyond the trained range that were held at its end.</summary>
    public required (long NotFinite, long OutOfRange) InputFaults { get; init; }

    /// <summary>What was not in order in the circuit; null where there is none.</summary>
    public required CircuitFaults? Circuit { get; init; }

    /// <summary>Changes of the circuit that commands made.</summary>
    public required long CircuitCommands { get; init; }

    /// <summary>The stimulus.</summary>
    public required StreamingStimulusCounts Stimulus { get; init; }

    /// <summary>Conductances from outside; null where there are none.</summary>
    public required ConductanceCounts? Conductances { get; init; }
}
