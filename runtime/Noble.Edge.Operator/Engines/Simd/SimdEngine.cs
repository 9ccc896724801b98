namespace Noble.Edge.Operator;

/// <summary>
/// The engine of the CPU: an immutable plan, shared by threads, each of which evaluates traces in a workspace of its own.
/// </summary>
/// <remarks>
/// Hot path: <see cref="Forward"/> and <see cref="SimdWorkspace.Forward"/> allocate nothing. Nearly all the time goes into
/// <see cref="KernelSet.Dense"/> and <see cref="KernelSet.Gelu"/>.
/// </remarks>
public sealed unsafe class SimdEngine : IOperatorEngine
{
    private readonly SimdPlan _plan;
    private readonly SimdWorkspace[] _workspaces; // one per thread of Forward
    private bool _disposed;

    /// <param name="weights">The network.</param>
    /// <param name="length">Samples of the time axis, at least twice the number of modes; any integer, primes too.</param>
    /// <param name="options">Null for <see cref="SimdEngineOptions.Default"/>.</param>
    public SimdEngine(FnoWeights weights, int length, SimdEngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        EngineArguments.CheckLength(weights.Shape, length);
        options ??= SimdEngineOptions.Default;
        Shape = weights.Shape;
        Length = length;
        KernelSet kernels = KernelChoice.Create(options.Instructions);
        TimeLayout layout = LayoutChoice.Best(weights.Shape, length, options.WindowWidth, kernels.Lanes);
        _plan = new SimdPlan(weights, layout, kernels, KernelChoice.ForChannels(kernels, weights.Shape.HiddenChannels));
        _workspaces = [.. Enumerable.Range(0, options.Threads).Select(_ => new SimdWorkspace(_plan))];
        string transform = $"{_plan.Transform.Factors.Columns} x {_plan.Transform.Factors.Rows}";
        Description = layout.IsDirect
            ? $"simd, {kernels.Name}, direct transform {length} = {transform}"
            : $"simd, {kernels.Name}, short grid {layout.GridPoints} = {transform}, window {layout.WindowWidth}";
    }

    /// <inheritdoc/>
    public NetworkShape Shape { get; }

    /// <inheritdoc/>
    public int Length { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>A workspace for one thread; the caller disposes of it before the engine.</summary>
    public SimdWorkspace CreateWorkspace()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new SimdWorkspace(_plan);
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, int batch, Span<float> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        EngineArguments.CheckBuffers(this, input, batch, output);
        for (int trace = 0; trace < batch; trace++)
        {
            Evaluate(_workspaces[0], input.Slice(trace * Shape.InputChannels * Length, Shape.InputChannels * Length), output.Slice(trace * Length, Length));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        foreach (SimdWorkspace workspace in _workspaces)
        {
            workspace.Dispose();
        }

        _plan.Dispose();
    }

    private void Evaluate(SimdWorkspace workspace, ReadOnlySpan<float> input, Span<float> output)
    {
        for (int channel = 0; channel < Shape.InputChannels; channel++)
        {
            input.Slice(channel * Length, Length).CopyTo(workspace.Input[(channel * workspace.InputStride)..]);
        }

        workspace.Forward().CopyTo(output);
    }
}
