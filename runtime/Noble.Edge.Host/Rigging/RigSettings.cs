using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>The rig and its closed loop as a configuration has them, checked; nothing is open yet.</summary>
internal sealed record RigSettings
{
    /// <summary>No ports but those that every run has, no controllers.</summary>
    internal static RigSettings None { get; } = new();

    internal IReadOnlyList<RigPartSettings> Ports { get; init; } = [];

    /// <summary>Makes the controllers, anew for each run: they have state.</summary>
    internal IReadOnlyList<Func<IController>> Controllers { get; init; } = [];

    internal IReadOnlyList<ResponseSettings> Responses { get; init; } = [];

    internal SafetyLimits Limits { get; init; } = SafetyLimits.Default;

    internal LoopOptions Loop { get; init; } = LoopOptions.Default;

    /// <summary>The current into the neurons of the streaming operator.</summary>
    internal StimulusSettings Stimulus { get; init; } = StimulusSettings.Constant;

    /// <summary>Conductances of them that come from outside.</summary>
    internal IReadOnlyList<StimulusSettings> Conductances { get; init; } = [];

    /// <summary>What connects them, or null.</summary>
    internal CircuitSettings? Circuit { get; init; }

    internal RecordingSettings? Recording { get; init; }

    /// <summary>Whether a process of its own watches over this one, and makes the outputs safe when it dies; default true where there are ports.</summary>
    internal bool Guard { get; init; } = true;

    /// <summary>The same with another stimulus, and without the port of the one before.</summary>
    internal RigSettings WithStimulus(StimulusSettings stimulus) =>
        this with { Stimulus = stimulus, Ports = [.. Ports.Where(port => port.Name != StimulusReader.PortName)] };

    /// <summary>How the broker is reached; null for the address that the run has.</summary>
    internal MqttConnectionOptions? Connection { get; init; }

    /// <summary>Whether there is anything beyond a plain stream.</summary>
    internal bool IsEmpty => Ports.Count == 0 && Controllers.Count == 0 && Recording is null;
}
