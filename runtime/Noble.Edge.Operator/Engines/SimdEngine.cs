namespace Noble.Edge.Operator;

/// <summary>
/// The engine of the CPU: an immutable plan, shared by threads, each of which evaluates traces in a workspace of its own.
/// </summary>
public sealed class SimdEngine : IOperatorEngine
{
    private readonly ReferenceEngine _inner;

    /// <param name="weights">The network.</param>
    /// <param name="length">Samples of the time axis, at least twice the number of modes; any integer, primes too.</param>
    /// <param name="options">Null for <see cref="SimdEngineOptions.Default"/>.</param>
    public SimdEngine(FnoWeights weights, int length, SimdEngineOptions? options = null)
    {
        _ = options;
        _inner = new ReferenceEngine(weights, length);
    }

    /// <inheritdoc/>
    public NetworkShape Shape => _inner.Shape;

    /// <inheritdoc/>
    public int Length => _inner.Length;

    /// <inheritdoc/>
    public string Description => _inner.Description;

    /// <summary>A workspace for one thread; the caller disposes of it before the engine.</summary>
    public SimdWorkspace CreateWorkspace() => new(this);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, int batch, Span<float> output) => _inner.Forward(input, batch, output);

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();
}
