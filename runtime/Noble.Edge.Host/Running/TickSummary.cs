using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What the ticks of the streaming operator did.</summary>
internal sealed record TickSummary
{
    public required long Ticks { get; init; }

    public required double TickMilliseconds { get; init; }

    /// <summary>Ticks whose work took longer than a tick.</summary>
    public required long Overruns { get; init; }

    /// <summary>Ticks that were left out because the population was too far behind.</summary>
    public required long Skipped { get; init; }

    /// <summary>Spikes that found the pacer's buffer full.</summary>
    public required long SpikesLost { get; init; }

    public required double WorkP50Microseconds { get; init; }

    public required double WorkP99Microseconds { get; init; }

    public required double WorkP999Microseconds { get; init; }

    public required double WorkMaximumMicroseconds { get; init; }

    /// <summary>From a tick's time to the moment at which voltage and spikes were known.</summary>
    public required double LatencyP50Microseconds { get; init; }

    public required double LatencyP99Microseconds { get; init; }

    public required double LatencyP999Microseconds { get; init; }

    public required long CurrentsNotFinite { get; init; }

    public required long CurrentsOutOfRange { get; init; }

    public required long StimulusSamples { get; init; }

    public required long StimulusHeld { get; init; }

    public required long StimulusEmpty { get; init; }

    public required long StimulusNotFinite { get; init; }

    public required long StimulusDropped { get; init; }

    public required long StimulusForeign { get; init; }

    /// <summary>What was not in order in the circuit, cells times steps, and the commands that changed it; null where there is none.</summary>
    public required IReadOnlyDictionary<string, long>? Circuit { get; init; }

    /// <summary>Samples of conductance from outside and what became of them, all sources together; null where there are none.</summary>
    public required IReadOnlyDictionary<string, long>? Conductances { get; init; }

    internal static TickSummary Of(TickReport report) => new()
    {
        Circuit = report.Circuit is not { } faults ? null : new Dictionary<string, long>
        {
            ["voltagesMissing"] = faults.VoltagesMissing,
            ["cellsSilenced"] = faults.CellsSilenced,
            ["voltagesOutOfRange"] = faults.VoltagesOutOfRange,
            ["currentsClipped"] = faults.CurrentsClipped,
            ["conductancesClipped"] = faults.ConductancesClipped,
            ["spikesRefused"] = faults.SpikesRefused,
            ["commandsTaken"] = report.CircuitCommands,
            ["commandsRefused"] = faults.CommandsRefused,
        },
        Conductances = report.Conductances is not { } conductances ? null : new Dictionary<string, long>
        {
            ["samples"] = conductances.Sources.Samples,
            ["held"] = conductances.Sources.Held,
            ["empty"] = conductances.Sources.Empty,
            ["notFinite"] = conductances.Sources.NotFinite,
            ["dropped"] = conductances.Sources.Dropped,
            ["foreign"] = conductances.Sources.Foreign,
            ["refused"] = conductances.Refused,
            ["scaled"] = conductances.Scaled,
        },
        Ticks = report.Ticks,
        TickMilliseconds = report.TickNanoseconds / 1e6,
        Overruns = report.Overruns,
        Skipped = report.Skipped,
        SpikesLost = report.Lost,
        WorkP50Microseconds = report.WorkNanoseconds.P50 / 1e3,
        WorkP99Microseconds = report.WorkNanoseconds.P99 / 1e3,
        WorkP999Microseconds = report.WorkNanoseconds.P999 / 1e3,
        WorkMaximumMicroseconds = report.WorkNanoseconds.Maximum / 1e3,
        LatencyP50Microseconds = report.LatencyNanoseconds.P50 / 1e3,
        LatencyP99Microseconds = report.LatencyNanoseconds.P99 / 1e3,
        LatencyP999Microseconds = report.LatencyNanoseconds.P999 / 1e3,
        CurrentsNotFinite = report.InputFaults.NotFinite,
        CurrentsOutOfRange = report.InputFaults.OutOfRange,
        StimulusSamples = report.Stimulus.Samples,
        StimulusHeld = report.Stimulus.Held,
        StimulusEmpty = report.Stimulus.Empty,
        StimulusNotFinite = report.Stimulus.NotFinite,
        StimulusDropped = report.Stimulus.Dropped,
        StimulusForeign = report.Stimulus.Foreign,
    };
}
