using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <content>What a run is put together from.</content>
internal sealed partial class LiveRun
{
    // Names under which a run reports ports of its own.
    private static readonly string[] OwnPorts = ["gpio", "mqtt", "recording", CommandPart.Name, PagePart.Name];

    private LiveRig OpenRig()
    {
        if (_settings.LiveRig.Ports.FirstOrDefault(port => OwnPorts.Contains(port.Name)) is { Name: var taken })
        {
            throw new UserMistakeException($"{_settings.ConfigurationFile}: a port is named '{taken}', as one that every run has ({string.Join(", ", OwnPorts)}): expected another name");
        }

        var context = new RigContext(_neurons, _settings.Seed, _settings.Topics, Connection(), _clock) { Limits = _settings.LiveRig.Limits, Circuit = _spikes.Population?.Circuit, StepMilliseconds = (_spikes.Population?.SampleIntervalNanoseconds ?? 0) / 1e6 };
        // Where nothing is stimulated a machine that stood still is no danger: the ticks that it cost are counted.
        var limits = _settings.LiveRig.IsEmpty ? SafetyLimits.Default with { LoopWatchdog = TimeSpan.FromMinutes(1) } : _settings.LiveRig.Limits;
        var settings = IsStreaming ? _settings.LiveRig with { Limits = limits, Loop = _settings.LiveRig.Loop with { Tick = _settings.Tick } } : _settings.LiveRig;
        return new LiveRig(settings, context, _log, _spikes, _settings.Detector, hasPage: _broadcast is not null);
    }

    // The page's comes last: what moves something in the world is not to wait for it.
    private IImmediatePort[] Immediate() => [_gpio, .. _rig?.Immediate ?? [], .. _broadcast is null ? [] : (IImmediatePort[])[_broadcast]];

    private LiveRunSource Source() => new(_clock, _model, _rig, _settings)
    {
        Streamer = _streamer,
        Current = _spikes.Current,
        Population = _spikes.Population,
        Mqtt = _mqtt,
        Log = _log,
        Engine = _spikes.EngineDescription,
        EmergencyStop = EmergencyStop,
        Stop = () =>
        {
            Volatile.Write(ref _isCommanded, true);
            _streamer.RequestStop();
        },
        NeuronCount = _neurons,
        Broadcast = _broadcast,
        Voltage = _spikes.Voltage,
    };

    // A page that nobody asked for is no reason not to run.
    private LiveServer? OpenPage()
    {
        var token = _settings.PageTokenFile is { } file ? PageToken.Read(file) : null;
        try
        {
            return LiveServer.Start(_source, _settings.Page, token, _clock);
        }
        catch (UserMistakeException error) when (_settings.Page is null)
        {
            Errors.Warn($"no live page: {error.Message}");
            return null;
        }
    }

    private void NoticePage(RunNotices notices)
    {
        if (_page is not null)
        {
            var isMoved = _settings.Page is null && !_page.Url.EndsWith($":{PageAddress.Default.Port}/", StringComparison.Ordinal);
            notices.Say("run.page", $"live page on {_page.Url}{(isMoved ? $", as port {PageAddress.Default.Port} is in use" : "")}{(_settings.PageTokenFile is { } file ? $", add #token= and what is in {file}" : "")}", ("url", _page.Url));
        }
    }

    private RenderClient OpenNodes()
    {
        // Small parts, so that several nodes have work; a live stream cannot wait long for one that has died.
        var options = new RenderClientOptions
        {
            Connection = Connection(),
            Topics = _settings.Topics,
            NeuronsPerRequest = Math.Clamp(_neurons / 8, 1, 64),
            AnswerTimeout = TimeSpan.FromSeconds(3),
            Attempts = 20,
        };
        var client = new RenderClient(options, _clock);
        try
        {
            client.Open();
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    // The embedded broker's port is known once it runs.
    private MqttConnectionOptions Connection() =>
        _broker is null && _settings.LiveRig.Connection is { } connection ? connection : MqttConnectionOptions.To(_settings.Broker.Host, _broker?.Port ?? _settings.Broker.Port);

    private MqttPortOptions MqttOptions() => new()
    {
        Connection = Connection(),
        Topics = _settings.Topics,
        Batching = _settings.Batching,
    };

    private StreamDescription Describe() => new()
    {
        Stream = StreamState.FormatStream(_streamId),
        Model = _model.Manifest.Name,
        ModelHash = _model.Hash,
        Neurons = _neurons,
        Population = PopulationSources.Name(_settings.Source),
        Seed = _settings.Seed,
        Variability = _settings.Variability,
        CurrentNanoamperes = _current,
        SampleIntervalNanoseconds = _spikes.SampleIntervalNanoseconds,
        TrialNanoseconds = _spikes.TrialNanoseconds,
        ThresholdMillivolts = _settings.Detector.ThresholdMillivolts,
    };

    // Said before the run, not after it.
    private static void CheckWritable(string? path)
    {
        if (path is not null)
        {
            using var file = File.Create(path);
        }
    }

    // Only where something is left behind when this process dies.
    private RunGuard? StartGuard()
    {
        var settings = _settings.LiveRig;
        return _rig is null || !settings.Guard || _settings.ConfigurationFile is null || settings.Ports.All(port => port.MakeSafe is null)
            ? null
            : new RunGuard(_settings.ConfigurationFile, _rig.Loop, settings.Limits.LoopWatchdog * 1.5, _clock);
    }

    private void BeginLog()
    {
        if (_log is null || _rig is null)
        {
            return;
        }

        // Time 0 comes as soon as the pacer's thread runs.
        while (_streamer.ExperimentNanoseconds == 0 && !_streamer.Wait(TimeSpan.FromMilliseconds(1)))
        {
        }

        var start = DateTimeOffset.UtcNow - TimeSpan.FromTicks(_streamer.ExperimentNanoseconds / 100);
        _log.Begin(RecordedConfiguration.Of(_settings, _model, _current, _spikes.EngineDescription, _rig, start));
    }
}
