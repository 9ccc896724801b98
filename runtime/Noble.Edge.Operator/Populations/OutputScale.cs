using System.Numerics;

namespace Noble.Edge.Operator;

/// <summary>From the network's output to millivolts.</summary>
internal readonly struct OutputScale
{
    private readonly double _offset;
    private readonly float _scale;
    private readonly int _offsetFeature;

    public OutputScale(ModelManifest manifest)
    {
        _offset = manifest.Output.OffsetMillivolts;
        _scale = (float)manifest.Output.ScaleMillivolts;
        _offsetFeature = manifest.Output.OffsetFeature is { } feature ? manifest.Latent.IndexOf(feature) : -1;
    }

    /// <summary>The voltage that a neuron's trace lies on [mV].</summary>
    /// <param name="features">Latent point in the features' own units, shape [feature].</param>
    public float Offset(ReadOnlySpan<double> features) => (float)(_offset + (_offsetFeature < 0 ? 0 : features[_offsetFeature]));

    /// <param name="output">The network's output, shape [sample].</param>
    /// <param name="offset">From <see cref="Offset"/>.</param>
    /// <param name="voltage">Shape [sample], mV.</param>
    public void Apply(ReadOnlySpan<float> output, float offset, Span<float> voltage)
    {
        var k = 0;
        for (; k + Vector<float>.Count <= voltage.Length; k += Vector<float>.Count)
        {
            (new Vector<float>(offset) + (_scale * new Vector<float>(output[k..]))).CopyTo(voltage[k..]);
        }

        for (; k < voltage.Length; k++)
        {
            voltage[k] = offset + (_scale * output[k]);
        }
    }
}
