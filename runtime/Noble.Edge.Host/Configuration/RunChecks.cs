using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>What of a run's settings contradicts itself.</summary>
internal static class RunChecks
{
    /// <summary>Each check, and the keys of which the first that is given is where it belongs.</summary>
    internal static IReadOnlyList<(string[] Keys, Action<RunSettings> Check)> All { get; } =
    [
        (["precision", "provider", "device", "batch", "onnxRuntime", "cache", "cudaGraph"], settings => settings.Engine.Check()),
        (["latents", "interpolate"], PopulationSources.Check),
        (["awaitSubscribers"], CheckSubscribers),
        (["nodes"], CheckNodes),
        (["operator", "tickMilliseconds", "draw", "stimulus", "conductances", "circuit", "ports", "engine", "nodes", "variability", "loop"], Operators.Check),
    ];

    /// <exception cref="UserMistakeException">There is a contradiction.</exception>
    internal static void Check(RunSettings settings)
    {
        foreach (var (_, check) in All)
        {
            check(settings);
        }
    }

    private static void CheckSubscribers(RunSettings settings)
    {
        if (settings.AwaitSubscribers > 0 && !settings.Broker.IsEmbedded)
        {
            throw new UserMistakeException($"await-subscribers {settings.AwaitSubscribers}: only the embedded broker knows its subscribers, expected --broker embedded");
        }
    }

    private static void CheckNodes(RunSettings settings)
    {
        if (settings.Nodes && (settings.Broker.IsEmbedded || settings.Source != PopulationSource.Drawn || settings.Variability != 0))
        {
            throw new UserMistakeException("--nodes: expected a broker of its own (--broker HOST:PORT), a drawn population and no variability, which is what nodes can be asked for");
        }
    }
}
