using System.Globalization;

namespace Noble.Edge.Neurons;

/// <summary>What a search is to reach: features of the responses to current steps.</summary>
public sealed class SearchTargets
{
    private const double CurrentTolerance = 5e-4;

    /// <summary>Names the targets.</summary>
    /// <param name="protocols">One or more, each with one target or more.</param>
    /// <exception cref="SearchFileException">There is no protocol, a name comes twice, or a target is unusable; names the protocol and the feature.</exception>
    public SearchTargets(IReadOnlyList<TargetProtocol> protocols)
    {
        ArgumentNullException.ThrowIfNull(protocols);
        Protocols = [.. protocols];
        if (Protocols.Count == 0)
        {
            throw new SearchFileException("no protocols; expected one or more");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var protocol in Protocols)
        {
            if (!names.Add(protocol.Name))
            {
                throw new SearchFileException($"protocol '{protocol.Name}' comes twice; expected a name of its own");
            }

            Check(protocol);
        }
    }

    /// <summary>Features of a response with spikes that targets have unless others are named.</summary>
    public static IReadOnlyList<string> SpikingFeatures { get; } =
        ["voltage_base", "Spikecount", "mean_frequency", "time_to_first_spike", "inv_first_ISI", "AP1_peak", "AP1_width", "mean_AP_amplitude", "AHP_depth"];

    /// <summary>Features of a response without spikes that targets have unless others are named.</summary>
    public static IReadOnlyList<string> SilentFeatures { get; } =
        ["voltage_base", "Spikecount", "steady_state_voltage_stimend", "sag_amplitude"];

    /// <summary>The protocols.</summary>
    public IReadOnlyList<TargetProtocol> Protocols { get; }

    /// <summary>Every objective, as <c>protocol.feature</c>, in the order of the protocols and of their targets.</summary>
    public IReadOnlyList<string> Objectives => [.. Protocols.SelectMany(p => p.Targets.Select(t => $"{p.Name}.{t.Feature}"))];

    /// <summary>Targets from recorded or simulated sweeps: sweeps with the same step are repetitions of one protocol.</summary>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="features">
    /// Names of the features to take; one that no sweep of a protocol has is left out there. Null for
    /// <see cref="SpikingFeatures"/> or <see cref="SilentFeatures"/>, whichever the protocol's sweeps are.
    /// </param>
    /// <param name="rule">How wide the targets are.</param>
    /// <param name="timing">Settling time and solver step of the search's simulations; its step is replaced by each sweep's.</param>
    /// <exception cref="SearchFileException">A feature is unknown, or nothing is left.</exception>
    public static SearchTargets FromSweeps(
        IEnumerable<TargetSweep> sweeps, IReadOnlyList<string>? features, TargetSpreadRule rule, StepProtocol? timing = null)
    {
        ArgumentNullException.ThrowIfNull(sweeps);
        ArgumentNullException.ThrowIfNull(rule);
        var named = features?.Select(f => Find(f, "")).ToArray();
        var protocols = new List<TargetProtocol>();
        foreach (var group in sweeps.GroupBy(s => (s.CurrentNanoamperes, s.DelayMilliseconds, s.DurationMilliseconds)))
        {
            var values = group.Select(Features).ToArray();
            var definitions = named ?? [.. (values.Any(v => v.Mean("Spikecount") > 0) ? SpikingFeatures : SilentFeatures).Select(f => Find(f, ""))];
            var targets = definitions.Select(d => Target(d, [.. values.Select(v => v.Mean(d.Name)).Where(double.IsFinite)], rule)).OfType<FeatureTarget>().ToArray();
            if (targets.Length > 0)
            {
                protocols.Add(new TargetProtocol(Name(group.Key.CurrentNanoamperes, protocols), group.Key.CurrentNanoamperes, Timing(group.First(), timing), targets));
            }
        }

        return protocols.Count > 0 ? new SearchTargets(protocols) : throw new SearchFileException("no sweep has any of the features; nothing to search for");
    }

    /// <summary>Targets from a recording of current steps.</summary>
    /// <remarks>The current of a protocol is that of the step over the holding current; simulations hold at zero.</remarks>
    /// <param name="recording">The recording.</param>
    /// <param name="currents">Steps to take, nA, to 0.5 pA; null for all.</param>
    /// <param name="features">As <see cref="FromSweeps"/>.</param>
    /// <param name="rule">How wide the targets are.</param>
    /// <param name="timing">As <see cref="FromSweeps"/>.</param>
    /// <exception cref="SearchFileException">There is no such step in it, or nothing is left.</exception>
    /// <exception cref="RecordingException">A sweep cannot be read.</exception>
    public static SearchTargets FromRecording(
        Recording recording, IReadOnlyList<double>? currents, IReadOnlyList<string>? features, TargetSpreadRule rule, StepProtocol? timing = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var sweeps = Enumerable.Range(0, recording.SweepCount)
            .Select(i => TargetSweep.Of(recording.ReadSweep(i), $"{recording.Path}: sweep {i}"))
            .ToArray();
        foreach (var current in currents ?? [])
        {
            if (!sweeps.Any(s => IsNear(s, current)))
            {
                throw new SearchFileException($"{recording.Path}: no sweep of {Text(current)} nA; it has {string.Join(", ", sweeps.Select(s => Text(s.CurrentNanoamperes)).Distinct())}");
            }
        }

        return FromSweeps(sweeps.Where(s => currents is null || currents.Any(c => IsNear(s, c))), features, rule, timing);
    }

    /// <summary>The targets of some protocols and features only.</summary>
    /// <param name="keep">Whether to keep a target.</param>
    public SearchTargets Where(Func<TargetProtocol, FeatureTarget, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return new SearchTargets(
            [.. Protocols.Select(p => p with { Targets = [.. p.Targets.Where(t => keep(p, t))] }).Where(p => p.Targets.Count > 0)]);
    }

    private static bool IsNear(TargetSweep sweep, double current) => Math.Abs(sweep.CurrentNanoamperes - current) < CurrentTolerance;

    private static void Check(TargetProtocol protocol)
    {
        if (protocol.Targets.Count == 0)
        {
            throw new SearchFileException($"protocol '{protocol.Name}' has no features; expected one or more");
        }

        if (!double.IsFinite(protocol.CurrentNanoamperes))
        {
            throw new SearchFileException($"protocol '{protocol.Name}': current is {protocol.CurrentNanoamperes} nA; expected a finite number");
        }

        // Features of the rest before the step need a sample of it.
        if (protocol.Timing.RestBeforeMilliseconds < 2 * protocol.Timing.SolverStepMilliseconds)
        {
            throw new SearchFileException($"protocol '{protocol.Name}': delay is {Text(protocol.Timing.RestBeforeMilliseconds)} ms; expected at least two solver steps of {Text(protocol.Timing.SolverStepMilliseconds)} ms");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in protocol.Targets)
        {
            var where = $"protocol '{protocol.Name}', feature '{target.Feature}'";
            if (!seen.Add(Find(target.Feature, $"protocol '{protocol.Name}': ").Name))
            {
                throw new SearchFileException($"{where}: comes twice; expected each feature once");
            }

            if (!double.IsFinite(target.Mean))
            {
                throw new SearchFileException($"{where}: mean is {Text(target.Mean)}; expected a finite number");
            }

            if (!(target.Spread > 0 && double.IsFinite(target.Spread)))
            {
                throw new SearchFileException($"{where}: std is {Text(target.Spread)}; expected over 0, the spread in which the distance from the mean is counted");
            }
        }
    }

    private static FeatureDefinition Find(string name, string where)
    {
        try
        {
            return ElectrophysiologicalFeatures.Find(name);
        }
        catch (UnknownFeatureException e)
        {
            throw new SearchFileException($"{where}{e.Message}", e);
        }
    }

    private static FeatureValues Features(TargetSweep sweep) => ElectrophysiologicalFeatures.Extract(
        sweep.Voltage.Span,
        new FeatureWindow
        {
            StepMilliseconds = sweep.StepMilliseconds,
            StimulusStartMilliseconds = sweep.DelayMilliseconds,
            StimulusEndMilliseconds = sweep.DelayMilliseconds + sweep.DurationMilliseconds,
            StimulusCurrentNanoamperes = sweep.CurrentNanoamperes,
        });

    private static FeatureTarget? Target(FeatureDefinition feature, double[] values, TargetSpreadRule rule)
    {
        if (values.Length == 0)
        {
            return null;
        }

        var mean = values.Average();
        var deviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        return new FeatureTarget(feature.Name, mean, rule.Of(feature, mean, deviation));
    }

    private static StepProtocol Timing(TargetSweep sweep, StepProtocol? timing)
    {
        var after = (sweep.Voltage.Length * sweep.StepMilliseconds) - sweep.DelayMilliseconds - sweep.DurationMilliseconds;
        return (timing ?? StepProtocol.Default) with
        {
            RestBeforeMilliseconds = sweep.DelayMilliseconds,
            StepMilliseconds = sweep.DurationMilliseconds,
            RestAfterMilliseconds = Math.Max(0, Math.Round(after, 6)),
        };
    }

    private static string Name(double current, List<TargetProtocol> before)
    {
        var name = $"step {Text(current)}";
        var copies = before.Count(p => p.Name == name || p.Name.StartsWith(name + " (", StringComparison.Ordinal));
        return copies == 0 ? name : $"{name} ({copies + 1})";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
