using System.Numerics;

namespace Noble.Edge.Operator;

/// <summary>Renders one trace: embedding, operator, millivolts. Holds the memory for it: one a thread.</summary>
public sealed class TraceRenderer : IDisposable
{
    private readonly OutputMapping _output;
    private readonly int _offsetFeature;
    private readonly InputEmbedding _embedding;
    private readonly SimdWorkspace _workspace;

    /// <param name="model">The model.</param>
    /// <param name="engine">An engine for that model's network and grid.</param>
    public TraceRenderer(ModelBundle model, SimdEngine engine)
    {
        _output = model.Manifest.Output;
        _offsetFeature = _output.OffsetFeature is { } feature ? model.Manifest.Latent.IndexOf(feature) : -1;
        _embedding = new InputEmbedding(model.Manifest, constantsOnce: true);
        _workspace = engine.CreateWorkspace([.. _embedding.IsConstant]);
    }

    /// <summary>Renders a window.</summary>
    /// <param name="currentNanoamperes">Step amplitude.</param>
    /// <param name="features">Latent point in the features' own units, shape [feature].</param>
    /// <param name="clock">Spike clock, shape [term, spline]; empty where the model has none.</param>
    /// <param name="voltage">Shape [sample], float32, mV.</param>
    /// <remarks>Hot path: no allocation.</remarks>
    public void Render(double currentNanoamperes, ReadOnlySpan<double> features, ReadOnlySpan<double> clock, Span<float> voltage)
    {
        _embedding.Fill(currentNanoamperes, features, clock, _workspace.Input, _workspace.InputStride);
        var offset = (float)(_output.OffsetMillivolts + (_offsetFeature < 0 ? 0 : features[_offsetFeature]));
        var scale = (float)_output.ScaleMillivolts;
        var result = _workspace.Forward();
        var k = 0;
        for (; k + Vector<float>.Count <= voltage.Length; k += Vector<float>.Count)
        {
            ((new Vector<float>(result[k..]) * scale) + new Vector<float>(offset)).CopyTo(voltage[k..]);
        }

        for (; k < voltage.Length; k++)
        {
            voltage[k] = offset + (scale * result[k]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();
}
