using System.Diagnostics.Metrics;
using Noble.Edge.Rig;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Noble.Edge.Host;

/// <summary>The meters of a run, see the folder's README. They are read when somebody asks; nothing is counted for them.</summary>
internal sealed class RunMeters : IDisposable
{
    /// <summary>Name of the meter.</summary>
    internal const string MeterName = "Noble.Edge";

    private const string RuntimeMeterName = "System.Runtime"; // garbage collections, memory, threads: .NET's own
    private const string Nanoseconds = "Nanoseconds"; // at the end of the name of what a port counts: a time
    private const long FreshNanoseconds = 100_000_000;

    private readonly LiveRunSource _run;
    private readonly IMonotonicClock _clock;
    private readonly Func<int> _pages;
    private readonly Meter _meter = new(MeterName);
    private readonly Lock _gate = new();
    private readonly string[] _stimuli;
    private RunSnapshot? _snapshot;
    private long _takenAt;

    /// <param name="run">What is measured.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="pages">Pages that look on.</param>
    internal RunMeters(LiveRunSource run, IMonotonicClock clock, Func<int> pages)
    {
        (_run, _clock, _pages) = (run, clock, pages);
        _stimuli = [.. run.Rig?.StimulusChannelNames() ?? []];
        CreateStream();
        CreatePorts();
        if (run.Rig is { } rig)
        {
            CreateLoop(rig.Loop);
        }

        if (run.Population is { } population)
        {
            CreateTicks(population);
        }

        if (run.Log is not null)
        {
            CreateRecording();
        }

        Provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.Clear().AddService(
                "noble-edge", serviceVersion: typeof(RunMeters).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false, serviceInstanceId: run.Settings.Topics.Rig))
            .AddMeter(MeterName, RuntimeMeterName)
            .AddPrometheusExporter(options => options.ScopeInfoEnabled = false)
            .Build();
    }

    /// <summary>Gives them to whoever scrapes.</summary>
    internal MeterProvider Provider { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Provider.Dispose();
        _meter.Dispose();
    }

    private void CreateStream()
    {
        Count("noble.spikes.played", "{spike}", "Spikes that were played", () => Now().Pacer.Played);
        Count("noble.spikes.late", "{spike}", "Spikes that were played late", () => Now().Pacer.Late);
        Count("noble.spikes.withheld", "{spike}", "Spikes that the limits kept from leaving", () => Now().Pacer.Withheld);
        Quantiles("noble.spikes.lateness", "From a spike's time to the call of its ports, by quantile, of the whole run", () =>
        {
            var pacer = Now().Pacer;
            return (pacer.LatenessP50Nanoseconds, pacer.LatenessP99Nanoseconds, pacer.LatenessP999Nanoseconds, pacer.LatenessMaximumNanoseconds);
        });
        _meter.CreateObservableGauge("noble.experiment.time", () => _run.NowNanoseconds / 1e9, "s", "Time of the experiment clock");
        _meter.CreateObservableCounter("noble.experiment.held", () => Now().Pacer.HeldNanoseconds / 1e9, "s", "Time in which the experiment clock waited for the renderer");
        Count("noble.render.underruns", "{underrun}", "How often the experiment clock had to wait for the renderer", () => Now().Pacer.Underruns);
        Count("noble.render.trials", "{trial}", "Trials that were rendered", () => _run.Streamer.Trials);
        _meter.CreateObservableGauge("noble.render.speed", () => _run.Streamer.RenderMultiple, "1", "How many times faster than real time rendering is");
        _meter.CreateObservableGauge("noble.population.neurons", () => _run.NeuronCount, "{neuron}", "Neurons of the population");
        _meter.CreateObservableGauge("noble.population.current", () => _run.Current.Nanoamperes * 1e-9, "A", "Step current of the population's trials that are rendered next");
        _meter.CreateObservableGauge("noble.pages", _pages, "{page}", "Live pages that look on");
        _meter.CreateObservableGauge("noble.safe.state", () => _run.SafeState is null ? 0 : 1, "{state}", "1 once every output is in its safe state before the experiment's end, else 0");
        Count("noble.mqtt.reconnections", "{reconnection}", "How often a broken connection to the broker was made again", () => _run.Mqtt.Reconnections);
    }

    private void CreatePorts()
    {
        OfPorts("noble.port.spikes.delivered", "{spike}", "Spikes that a port took", () => Now().Pacer.Ports.Where(port => port.Name != _run.Broadcast?.Name).Select(port => Of(port.Accepted, ("port", port.Name))));
        OfPorts("noble.port.spikes.dropped", "{spike}", "Spikes that a port could not take or deliver", () => Now().Pacer.Ports.Where(port => port.Name != _run.Broadcast?.Name).Select(port => Of(port.Dropped, ("port", port.Name))));
        OfPorts("noble.port.events", "{event}", "What a port counts besides, by the name of the count", () =>
            from port in Now().Ports
            from count in port.Counts
            where !IsTime(count.Key) && count.Key is not ("delivered" or "dropped")
            select Of(count.Value, ("port", port.Name), ("event", count.Key)));
        _meter.CreateObservableGauge(
            "noble.port.time",
            () =>
                from port in Now().Ports
                from count in port.Counts
                where IsTime(count.Key)
                select Of(count.Value / 1e9, ("port", port.Name), ("measure", count.Key[..^Nanoseconds.Length])),
            "s",
            "Times that a port measures: latencies, the uncertainty of a clock");
        _meter.CreateObservableGauge("noble.port.up", () => Now().Ports.Select(port => Of(port.IsDown ? 0 : 1, ("port", port.Name))), "{state}", "1 where a port works, 0 where it does not: not connected, not answering");
    }

    private void CreateLoop(ClosedLoop loop)
    {
        Count("noble.loop.ticks", "{tick}", "Ticks of the closed loop", () => Now().Loop!.Ticks);
        Count("noble.loop.ticks.late", "{tick}", "Ticks that came more than a tick late", () => Now().Loop!.LateTicks);
        Count("noble.loop.inputs", "{event}", "Events that came in", () => Now().Loop!.Inputs);
        Count("noble.loop.stimuli", "{stimulus}", "Changes of stimulus that were put out", () => Now().Loop!.Stimuli);
        Count("noble.loop.stimuli.dropped", "{stimulus}", "Changes of stimulus that could not be put out", () => Now().Loop!.StimuliDropped);
        Count("noble.loop.responses", "{response}", "Pre-rendered responses that were begun", () => Now().Loop!.Responses);
        Count("noble.loop.responses.dropped", "{response}", "Pre-rendered responses for which there was no room", () => Now().Loop!.ResponsesDropped);
        Quantiles("noble.loop.reaction", "From an event's arrival to the end of what was done about it, by quantile, of the whole run", () => Now().Loop!.ReactionNanoseconds);
        _meter.CreateObservableGauge("noble.loop.gap", () => Now().Loop!.LongestGapNanoseconds / 1e9, "s", "Longest time that the loop stood still");
        _meter.CreateObservableGauge("noble.loop.paused", () => loop.IsPaused ? 1 : 0, "{state}", "1 while the controllers are paused, else 0");
        OfPorts("noble.limit.hits", "{hit}", "How often a limit was hit", () =>
            Enumerable.Range(0, Now().Loop!.LimitHits.Count).Select(limit => Of(Now().Loop!.LimitHits[limit], ("limit", ((LimitKind)(limit + 1)).ToString().ToLowerInvariant()))));
        _meter.CreateObservableGauge(
            "noble.stimulus.current", () => _stimuli.Select((name, channel) => Of(loop.Output(channel) * 1e-9, ("channel", name))), "A", "What flows in a stimulus channel now");
    }

    private void CreateTicks(TickPopulation population)
    {
        Count("noble.tick.done", "{tick}", "Ticks of the streaming population", () => population.Ticks);
        Count("noble.tick.overruns", "{tick}", "Ticks whose work took longer than a tick", () => Now().Ticks!.Overruns);
        Count("noble.tick.skipped", "{tick}", "Ticks that were left out because the population was too far behind", () => Now().Ticks!.Skipped);
        Quantiles("noble.tick.work", "Work of a tick, by quantile, of the whole run", () => Now().Ticks!.WorkNanoseconds);
        Quantiles("noble.tick.latency", "From a tick's time to the moment at which its voltage and spikes are known, by quantile, of the whole run", () => Now().Ticks!.LatencyNanoseconds);
        OfPorts("noble.tick.current", "{sample}", "Samples of current by what became of them: taken, held, empty, not-finite, dropped, foreign, out-of-range", () =>
        {
            var (ticks, stimulus) = (Now().Ticks!, Now().Ticks!.Stimulus);
            return
            [
                Of(stimulus.Samples, ("state", "taken")),
                Of(stimulus.Held, ("state", "held")),
                Of(stimulus.Empty, ("state", "empty")),
                Of(stimulus.NotFinite + ticks.InputFaults.NotFinite, ("state", "not-finite")),
                Of(stimulus.Dropped, ("state", "dropped")),
                Of(stimulus.Foreign, ("state", "foreign")),
                Of(ticks.InputFaults.OutOfRange, ("state", "out-of-range")),
            ];
        });
        OfPorts("noble.tick.conductance", "{sample}", "Samples of conductance from outside by what became of them: taken, held, empty, not-finite, dropped, foreign, refused, scaled", () =>
        {
            var conductances = Now().Ticks!.Conductances ?? default; // none: nothing has come in
            return
            [
                Of(conductances.Sources.Samples, ("state", "taken")),
                Of(conductances.Sources.Held, ("state", "held")),
                Of(conductances.Sources.Empty, ("state", "empty")),
                Of(conductances.Sources.NotFinite, ("state", "not-finite")),
                Of(conductances.Sources.Dropped, ("state", "dropped")),
                Of(conductances.Sources.Foreign, ("state", "foreign")),
                Of(conductances.Refused, ("state", "refused")),
                Of(conductances.Scaled, ("state", "scaled")),
            ];
        });
    }

    private void CreateRecording()
    {
        Count("noble.recording.records", "{record}", "Records in the recording", () => Now().Recording!.Records);
        Count("noble.recording.lost", "{record}", "Records that found no room to wait in", () => Now().Recording!.Lost);
        Count("noble.recording.written", "By", "Size of the recording", () => Now().Recording!.Bytes);
        Count("noble.recording.errors", "{error}", "Calls that the disk refused", () => Now().Recording!.Errors);
    }

    private void Count(string name, string unit, string description, Func<long> value) => _meter.CreateObservableCounter(name, value, unit, description);

    private void OfPorts(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> values) => _meter.CreateObservableCounter(name, values, unit, description);

    private void Quantiles(string name, string description, Func<(long P50, long P99, long P999, long Maximum)> nanoseconds) => _meter.CreateObservableGauge(
        name,
        () =>
        {
            var (p50, p99, p999, maximum) = nanoseconds();
            return new[] { Of(p50 / 1e9, ("quantile", "0.5")), Of(p99 / 1e9, ("quantile", "0.99")), Of(p999 / 1e9, ("quantile", "0.999")), Of(maximum / 1e9, ("quantile", "1")) };
        },
        "s",
        description);

    private static bool IsTime(string count) => count.EndsWith(Nanoseconds, StringComparison.Ordinal);

    private static Measurement<T> Of<T>(T value, params ReadOnlySpan<(string Key, string Value)> tags)
        where T : struct
    {
        var pairs = new KeyValuePair<string, object?>[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            pairs[i] = new(tags[i].Key, tags[i].Value);
        }

        return new Measurement<T>(value, pairs);
    }

    private RunSnapshot Now()
    {
        lock (_gate)
        {
            var now = _clock.NowNanoseconds;
            if (_snapshot is null || now - _takenAt > FreshNanoseconds)
            {
                var pacer = _run.Streamer.Pacer.Report();
                _snapshot = new RunSnapshot(pacer, _run.Rig?.Loop.Report(), _run.Log?.Report(), _run.Population?.Report(), [.. _run.Ports(pacer)]);
                _takenAt = now;
            }

            return _snapshot;
        }
    }
}
