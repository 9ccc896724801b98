namespace Noble.Edge.Neurons;

/// <summary>What makes a parameter set a fast-spiking neuron that is fit to learn from.</summary>
/// <remarks>
/// The features of a fast-spiking cell, a narrow zone between rheobase and repetitive firing, and from 1 pA over threshold
/// to the largest current regular trains to the end of the step whose spike count never falls.
/// </remarks>
public static class FastSpikingAcceptance
{
    /// <summary>Currents over threshold at which trains are judged, nA; from the last one on in steps of 5 pA.</summary>
    private static readonly double[] NearThreshold = [0.001, 0.002, 0.004, 0.008];

    private const double FarSpacingNanoamperes = 0.005;
    private const double LargestNanoamperes = 0.4;
    private const double LargestIntervalRatio = 1.25;

    /// <summary>Checks parameter sets of <see cref="BuiltInCells.FastSpiking"/>.</summary>
    /// <param name="simulator">Simulator of that cell.</param>
    /// <param name="sets">The sets.</param>
    /// <param name="cancellationToken">Stops between groups of runs.</param>
    /// <returns>For each set the reasons against it; empty if it is accepted.</returns>
    public static IReadOnlyList<string>[] Check(
        CurrentClampSimulator simulator, IReadOnlyList<ParameterSet> sets, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var survey = new NeuronSurvey(simulator);
        var features = survey.Survey(sets, cancellationToken);
        var reasons = new IReadOnlyList<string>[sets.Count];
        for (var k = 0; k < sets.Count; k++)
        {
            var against = CheckFeatures(features[k]);
            if (against.Count == 0)
            {
                var currents = Currents(features[k].ThresholdCurrentNanoamperes);
                CheckTrains(survey.MeasureCurves([sets[k]], currents, cancellationToken)[0], against);
            }

            reasons[k] = against;
        }

        return reasons;
    }

    private static List<string> CheckFeatures(NeuronFeatures f)
    {
        var against = new List<string>();
        Expect(f.RestingVoltageMillivolts, -75, -65, "resting voltage [mV]", against);
        Expect(f.InputResistanceMegaohms, 100, 250, "input resistance [MΩ]", against);
        Expect(f.ThresholdCurrentNanoamperes, 0.075, 0.24, "threshold current [nA]", against);
        Expect(f.TransientZoneNanoamperes, 0, 0.006, "transient zone [nA]", against);
        Expect(f.ApWidthMilliseconds, 0.25, 0.5, "AP width [ms]", against);
        Expect(f.ApPeakMillivolts, 5, 40, "AP peak [mV]", against);
        return against;
    }

    private static void CheckTrains(FrequencyCurrentCurve curve, List<string> against)
    {
        Expect(curve.Responses[0].RateHertz, 25, 100, "rate 1 pA over threshold [Hz]", against);
        Expect(curve.Responses[0].FirstSpikeLatencyMilliseconds, 0, 60, "latency 1 pA over threshold [ms]", against);
        Expect(curve.Responses[^1].RateHertz, 100, 260, "rate at 0.4 nA [Hz]", against);
        for (var i = 0; i < curve.Responses.Count; i++)
        {
            var response = curve.Responses[i];
            var where = $"at {curve.CurrentsNanoamperes[i]:F4} nA";
            if (!response.IsRepetitive)
            {
                against.Add($"not repetitive {where}");
            }

            if (i > 0 && response.SpikeCount < curve.Responses[i - 1].SpikeCount)
            {
                against.Add($"spike count falls {where}");
            }

            Expect(WorstRatio(response.SpikeTimesMilliseconds, 2), 1, LargestIntervalRatio, $"ratio of neighbouring intervals {where}", against);
            Expect(WorstRatio(response.SpikeTimesMilliseconds, 1), 1, 1.6, $"ratio of the first intervals {where}", against);
        }
    }

    private static double WorstRatio(IReadOnlyList<double> times, int firstInterval)
    {
        double worst = 1;
        for (var i = firstInterval + 1; i < times.Count; i++)
        {
            var ratio = (times[i] - times[i - 1]) / (times[i - 1] - times[i - 2]);
            worst = Math.Max(worst, Math.Max(ratio, 1 / ratio));
        }

        return worst;
    }

    private static double[] Currents(double threshold)
    {
        var currents = NearThreshold.Select(o => threshold + o).ToList();
        while (currents[^1] + FarSpacingNanoamperes < LargestNanoamperes)
        {
            currents.Add(currents[^1] + FarSpacingNanoamperes);
        }

        currents.Add(LargestNanoamperes);
        return [.. currents];
    }

    private static void Expect(double value, double least, double most, string what, List<string> against)
    {
        if (!(value >= least && value <= most))
        {
            against.Add($"{what} is {value:G4}, expected {least}..{most}");
        }
    }
}
