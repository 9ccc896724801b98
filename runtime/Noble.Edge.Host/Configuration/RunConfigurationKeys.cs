using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What each key of a configuration file does to the settings.</summary>
internal static class RunConfigurationKeys
{
    internal static IReadOnlyList<(string Key, Func<RunConfiguration, RunSettings, string, RunSettings> Apply)> All { get; } =
    [
        ("model", (c, s, folder) => c.Model is { } path ? s with { Model = Path.Combine(folder, path) } : s),
        ("operator", (c, s, _) => c.Operator is { } name ? s with { Operator = Operators.Parse(name) } : s),
        ("tickMilliseconds", (c, s, _) => c.TickMilliseconds is { } tick ? s with { TickSaid = Operators.ParseTick(tick) } : s),
        ("draw", (c, s, _) => c.Draw is { } name ? s with { Draw = Operators.ParseDraw(name) } : s),
        ("longestBehindMilliseconds", (c, s, _) => c.LongestBehindMilliseconds is { } ms ? s with { LongestBehind = new TickOptions { LongestBehind = Milliseconds(ms) }.LongestBehind } : s),
        ("neurons", (c, s, _) => c.Neurons is { } neurons ? s with { Neurons = neurons } : s),
        ("population", (c, s, _) => c.Population is { } name ? s with { Population = PopulationSources.Parse(name) } : s),
        ("latents", (c, s, folder) => c.Latents is { } path ? s with { Latents = Path.Combine(folder, path) } : s),
        ("interpolate", (c, s, _) => c.Interpolate is { } text ? s with { Interpolate = InterpolationPath.Parse(text) } : s),
        ("outside", (c, s, _) => c.Outside is { } name ? s with { Outside = OutsideNeurons.Parse(name) } : s),
        ("seed", (c, s, _) => c.Seed is { } seed ? s with { Seed = seed } : s),
        ("variability", (c, s, _) => c.Variability is { } share ? s with { Variability = share } : s),
        ("currentNanoamperes", (c, s, _) => c.CurrentNanoamperes is { } current ? s with { CurrentNanoamperes = current } : s),
        ("duration", (c, s, _) => c.Duration is { } text ? s with { Duration = Durations.Parse(text) } : s),
        ("threads", (c, s, _) => c.Threads is { } threads ? s with { Threads = threads } : s),
        ("engine", (c, s, _) => c.Engine is { } text ? s with { Engine = s.Engine with { Kind = EngineSettings.ParseKind(text) } } : s),
        ("precision", (c, s, _) => c.Precision is { } text ? s with { Engine = s.Engine with { Precision = EngineSettings.ParsePrecision(text) } } : s),
        ("provider", (c, s, _) => c.Provider is { } text ? s with { Engine = s.Engine with { Provider = EngineSettings.ParseProvider(text) } } : s),
        ("device", (c, s, _) => c.Device is { } device ? s with { Engine = s.Engine with { Device = device } } : s),
        ("batch", (c, s, _) => c.Batch is { } batch ? s with { Engine = s.Engine with { Batch = batch } } : s),
        ("onnxRuntime", (c, s, folder) => c.OnnxRuntime is { } path ? s with { Engine = s.Engine with { Library = Path.Combine(folder, path) } } : s),
        ("cache", (c, s, folder) => c.Cache is { } path ? s with { Engine = s.Engine with { Cache = Path.Combine(folder, path) } } : s),
        ("cudaGraph", (c, s, _) => c.CudaGraph is { } on ? s with { Engine = s.Engine with { CudaGraph = on } } : s),
        ("broker", (c, s, _) => c.Broker is { } text ? s with { Broker = BrokerAddress.Parse(text) } : s),
        ("rig", (c, s, _) => c.Rig is { } name ? s with { Topics = new StreamTopics(name) } : s),
        ("gpioLines", (c, s, _) => c.GpioLines is { } lines ? s with { GpioLines = lines } : s),
        ("spikes", (c, s, folder) => c.Spikes is { } path ? s with { Spikes = Path.Combine(folder, path) } : s),
        ("summary", (c, s, folder) => c.Summary is { } path ? s with { Summary = Path.Combine(folder, path) } : s),
        ("awaitSubscribers", (c, s, _) => c.AwaitSubscribers is { } count ? s with { AwaitSubscribers = count } : s),
        ("nodes", (c, s, _) => c.Nodes is { } nodes ? s with { Nodes = nodes } : s),
        ("quiet", (c, s, _) => c.Quiet is { } quiet ? s with { Quiet = quiet } : s),
        ("page", (c, s, _) => c.Page is { } text ? s with { Page = PageAddress.Parse(text) } : s),
        ("pageTokenFile", (c, s, folder) => c.PageTokenFile is { } path ? s with { PageTokenFile = Path.Combine(folder, path) } : s),
        ("log", (c, s, _) => c.Log is { } name ? s with { Log = LogFormats.Parse(name) } : s),
        ("flushIntervalMilliseconds", (c, s, _) => c.FlushIntervalMilliseconds is { } ms ? s with { Batching = s.Batching with { FlushInterval = Milliseconds(ms) } } : s),
        ("pulseWidthMilliseconds", (c, s, _) => c.PulseWidthMilliseconds is { } ms ? s with { PulseWidth = new GpioPortOptions { PulseWidth = Milliseconds(ms) }.PulseWidth } : s),
        ("lateAfterMilliseconds", (c, s, _) => c.LateAfterMilliseconds is { } ms ? s with { Pacer = s.Pacer with { LateAfter = Milliseconds(ms) } } : s),
        ("thresholdMillivolts", (c, s, _) => c.ThresholdMillivolts is { } mv ? s with { Detector = s.Detector with { ThresholdMillivolts = mv } } : s),
        ("trialsAhead", (c, s, _) => c.TrialsAhead is { } trials ? s with { TrialsAhead = new StreamerOptions { TrialsAhead = trials }.TrialsAhead } : s),
    ];

    /// <summary>Whether there is such a key.</summary>
    internal static bool Has(string key) => All.Any(entry => entry.Key == key);

    /// <summary>Puts one key over the settings.</summary>
    internal static RunSettings Apply(string key, RunConfiguration configuration, RunSettings settings, string folder) =>
        All.First(entry => entry.Key == key).Apply(configuration, settings, folder);

    // Out-of-range values are refused by the option that takes them; what no TimeSpan holds becomes such a value.
    private static TimeSpan Milliseconds(double milliseconds) =>
        double.IsFinite(milliseconds) && Math.Abs(milliseconds) < 1e12 ? TimeSpan.FromMilliseconds(milliseconds) : TimeSpan.MinValue;
}
