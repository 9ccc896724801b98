namespace Noble.Edge.Neurons;

/// <summary>Measures the neurons of a cell: thresholds, F-I slope, widths and the like.</summary>
/// <remarks>Runs on the exact simulator, all neurons together; thresholds by dividing a bracket into nine at a time.</remarks>
public sealed class NeuronSurvey
{
    /// <summary>A solver's lanes, so that a refinement of one neuron is one group.</summary>
    private const int Divisions = 8;

    private readonly CurrentClampSimulator _simulator;
    private readonly SurveyOptions _options;

    /// <summary>Prepares a survey.</summary>
    /// <param name="simulator">The simulator, whose thread limit holds.</param>
    /// <param name="options">Where to measure; null for the defaults.</param>
    public NeuronSurvey(CurrentClampSimulator simulator, SurveyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        _simulator = simulator;
        _options = options ?? SurveyOptions.Default;
    }

    /// <summary>Surveys neurons.</summary>
    /// <param name="sets">The neurons.</param>
    /// <param name="cancellationToken">Stops between groups of runs.</param>
    /// <returns>Features, in the order of <paramref name="sets"/>.</returns>
    public NeuronFeatures[] Survey(IReadOnlyList<ParameterSet> sets, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var count = (int)Math.Round(_options.LargestCurrentNanoamperes / _options.CoarseSpacingNanoamperes);
        var coarse = MeasureCurves(
            sets, [.. Enumerable.Range(0, count + 1).Select(i => i * _options.CoarseSpacingNanoamperes)], cancellationToken);
        var rheobase = Refine(sets, coarse, r => r.SpikeCount > 0, cancellationToken);
        var threshold = Refine(sets, coarse, r => r.IsRepetitive, cancellationToken);
        var slopes = MeasureSlopes(sets, threshold, cancellationToken);
        var rates = MeasureCurves(sets, _options.RateCurrentsNanoamperes, cancellationToken);
        var traces = MeasureTraces(sets, cancellationToken);
        return [.. sets.Select((set, k) => Join(set, k, rheobase[k], threshold[k], slopes[k], rates[k], traces))];
    }

    /// <summary>Measures the F-I curve of each neuron at the same currents.</summary>
    /// <param name="sets">The neurons.</param>
    /// <param name="currentsNanoamperes">Currents, nA, rising.</param>
    /// <param name="cancellationToken">Stops between groups of runs.</param>
    public FrequencyCurrentCurve[] MeasureCurves(
        IReadOnlyList<ParameterSet> sets,
        IReadOnlyList<double> currentsNanoamperes,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(currentsNanoamperes);
        var runs = sets.SelectMany(s => currentsNanoamperes.Select(i => new CurrentClampRun(s, i))).ToArray();
        var responses = Respond(runs, cancellationToken);
        return [.. sets.Select((_, k) => new FrequencyCurrentCurve(
            currentsNanoamperes,
            responses.AsSpan(k * currentsNanoamperes.Count, currentsNanoamperes.Count).ToArray()))];
    }

    private NeuronFeatures Join(
        ParameterSet set, int k, double rheobase, double threshold, double slope, FrequencyCurrentCurve rates, TraceFeatures[] traces)
    {
        var (rest, low, reference) = (traces[3 * k], traces[(3 * k) + 1], traces[(3 * k) + 2]);
        return new NeuronFeatures
        {
            Name = set.Name,
            RestingVoltageMillivolts = rest.VoltageBaseMillivolts,
            InputResistanceMegaohms = (low.SteadyStateVoltageStimEndMillivolts - rest.SteadyStateVoltageStimEndMillivolts)
                / _options.HyperpolarisingNanoamperes,
            RheobaseNanoamperes = rheobase,
            ThresholdCurrentNanoamperes = threshold,
            SlopeHertzPerNanoampere = slope,
            RatesHertz = [.. rates.Responses.Select(r => r.RateHertz)],
            RateCurrentsNanoamperes = rates.CurrentsNanoamperes,
            ApWidthMilliseconds = reference.FirstWidthMilliseconds,
            ApPeakMillivolts = reference.FirstPeakMillivolts,
            AhpDepthMillivolts = reference.AhpDepthMillivolts,
            FirstSpikeLatencyMilliseconds = reference.TimeToFirstSpikeMilliseconds,
            AdaptationRatio = reference.AdaptationRatio,
            SagAmplitudeMillivolts = low.SagAmplitudeMillivolts,
        };
    }

    private double[] MeasureSlopes(IReadOnlyList<ParameterSet> sets, double[] threshold, CancellationToken cancellationToken)
    {
        var offsets = _options.SlopeOffsetsNanoamperes;
        var runs = sets.SelectMany((s, k) => offsets.Select(o => new CurrentClampRun(s, Finite(threshold[k]) + o))).ToArray();
        var responses = Respond(runs, cancellationToken);
        return [.. sets.Select((_, k) => double.IsNaN(threshold[k])
            ? double.NaN
            : new FrequencyCurrentCurve(offsets, responses.AsSpan(k * offsets.Count, offsets.Count).ToArray())
                .Slope(double.NegativeInfinity, double.PositiveInfinity))];
    }

    private TraceFeatures[] MeasureTraces(IReadOnlyList<ParameterSet> sets, CancellationToken cancellationToken)
    {
        double[] currents = [0, _options.HyperpolarisingNanoamperes, _options.ReferenceNanoamperes];
        var runs = sets.SelectMany(s => currents.Select(i => new CurrentClampRun(s, i))).ToArray();
        var features = new TraceFeatures[runs.Length];
        var window = FeatureWindow.Of(_simulator.Protocol);
        _simulator.Run(runs, (i, trace) => features[i] = FeatureExtractor.Extract(trace.Span, window), cancellationToken);
        return features;
    }

    private double[] Refine(
        IReadOnlyList<ParameterSet> sets,
        FrequencyCurrentCurve[] coarse,
        Func<StepResponse, bool> property,
        CancellationToken cancellationToken)
    {
        var brackets = coarse.Select(c => c.FirstWhere(property)).ToArray();
        var found = brackets.Select(b => b is { Below: > double.NegativeInfinity } ? 0 : b?.At ?? double.NaN).ToArray();
        while (true)
        {
            var open = Enumerable.Range(0, sets.Count)
                .Where(k => brackets[k] is { Below: > double.NegativeInfinity } b && b.At - b.Below > _options.ToleranceNanoamperes)
                .ToArray();
            if (open.Length == 0)
            {
                break;
            }

            var grids = open.Select(k => Divide(brackets[k]!.Value)).ToArray();
            var runs = open.SelectMany((k, j) => grids[j].Select(i => new CurrentClampRun(sets[k], i))).ToArray();
            var responses = Respond(runs, cancellationToken);
            for (var j = 0; j < open.Length; j++)
            {
                var (below, at) = brackets[open[j]]!.Value;
                for (var i = 0; i < Divisions; i++)
                {
                    if (property(responses[(j * Divisions) + i]))
                    {
                        at = grids[j][i];
                        break;
                    }

                    below = grids[j][i];
                }

                brackets[open[j]] = (below, at);
            }
        }

        // The upper end of the bracket: there the property has been seen.
        return [.. found.Select((f, k) => brackets[k] is { Below: > double.NegativeInfinity } b ? b.At : f)];
    }

    private StepResponse[] Respond(CurrentClampRun[] runs, CancellationToken cancellationToken)
    {
        var responses = new StepResponse[runs.Length];
        var protocol = _simulator.Protocol;
        _simulator.Run(
            runs,
            (i, trace) => responses[i] = new StepResponse(SpikeTimes.Detect(trace.Span, protocol.SolverStepMilliseconds), protocol),
            cancellationToken);
        return responses;
    }

    private static double[] Divide((double Below, double At) bracket) =>
        [.. Enumerable.Range(1, Divisions).Select(i => bracket.Below + (i * (bracket.At - bracket.Below) / (Divisions + 1)))];

    private static double Finite(double value) => double.IsNaN(value) ? 0 : value;
}
