using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>One run from settings to summary: puts the rooms together, streams, and counts.</summary>
internal sealed partial class LiveRun : IDisposable
{
    private static readonly TimeSpan SubscriberPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(2);

    private readonly RunSettings _settings;
    private readonly MonotonicClock _clock = MonotonicClock.Instance;
    private readonly ModelBundle _model;
    private readonly double _current; // [nA]
    private readonly int _neurons;
    private readonly ulong _streamId = MqttPort.NewStreamId();
    private readonly SpikeSource _spikes;
    private readonly SpikeFilePort? _recording;
    private readonly EmbeddedBroker? _broker;
    private readonly GpioChip _chip;
    private readonly RigLog? _log;
    private readonly GpioPort _gpio;
    private readonly MqttPort _mqtt;
    private readonly LiveRig? _rig;
    private readonly SpikeBroadcast? _broadcast;
    private readonly LiveRunSource _source;
    private readonly LiveServer? _page;
    private readonly SpikeStreamer _streamer;
    private RigLogReport? _recorded;
    private int _collectionsBefore;
    private TimeSpan _pausesBefore;
    private bool _isEmergency;
    private bool _isCommanded;

    internal LiveRun(RunSettings settings)
    {
        _settings = settings;
        RunChecks.Check(settings);
        _model = ShippedModel.Load(settings.Model);
        _current = StreamingPart.Current(settings, _model);
        if (IsStreaming)
        {
            StreamingPart.Check(settings, _model);
        }
        else
        {
            _model.Manifest.CurrentRange.Check(_current);
        }

        var population = PopulationSources.Create(settings, _model, Errors.Warn);
        _neurons = population.Count;
        try
        {
            _recording = settings.Spikes is { } path ? new SpikeFilePort(new SpikeFilePortOptions { Path = path }) : null;
            CheckWritable(settings.Summary);
            _broker = settings.Broker.IsEmbedded ? EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = settings.Broker.Port }) : null;
            _spikes = IsStreaming
                ? new StreamingSource(settings, _model, population, _clock)
                : new WindowSource(settings, _model, population, _current, _clock, settings.Nodes ? OpenNodes : null);
            _mqtt = new MqttPort(MqttOptions(), Describe(), _streamId, _clock);
            _mqtt.Open();
            var lines = settings.GpioLines ?? population.Count;
            _chip = GpioChip.Open(new GpioChipOptions { VirtualLines = lines }, _clock);
            _gpio = new GpioPort(
                _chip,
                new GpioPortOptions { LineOfNeuron = GpioPortOptions.FirstNeurons(population.Count, lines), PulseWidth = settings.PulseWidth });
            _log = settings.LiveRig.Recording is { } recorded ? new RigLog(recorded.LogOptions(), Errors.Warn) : null;
            _broadcast = settings.Page is { IsOff: true } ? null : new SpikeBroadcast();
            _rig = settings.LiveRig.IsEmpty && !IsStreaming ? null : OpenRig();
            IBatchedPort[] batched = [_mqtt, .. _recording is null ? [] : (IBatchedPort[])[_recording], .. _rig?.Batched ?? []];
            _streamer = _spikes.Stream(Immediate(), batched, _rig?.Loop, _broadcast is not null);
            _source = Source();
            _page = _broadcast is null ? null : OpenPage();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private bool IsStreaming => _settings.Operator == OperatorKind.Streaming;

    /// <summary>Streams until the duration, a signal or a failure ends it.</summary>
    /// <returns>The summary; a failure's cause is thrown after the ports have delivered what they had.</returns>
    internal (RunSummary Summary, Exception? Failure) Run(RunNotices notices, CancellationToken stop, CancellationToken emergency)
    {
        _streamer.Prepare();
        notices.Say("run.population", $"{_neurons} neurons of {_model.Manifest.Name} at {_current} nA, {_spikes.EngineDescription}", ("neurons", _neurons), ("model", _model.Manifest.Name), ("modelHash", _model.Hash), ("nanoamperes", _current), ("seed", _settings.Seed));
        notices.Say("run.broker", $"spikes on {_settings.Topics.Spikes} at mqtt://{_settings.Broker.Host}:{_broker?.Port ?? _settings.Broker.Port}", ("topic", _settings.Topics.Spikes), ("host", _settings.Broker.Host), ("port", _broker?.Port ?? _settings.Broker.Port));
        if (_spikes.StimulusDescription is { } stimulus)
        {
            notices.Say("run.stimulus", $"{stimulus}", ("stimulus", _settings.LiveRig.Stimulus.Description), ("tickMilliseconds", _settings.Tick.TotalMilliseconds));
        }

        foreach (var line in _rig?.Describe() ?? [])
        {
            notices.Say("run.rig", $"{line}");
        }

        NoticePage(notices);

        var goesOn = AwaitSubscribers(notices, stop);
        var monitor = RunMonitor.Create(_source, notices);
        if (goesOn)
        {
            (_collectionsBefore, _pausesBefore) = (GC.CollectionCount(0), GC.GetTotalPauseDuration());
            using var guard = StartGuard();
            _streamer.Start();
            BeginLog();
            using var registration = stop.Register(_streamer.RequestStop);
            using var emergencyRegistration = emergency.Register(EmergencyStop);
            Watch(monitor);
        }

        var report = _streamer.Finish();
        _recorded = _log?.Complete();
        if (_rig?.Loop.SafeState is { } cause and not SafeStateCause.End)
        {
            _mqtt.DeclareSafe(cause);
        }

        var failure = _streamer.Failure;
        var undelivered = _broker is null ? 0 : _broker.Drain(DrainPatience, _clock) + _broker.Dropped;
        var summary = Summarize(report, undelivered, failure is not null ? "failure" : Ending(stop.IsCancellationRequested));
        if (_settings.Summary is { } path)
        {
            File.WriteAllBytes(path, summary.ToJson());
        }

        if (_source.SafeState is { } safe)
        {
            notices.Event("error", "run.safe-state", $"every output is in its safe state: {safe}", ("cause", safe));
        }

        notices.Event(failure is null ? "info" : "error", "run.end", SummaryText.Short(summary), ("ended", summary.Ended), ("seconds", summary.ExperimentSeconds), ("played", summary.Played), ("late", summary.Late), ("dropped", summary.Dropped), ("underruns", summary.Underruns), ("latenessP99Microseconds", summary.LatenessP99Microseconds), ("recordsLost", summary.Recording?.Lost));
        _page?.End(summary.Ended, failure?.Message ?? SummaryText.Short(summary));
        return (summary, failure);
    }

    public void Dispose()
    {
        _page?.Dispose();
        _rig?.Dispose();
        _gpio?.Dispose();
        _chip?.Dispose();
        _log?.Dispose();
        _mqtt?.Dispose();
        _broker?.Dispose();
        _recording?.Dispose();
        _spikes?.Dispose();
    }

    private bool AwaitSubscribers(RunNotices notices, CancellationToken stop)
    {
        if (_settings.AwaitSubscribers == 0)
        {
            return true;
        }

        var (topic, wanted) = (_settings.Topics.Spikes, _settings.AwaitSubscribers);
        notices.Say("run.waiting", $"waiting for {wanted} subscriber(s) of {topic}", ("subscribers", wanted), ("topic", topic));
        if (_broker!.WaitForSubscribers(topic, wanted, SubscriberPatience, _clock, stop))
        {
            return true;
        }

        return stop.IsCancellationRequested
            ? false
            : throw new FailedException($"{_broker.SubscriberCount(topic)} of {wanted} subscriber(s) of {topic} came within {SubscriberPatience.TotalSeconds:0} s");
    }

    private void EmergencyStop()
    {
        Volatile.Write(ref _isEmergency, true);
        if (_rig is { } rig)
        {
            rig.Loop.RequestSafeState(SafeStateCause.Signal);
        }
        else
        {
            _streamer.RequestStop();
        }
    }

    private string Ending(bool isSignalled) => _rig?.Loop.SafeState switch
    {
        SafeStateCause.Command or SafeStateCause.Input or SafeStateCause.Signal => "emergency stop",
        SafeStateCause.LoopWatchdog or SafeStateCause.HostWatchdog => "watchdog",
        _ when _rig is null && Volatile.Read(ref _isEmergency) => "emergency stop",
        _ => isSignalled ? "signal" : Volatile.Read(ref _isCommanded) || _rig?.Loop.WasAskedToEnd is true ? "command" : "duration",
    };

    // However it ends, the terminal is left as it was; and what only shows the experiment does not end it.
    private void Watch(RunMonitor monitor)
    {
        try
        {
            for (var isShown = true; !_streamer.Wait(monitor.Interval);)
            {
                isShown = isShown && TryUpdate(monitor);
            }
        }
        finally
        {
            monitor.End();
        }
    }

    private static bool TryUpdate(RunMonitor monitor)
    {
#pragma warning disable CA1031 // Whatever it is: it is said, and the experiment goes on.
        try
        {
            monitor.Update();
            return true;
        }
        catch (Exception error)
        {
            Errors.Warn($"the status is shown no longer: {error.Message}");
            return false;
        }
#pragma warning restore CA1031
    }

    private RunSummary Summarize(StreamReport report, long undelivered, string ended) => new()
    {
        Model = _model.Manifest.Name,
        ModelHash = _model.Hash,
        Stream = StreamState.FormatStream(_streamId),
        Neurons = _neurons,
        Population = PopulationSources.Name(_settings.Source),
        Seed = _settings.Seed,
        CurrentNanoamperes = _current,
        ExperimentSeconds = report.Pacer.EndedAtNanoseconds / 1e9,
        Trials = report.Trials,
        Rendered = report.Rendered,
        NotDue = report.NotDue,
        Played = report.Pacer.Played,
        Published = _mqtt.Spikes,
        PublishedBatches = _mqtt.Batches,
        MqttPort = _broker?.Port ?? _settings.Broker.Port,
        MqttReconnections = _mqtt.Reconnections,
        UndeliveredMessages = undelivered,
        GpioLines = _gpio.LineCount,
        GpioPulses = _gpio.Pulses,
        GpioToggles = _chip.Bank!.Edges,
        GpioUnmapped = _gpio.Unmapped,
        GpioRetriggered = _gpio.Retriggered,
        Late = report.Pacer.Late,
        LateAfterMilliseconds = _settings.Pacer.LateAfter.TotalMilliseconds,
        Dropped = report.Pacer.Dropped + _mqtt.GivenUp + (_spikes.Population?.Report().Lost ?? 0),
        DroppedByPort = report.Pacer.Ports.Where(port => port.Name != _broadcast?.Name).ToDictionary(port => port.Name, port => port.Dropped + (port.Name == _mqtt.Name ? _mqtt.GivenUp : 0)),
        LatenessP50Microseconds = report.Pacer.LatenessP50Nanoseconds / 1e3,
        LatenessP99Microseconds = report.Pacer.LatenessP99Nanoseconds / 1e3,
        LatenessP999Microseconds = report.Pacer.LatenessP999Nanoseconds / 1e3,
        LatenessMaximumMicroseconds = report.Pacer.LatenessMaximumNanoseconds / 1e3,
        RenderMultiple = report.RenderMultiple,
        Engine = _spikes.EngineDescription,
        Underruns = report.Pacer.Underruns,
        HeldMilliseconds = report.Pacer.HeldNanoseconds / 1e6,
        FirstSpikePublishedSeconds = _mqtt.FirstPublishedNanoseconds is > 0 and var first && ProcessAge.SecondsAt(first) is var age && double.IsFinite(age) ? Math.Round(age, 3) : null,
        PacerBusyPercent = BusyPercent(report.Pacer),
        PacerIsRealtime = report.Pacer.Facts.IsRealtime,
        PacerScheduling = report.Pacer.Facts.Scheduling,
        PacerProcessor = report.Pacer.Facts.Processor,
        PacerMemory = report.Pacer.Facts.Memory,
        GarbageCollections = GC.CollectionCount(0) - _collectionsBefore,
        GarbageCollectionMilliseconds = (GC.GetTotalPauseDuration() - _pausesBefore).TotalMilliseconds,
        Recording = _recorded is null
            ? null
            : new RecordingSummary
            {
                File = _settings.LiveRig.Recording!.Path,
                Files = _recorded.Files,
                Bytes = _recorded.Bytes,
                Records = _recorded.Records,
                Lost = _recorded.Lost + _recorded.Unwritten,
                FirstError = _recorded.FirstError,
            },
        Ticks = _spikes.Population is { } ticking ? TickSummary.Of(ticking.Report()) : null,
        Loop = _rig is null ? null : LoopSummary.Of(_rig.Loop.Report(), report.Pacer.Withheld, _rig.Counts()),
        Ended = ended,
    };

    private static double BusyPercent(PacerReport pacer)
    {
        var lasted = pacer.EndedAtNanoseconds + pacer.HeldNanoseconds;
        return lasted == 0 ? 0 : Math.Round(100 * Math.Clamp(1 - ((double)pacer.SleptNanoseconds / lasted), 0, 1), 1);
    }

}
