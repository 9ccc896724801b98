namespace Noble.Edge.Operator;

/// <summary>The individual neurons of a streaming operator: what the network is told of each. Immutable, shared by engines.</summary>
public sealed class StreamingNeurons
{
    private readonly float[] _modulation; // [neuron, modulation]
    private readonly float[] _offset; // [neuron], mV

    /// <summary>Works out the modulation of neurons.</summary>
    /// <param name="weights">The operator.</param>
    /// <param name="latent">The latent space, whose ranges scale the features.</param>
    /// <param name="points">Latent points in the features' own units, shape [neuron][latent feature].</param>
    /// <exception cref="PopulationException">There is no neuron, or one that the operator is not for.</exception>
    public StreamingNeurons(StreamingWeights weights, LatentSpec latent, IReadOnlyList<double[]> points)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(latent);
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            throw new PopulationException("0 neurons, expected at least one");
        }

        var spec = weights.Spec;
        var own = spec.Points(latent).ToArray();
        if (spec.Neurons.Length > 0 && !points.All(point => own.Any(learned => IsSame(latent, learned.Values, point))))
        {
            throw new PopulationException($"the streaming operator was learned for {string.Join(", ", spec.Neurons)} alone, expected no other neuron, and no variability");
        }

        (Weights, Count) = (weights, points.Count);
        _modulation = new float[points.Count * spec.ModulationCount()];
        _offset = new float[points.Count];
        int[] features = [.. spec.Features.Select(latent.IndexOf)];
        var scaled = new float[features.Length];
        for (var n = 0; n < points.Count; n++)
        {
            for (var f = 0; f < scaled.Length; f++)
            {
                var feature = latent.Features[features[f]];
                scaled[f] = (float)((2 * (points[n][features[f]] - feature.Minimum) / (feature.Maximum - feature.Minimum)) - 1);
            }

            weights.Modulate(scaled, _modulation.AsSpan(n * spec.ModulationCount(), spec.ModulationCount()));
            var offset = spec.Output.OffsetFeature is { } name ? points[n][latent.IndexOf(name)] : 0;
            _offset[n] = (float)(spec.Output.OffsetMillivolts + offset);
        }
    }

    private static bool IsSame(LatentSpec latent, double[] a, double[] b) =>
        latent.Features.Index().All(feature => Math.Abs(a[feature.Index] - b[feature.Index]) <= 1e-6 * (feature.Item.Maximum - feature.Item.Minimum));

    /// <summary>The operator.</summary>
    public StreamingWeights Weights { get; }

    /// <summary>Neurons.</summary>
    public int Count { get; }

    /// <summary>A neuron's gains and shifts (see <see cref="StreamingWeights.Modulate"/>).</summary>
    public ReadOnlySpan<float> Modulation(int neuron) => _modulation.AsSpan(neuron * Weights.Spec.ModulationCount(), Weights.Spec.ModulationCount());

    /// <summary>Voltage of a neuron at output 0, mV.</summary>
    public float OffsetMillivolts(int neuron) => _offset[neuron];
}
