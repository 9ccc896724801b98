using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>A run as a page sees it.</summary>
internal sealed class LiveRunSource : ILiveSource
{
    // Bars of a histogram that people read: 1, 2, 5 steps.
    private static readonly long[] Edges =
    [
        1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000, 100_000_000,
    ];

    private readonly IMonotonicClock _clock;
    private readonly PlayedRate _rate;
    private readonly (double Lowest, double Highest) _range;
    private readonly string[] _stimuli; // [channel]

    internal LiveRunSource(IMonotonicClock clock, ModelBundle model, LiveRig? rig, RunSettings settings)
    {
        (_clock, Model, Rig, Settings) = (clock, model, rig, settings);
        _rate = new PlayedRate(clock);
        _stimuli = [.. rig?.StimulusChannelNames() ?? []];
        var trained = settings.Operator == OperatorKind.Streaming ? model.Manifest.Streaming!.CurrentRange : model.Manifest.CurrentRange;
        var (lowest, highest) = (trained.MinimumNanoamperes, trained.MaximumNanoamperes);
        var limits = settings.LiveRig.Limits;
        _range = limits is { MinimumNanoamperes: 0, MaximumNanoamperes: 0 }
            ? (lowest, highest)
            : (Math.Max(lowest, limits.MinimumNanoamperes), Math.Min(highest, limits.MaximumNanoamperes));
    }

    internal required SpikeStreamer Streamer { get; init; }

    internal required IPopulationCurrent Current { get; init; }

    /// <summary>The population of the streaming operator, or null.</summary>
    internal required TickPopulation? Population { get; init; }

    internal required MqttPort Mqtt { get; init; }

    internal required RigLog? Log { get; init; }

    internal required string Engine { get; init; }

    internal required Action EmergencyStop { get; init; }

    internal required Action Stop { get; init; }

    internal ModelBundle Model { get; }

    internal LiveRig? Rig { get; }

    internal RunSettings Settings { get; }

    /// <inheritdoc />
    public required int NeuronCount { get; init; }

    /// <summary>The spikes for pages, or null where there is none.</summary>
    internal required SpikeBroadcast? Broadcast { get; init; }

    /// <inheritdoc />
    public SpikeBroadcast Spikes => Broadcast ?? throw new InvalidOperationException("this run has no page");

    /// <inheritdoc />
    public required VoltageTap? Voltage { get; init; }

    /// <inheritdoc />
    public long NowNanoseconds => Math.Clamp(Streamer.ExperimentNanoseconds, 0, Duration ?? long.MaxValue);

    /// <inheritdoc />
    public string? SafeState => Rig?.Loop.SafeState is { } cause and not SafeStateCause.End ? LoopSummary.CauseText(cause) : null;

    private long? Duration => Settings.Duration == TimeSpan.MaxValue ? null : Settings.Duration.Ticks * 100;

    private string[] Commands => Rig is null
        ? ["emergency-stop", "current", "stop"]
        : ["emergency-stop", "pause", "resume", .. Rig.ControllerNames.Count > 0 ? (string[])["trigger", "target"] : [], "current", "stop"];

    /// <inheritdoc />
    public RunMeters? Measure(Func<int> pages) => new(this, _clock, pages);

    /// <inheritdoc />
    public LiveDescription Describe() => new()
    {
        Program = $"noble-edge {typeof(LiveRunSource).Assembly.GetName().Version?.ToString(3)}",
        Model = new LiveModel(Model.Manifest.Name, Model.Hash, Engine),
        Neurons = NeuronCount,
        Population = PopulationSources.Name(Settings.Source),
        Seed = Settings.Seed,
        StepNanoamperes = Current.Nanoamperes,
        LowestNanoamperes = _range.Lowest,
        HighestNanoamperes = _range.Highest,
        TrialNanoseconds = Streamer.TrialNanoseconds,
        SampleNanoseconds = Streamer.SampleIntervalNanoseconds,
        DurationNanoseconds = Duration,
        LateAfterNanoseconds = Settings.Pacer.LateAfter.Ticks * 100,
        LatenessEdgesNanoseconds = Edges,
        Ports = [.. Rig?.Descriptions().Select(port => new LivePortDescription(port.Name, port.Description)) ?? []],
        Controllers = Rig?.ControllerNames ?? [],
        Limits = Rig is null ? [] : LimitsOf(Settings.LiveRig.Limits),
        Commands = Commands,
        ConfigurationFile = Settings.ConfigurationFile,
        Configuration = Settings.ConfigurationText,
    };

    /// <inheritdoc />
    public LiveState Look(int pages)
    {
        var pacer = Streamer.Pacer.Report();
        var lateness = new long[Edges.Length + 1];
        Streamer.Pacer.Lateness.Fill(Edges, lateness);
        return new LiveState
        {
            TimeNanoseconds = NowNanoseconds,
            IsHeld = Streamer.IsHeld,
            IsPaused = Rig?.Loop.IsPaused is true,
            SafeState = SafeState,
            StepNanoamperes = Current.Nanoamperes,
            SpikesPerSecond = _rate.Of(pacer.Played),
            Played = pacer.Played,
            Late = pacer.Late,
            Dropped = pacer.Dropped,
            Underruns = pacer.Underruns,
            RenderMultiple = Streamer.RenderMultiple,
            Lateness = new LiveLateness
            {
                P50Microseconds = pacer.LatenessP50Nanoseconds / 1e3,
                P99Microseconds = pacer.LatenessP99Nanoseconds / 1e3,
                P999Microseconds = pacer.LatenessP999Nanoseconds / 1e3,
                MaximumMicroseconds = pacer.LatenessMaximumNanoseconds / 1e3,
                Counts = lateness,
            },
            Ports = [.. Ports(pacer)],
            Ticks = Population is null ? null : LiveTicks.Of(Population.Report()),
            Loop = Rig is null ? null : LoopOf(Rig.Loop),
            Recording = Log is null ? null : new LiveRecording(Settings.LiveRig.Recording!.Path, Log.Report().Records, Log.Lost),
            Pages = pages,
        };
    }

    /// <inheritdoc />
    public (bool Ok, string Message) Do(string command, double? value)
    {
        if (!Commands.Contains(command))
        {
            return (false, $"'{command}': this run takes {string.Join(", ", Commands)}");
        }

        if (SafeState is { } cause && command != "emergency-stop")
        {
            return (false, $"every output is in its safe state: {cause}");
        }

        return command switch
        {
            "current" => ChangeCurrent(value),
            _ when Rig?.PageCommands is { } commands => commands.Send(command, value) is { } mistake ? (false, mistake) : (true, $"{command}: accepted"),
            "emergency-stop" => Ask(EmergencyStop, "the run is being stopped"),
            _ => Ask(Stop, "the run is ending"),
        };
    }

    private static (bool Ok, string Message) Ask(Action action, string answer)
    {
        action();
        return (true, answer);
    }

    private (bool Ok, string Message) ChangeCurrent(double? asked)
    {
        if (asked is not { } value || !(value >= _range.Lowest && value <= _range.Highest))
        {
            return (false, FormattableString.Invariant($"current {asked}: expected {_range.Lowest} to {_range.Highest} nA, which the model was trained for and the limits allow"));
        }

        // The recording is told before the first trial that has it: a replay renders the same again.
        var from = 0L;
        var isTaken = Current.TryChange(value, trial =>
        {
            from = trial;
            return Rig?.PageCommands?.TrySendCurrent(trial, value) ?? true;
        });
        return isTaken
            ? (true, FormattableString.Invariant($"{value} nA from {from * Streamer.TrialNanoseconds / 1e9:0.0} s on"))
            : (false, "current: too many commands wait for the loop");
    }

    /// <summary>What the ports counted.</summary>
    internal IEnumerable<LivePort> Ports(PacerReport pacer)
    {
        var counts = Rig?.Counts();
        var parts = Rig?.Descriptions().ToDictionary(part => part.Name, part => part.IsDown()) ?? [];
        foreach (var port in pacer.Ports.Where(port => port.Name != Broadcast?.Name))
        {
            var isOwn = parts.Remove(port.Name, out var isDown);

            // A port may count under these names too; the pacer's counts are those that a run is judged by.
            var all = new Dictionary<string, long>(isOwn ? counts![port.Name] : []) { ["delivered"] = port.Accepted, ["dropped"] = port.Dropped };
            yield return new LivePort(port.Name, isDown || (port.Name == Mqtt.Name && !Mqtt.IsConnected), all);
        }

        foreach (var (name, isDown) in parts)
        {
            yield return new LivePort(name, isDown, counts![name]);
        }
    }

    private LiveLoop LoopOf(ClosedLoop loop)
    {
        var report = loop.Report();
        return new LiveLoop
        {
            Iterations = report.Ticks,
            Inputs = report.Inputs,
            Stimuli = report.Stimuli,
            Responses = report.Responses,
            ReactionP50Microseconds = report.ReactionNanoseconds.P50 / 1e3,
            ReactionP99Microseconds = report.ReactionNanoseconds.P99 / 1e3,
            StimulusNanoamperes = _stimuli.Select((name, channel) => (name, channel)).ToDictionary(stimulus => stimulus.name, stimulus => (double?)loop.Output(stimulus.channel)),
            Limits = new Dictionary<string, long>
            {
                ["current"] = report.LimitHits[(int)LimitKind.Current - 1],
                ["slew"] = report.LimitHits[(int)LimitKind.Slew - 1],
                ["charge"] = report.LimitHits[(int)LimitKind.Charge - 1],
                ["rate"] = report.LimitHits[(int)LimitKind.Rate - 1],
            },
        };
    }

    private static LiveLimit[] LimitsOf(SafetyLimits limits) =>
    [
        new("lowest current", limits.MinimumNanoamperes, "nA"),
        new("highest current", limits.MaximumNanoamperes, "nA"),
        new("slew", Finite(limits.SlewNanoamperesPerMillisecond), "nA/ms"),
        new("charge", Finite(limits.ChargePicocoulombs), "pC"),
        new("charge window", limits.ChargeWindow.TotalMilliseconds, "ms"),
        new("stimuli", limits.StimuliPerSecond, "1/s"),
        new("spikes", limits.SpikesPerSecond, "1/s"),
        new("loop watchdog", limits.LoopWatchdog.TotalMilliseconds, "ms"),
        new("host watchdog", limits.HostWatchdog == TimeSpan.Zero ? null : limits.HostWatchdog.TotalMilliseconds, "ms"),
    ];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
