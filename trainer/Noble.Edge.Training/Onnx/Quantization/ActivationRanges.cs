using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>The range of each activation that int8 sites read: percentile or entropy, whichever costs the voltage less by itself.</summary>
internal static class ActivationRanges
{
    private static readonly double[] Percentiles = [99.9, 99.99, 99.999];

    /// <summary>The spreads of all activations over traces, by name.</summary>
    public static IReadOnlyDictionary<string, MagnitudeHistogram> Observe(byte[] file, List<string> names, QuantizationTraces traces)
    {
        using var session = new OnnxSession(file);
        var largest = new float[names.Count];
        Over((activation, values) =>
        {
            foreach (var value in values)
            {
                largest[activation] = Math.Max(largest[activation], Math.Abs(value));
            }
        });

        // An activation that is always 0 has any range.
        MagnitudeHistogram[] histograms = [.. largest.Select(value => new MagnitudeHistogram(value > 0 ? value : 1))];
        Over((activation, values) => histograms[activation].Add(values));
        return names.Select((name, i) => (name, histograms[i])).ToDictionary(entry => entry.name, entry => entry.Item2);

        // The graph's own input is an activation too, though no output.
        void Over(OnnxSession.Observer observer)
        {
            int[] outputs = [.. Enumerable.Range(0, names.Count).Where(i => names[i] != OnnxGraph.InputName)];
            for (var trace = 0; trace < traces.Count; trace++)
            {
                var input = traces.Input(trace);
                if (names.IndexOf(OnnxGraph.InputName) is var own and >= 0)
                {
                    observer(own, input);
                }

                session.Observe(input, 1, [.. outputs.Select(i => names[i])], (i, values) => observer(outputs[i], values));
            }
        }
    }

    /// <summary>Chooses the range of one activation.</summary>
    /// <param name="histogram">Its spread.</param>
    /// <param name="error">The voltage's relative L2 where this activation alone is quantized, with a range.</param>
    public static ActivationRange Choose(MagnitudeHistogram histogram, Func<float, double> error)
    {
        ActivationRange[] candidates =
        [
            .. Percentiles.Select(percent => new ActivationRange(FormattableString.Invariant($"percentile {percent}"), histogram.Percentile(percent), 0)),
            new("largest", histogram.Largest, 0),
            new("entropy", histogram.Entropy(), 0),
        ];
        return candidates.DistinctBy(candidate => candidate.Magnitude)
            .Select(candidate => candidate with { RelativeL2 = error(candidate.Magnitude) })
            .MinBy(candidate => candidate.RelativeL2)!;
    }
}
