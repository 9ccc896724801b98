namespace Noble.Edge.Operator;

/// <summary>Renders one trace: embedding, operator, millivolts. Holds the memory for it: one a thread.</summary>
public sealed class TraceRenderer : IDisposable
{
    private readonly OutputScale _scale;
    private readonly InputEmbedding _embedding;
    private readonly SimdWorkspace _workspace;

    /// <param name="model">The model.</param>
    /// <param name="engine">An engine for that model's network and grid.</param>
    public TraceRenderer(ModelBundle model, SimdEngine engine)
    {
        _scale = new OutputScale(model.Manifest);
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
        _scale.Apply(_workspace.Forward(), _scale.Offset(features), voltage);
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();
}
