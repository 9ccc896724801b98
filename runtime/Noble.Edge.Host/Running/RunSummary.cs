using System.Text.Json;
using System.Text.Json.Serialization;

namespace Noble.Edge.Host;

/// <summary>What a run did, for people and for scripts.</summary>
internal sealed record RunSummary
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    public required string Model { get; init; }

    public required string ModelHash { get; init; }

    public required string Stream { get; init; }

    public required int Neurons { get; init; }

    public required string Population { get; init; }

    public required ulong Seed { get; init; }

    public required double CurrentNanoamperes { get; init; }

    /// <summary>Experiment time that was played.</summary>
    public required double ExperimentSeconds { get; init; }

    public required long Trials { get; init; }

    /// <summary>Spikes found in the rendered voltage.</summary>
    public required long Rendered { get; init; }

    /// <summary>Spikes rendered ahead whose time had not come at a stop; not among the played.</summary>
    public required long NotDue { get; init; }

    /// <summary>Spikes that the pacer handed to the ports.</summary>
    public required long Played { get; init; }

    /// <summary>Spikes that the MQTT broker acknowledged.</summary>
    public required long Published { get; init; }

    public required long PublishedBatches { get; init; }

    public required int MqttPort { get; init; }

    public required long MqttReconnections { get; init; }

    /// <summary>Messages that subscribers of the embedded broker did not get: dropped for slowness, or open at the end.</summary>
    public required long UndeliveredMessages { get; init; }

    /// <summary>Lines of the GPIO bank.</summary>
    public required int GpioLines { get; init; }

    /// <summary>Rising edges on the GPIO bank.</summary>
    public required long GpioPulses { get; init; }

    /// <summary>Edges on the GPIO bank, rising and falling.</summary>
    public required long GpioToggles { get; init; }

    /// <summary>Spikes of neurons that have no line.</summary>
    public required long GpioUnmapped { get; init; }

    /// <summary>Pulses whose line was still high from the pulse before.</summary>
    public required long GpioRetriggered { get; init; }

    public required long Late { get; init; }

    public required double LateAfterMilliseconds { get; init; }

    /// <summary>Spikes that a port did not deliver, summed over the ports.</summary>
    public required long Dropped { get; init; }

    public required IReadOnlyDictionary<string, long> DroppedByPort { get; init; }

    public required double LatenessP50Microseconds { get; init; }

    public required double LatenessP99Microseconds { get; init; }

    public required double LatenessP999Microseconds { get; init; }

    public required double LatenessMaximumMicroseconds { get; init; }

    /// <summary>How many times faster than real time the voltage was rendered.</summary>
    public required double RenderMultiple { get; init; }

    public required string Engine { get; init; }

    /// <summary>How often the experiment clock was held because a trial was not rendered in time.</summary>
    public required long Underruns { get; init; }

    public required double HeldMilliseconds { get; init; }

    /// <summary>From the start of the process to the first spike published; null where none was.</summary>
    public required double? FirstSpikePublishedSeconds { get; init; }

    /// <summary>Share of the time in which the pacer's thread held its processor.</summary>
    public required double PacerBusyPercent { get; init; }

    public required bool PacerIsRealtime { get; init; }

    public required string PacerScheduling { get; init; }

    public required string PacerProcessor { get; init; }

    public required string PacerMemory { get; init; }

    /// <summary>Garbage collections during the experiment: each stops every thread, the pacer too.</summary>
    public required int GarbageCollections { get; init; }

    public required double GarbageCollectionMilliseconds { get; init; }

    /// <summary>The recording; null where there is none.</summary>
    public required RecordingSummary? Recording { get; init; }

    /// <summary>The ticks of the streaming operator; null where the window operator ran.</summary>
    public required TickSummary? Ticks { get; init; }

    /// <summary>The closed loop; null where the run has none.</summary>
    public required LoopSummary? Loop { get; init; }

    /// <summary>Why the run ended: <c>duration</c>, <c>signal</c>, <c>command</c>, <c>emergency stop</c>, <c>watchdog</c> or <c>failure</c>.</summary>
    public required string Ended { get; init; }

    /// <summary>The summary as JSON.</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, RunSummaryJson.Default.RunSummary);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class RunSummaryJson : JsonSerializerContext;
