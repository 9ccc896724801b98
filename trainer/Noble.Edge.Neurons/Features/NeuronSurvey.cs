namespace Noble.Edge.Neurons;

/// <summary>Measures the neurons of a cell: thresholds, F-I slope, widths and the like.</summary>
/// <remarks>Runs on the exact simulator, all neurons and all thresholds together; thresholds by halving brackets.</remarks>
public sealed class NeuronSurvey
{
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
        Func<StepResponse, bool>[] properties =
        [
            r => r.IsRepetitive,
            .. Enumerable.Range(1, _options.SpikeOnsets).Select(n => new Func<StepResponse, bool>(r => r.SpikeCount >= n)),
        ];
        var found = Refine(sets, coarse, properties, cancellationToken); // [neuron][property]
        var threshold = found.Select(f => f[0]).ToArray();
        var slopes = MeasureSlopes(sets, threshold, cancellationToken);
        var rates = MeasureCurves(sets, _options.RateCurrentsNanoamperes, cancellationToken);
        var traces = MeasureTraces(sets, cancellationToken);
        return [.. sets.Select((set, k) => Join(set, found[k], slopes[k], rates[k], traces.AsSpan(3 * k, 3)))];
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
        ParameterSet set, double[] onsets, double slope, FrequencyCurrentCurve rates, ReadOnlySpan<(TraceFeatures Trace, double MedianWidth)> traces)
    {
        var (rest, low, reference) = (traces[0].Trace, traces[1].Trace, traces[2].Trace);
        return new NeuronFeatures
        {
            Name = set.Name,
            RestingVoltageMillivolts = rest.VoltageBaseMillivolts,
            InputResistanceMegaohms = (low.SteadyStateVoltageStimEndMillivolts - rest.SteadyStateVoltageStimEndMillivolts)
                / _options.HyperpolarisingNanoamperes,
            RheobaseNanoamperes = onsets[1],
            SpikeOnsetsNanoamperes = onsets[1..],
            ThresholdCurrentNanoamperes = onsets[0],
            SlopeHertzPerNanoampere = slope,
            RatesHertz = [.. rates.Responses.Select(r => r.RateHertz)],
            RateCurrentsNanoamperes = rates.CurrentsNanoamperes,
            ApWidthMilliseconds = reference.FirstWidthMilliseconds,
            ApPeakMillivolts = reference.FirstPeakMillivolts,
            AhpDepthMillivolts = reference.AhpDepthMillivolts,
            FirstSpikeLatencyMilliseconds = reference.TimeToFirstSpikeMilliseconds,
            InverseFirstIntervalHertz = reference.InverseFirstIntervalHertz,
            MeanApAmplitudeMillivolts = reference.MeanAmplitudeMillivolts,
            MedianApWidthMilliseconds = traces[2].MedianWidth,
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

    private (TraceFeatures Trace, double MedianWidth)[] MeasureTraces(IReadOnlyList<ParameterSet> sets, CancellationToken cancellationToken)
    {
        double[] currents = [0, _options.HyperpolarisingNanoamperes, _options.ReferenceNanoamperes];
        var runs = sets.SelectMany(s => currents.Select(i => new CurrentClampRun(s, i))).ToArray();
        var features = new (TraceFeatures, double)[runs.Length];
        var window = FeatureWindow.Of(_simulator.Protocol);
        _simulator.Run(
            runs,
            (i, trace) =>
            {
                var isReference = i % currents.Length == currents.Length - 1;
                var widths = isReference ? ElectrophysiologicalFeatures.Extract(trace.Span, window)["spike_half_width"] : null;
                features[i] = (FeatureExtractor.Extract(trace.Span, window), widths is { Count: > 0 } ? widths.Order().ElementAt(widths.Count / 2) : double.NaN);
            },
            cancellationToken);
        return features;
    }

    // Least current of each property, [neuron][property]: the upper end of its bracket, where it has been seen. A response is asked
    // for every property, so that what one of them needed narrows the others' brackets too.
    private double[][] Refine(
        IReadOnlyList<ParameterSet> sets,
        FrequencyCurrentCurve[] coarse,
        Func<StepResponse, bool>[] properties,
        CancellationToken cancellationToken)
    {
        var known = coarse.Select(c => new SortedList<double, StepResponse>(
            c.CurrentsNanoamperes.Zip(c.Responses).ToDictionary(pair => pair.First, pair => pair.Second))).ToArray();
        while (true)
        {
            var runs = new List<(int Neuron, double Current)>();
            for (var k = 0; k < sets.Count; k++)
            {
                var middles = properties.Select(property => Bracket(known[k], property))
                    .Where(b => b is { Below: > double.NegativeInfinity } open && open.At - open.Below > _options.ToleranceNanoamperes)
                    .Select(b => (b!.Value.Below + b.Value.At) / 2);
                runs.AddRange(middles.Distinct().Select(current => (k, current)));
            }

            if (runs.Count == 0)
            {
                break;
            }

            var responses = Respond([.. runs.Select(run => new CurrentClampRun(sets[run.Neuron], run.Current))], cancellationToken);
            for (var i = 0; i < responses.Length; i++)
            {
                known[runs[i].Neuron].Add(runs[i].Current, responses[i]);
            }
        }

        return [.. known.Select(responses => properties.Select(property => Bracket(responses, property) switch
        {
            null => double.NaN,
            { Below: double.NegativeInfinity } => 0,
            { } bracket => bracket.At,
        }).ToArray())];
    }

    private static (double Below, double At)? Bracket(SortedList<double, StepResponse> known, Func<StepResponse, bool> property) =>
        new FrequencyCurrentCurve([.. known.Keys], [.. known.Values]).FirstWhere(property);

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

    private static double Finite(double value) => double.IsNaN(value) ? 0 : value;
}
