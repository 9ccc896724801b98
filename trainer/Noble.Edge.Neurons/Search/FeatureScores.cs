namespace Noble.Edge.Neurons;

/// <summary>Simulates individuals under every protocol of the targets and scores their features.</summary>
public sealed class FeatureScores
{
    /// <summary>Score of a feature that the trace does not have, and the greatest of any; as in BluePyOpt.</summary>
    public const double Penalty = 250;

    private readonly SearchSpace _space;
    private readonly SearchTargets _targets;
    private readonly (CurrentClampSimulator Simulator, (TargetProtocol Protocol, int FirstObjective)[] Protocols)[] _groups;

    /// <summary>Prepares the simulators.</summary>
    /// <param name="space">The space that individuals are points of.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="maxThreads">Most threads to use; 0 for one per core. Without effect on the result.</param>
    public FeatureScores(SearchSpace space, SearchTargets targets, int maxThreads = 0)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(targets);
        (_space, _targets) = (space, targets);
        var first = 0;
        var protocols = new List<(TargetProtocol Protocol, int FirstObjective)>();
        foreach (var protocol in targets.Protocols)
        {
            protocols.Add((protocol, first));
            first += protocol.Targets.Count;
        }

        _groups = [.. protocols.GroupBy(p => p.Protocol.Timing).Select(g => (new CurrentClampSimulator(space.Cell, g.Key, maxThreads), g.ToArray()))];
    }

    /// <summary>Scores individuals; eight share a solver, and every protocol of every individual is one run.</summary>
    /// <param name="individuals">Shape [individual, variable], 0..1.</param>
    /// <param name="cancellationToken">Stops between groups of runs.</param>
    /// <returns>
    /// Shape [individual, objective]: |value - mean| / spread, at most <see cref="Penalty"/>; the penalty where the feature
    /// is undefined, and in all of them where any voltage of the individual is not finite.
    /// </returns>
    public double[][] Evaluate(IReadOnlyList<double[]> individuals, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(individuals);
        var sets = individuals.Select((places, i) => _space.ToParameterSet($"individual {i}", places)).ToArray();
        return Evaluate(sets, cancellationToken);
    }

    /// <inheritdoc cref="Evaluate(IReadOnlyList{double[]}, CancellationToken)"/>
    /// <param name="sets">The individuals as parameter sets.</param>
    /// <param name="cancellationToken">Stops between groups of runs.</param>
    public double[][] Evaluate(IReadOnlyList<ParameterSet> sets, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var scores = sets.Select(_ => new double[_targets.Objectives.Count]).ToArray();
        var failed = new bool[sets.Count];
        foreach (var (simulator, protocols) in _groups)
        {
            var window = FeatureWindow.Of(simulator.Protocol);
            var runs = protocols.SelectMany(p => sets.Select(s => new CurrentClampRun(s, p.Protocol.CurrentNanoamperes))).ToArray();
            simulator.Run(
                runs,
                (run, voltage) =>
                {
                    var (protocol, first) = protocols[run / sets.Count];
                    var individual = run % sets.Count;
                    if (!IsFinite(voltage.Span))
                    {
                        failed[individual] = true;
                        return;
                    }

                    var values = ElectrophysiologicalFeatures.Extract(
                        voltage.Span, window with { StimulusCurrentNanoamperes = protocol.CurrentNanoamperes });
                    for (var k = 0; k < protocol.Targets.Count; k++)
                    {
                        scores[individual][first + k] = Score(protocol.Targets[k], values.Mean(protocol.Targets[k].Feature));
                    }
                },
                cancellationToken);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            if (failed[i])
            {
                Array.Fill(scores[i], Penalty);
            }
        }

        return scores;
    }

    private static double Score(FeatureTarget target, double value)
    {
        var score = Math.Abs(value - target.Mean) / target.Spread;

        // NaN, an undefined feature, is not under the penalty either.
        return score < Penalty ? score : Penalty;
    }

    private static bool IsFinite(ReadOnlySpan<double> voltage)
    {
        foreach (var v in voltage)
        {
            if (!double.IsFinite(v))
            {
                return false;
            }
        }

        return true;
    }
}
