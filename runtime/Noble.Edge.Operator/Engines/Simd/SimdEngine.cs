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
    private readonly WorkerTeam _team;
    private readonly Action<int, int> _evaluate;
    private float* _input; // of the Forward under way
    private float* _output; // of the Forward under way
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
        _plan = new SimdPlan(weights, layout, kernels);
        _workspaces = [.. Enumerable.Range(0, options.Threads).Select(_ => new SimdWorkspace(_plan, []))];
        _team = new WorkerTeam(options.Threads, "simd engine");
        _evaluate = Evaluate;
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

    /// <summary>
    /// Floating-point operations of a trace as this engine evaluates it, a multiply-add being two: the pointwise maps, the
    /// spreading and gathering of its short grid, its transforms and the product of the modes. What padding costs, and
    /// gelu (L times lifting + projection + layers (2 hidden + MLP) of them), is not counted.
    /// </summary>
    public double FloatingPointOperations => 2 * _plan.MultiplyAdds;

    /// <summary>A workspace for one thread; the caller disposes of it before the engine.</summary>
    /// <param name="isConstant">
    /// Whether each input channel has one value over the whole trace, shape [C]; empty for none. Of a constant channel only
    /// the first element of its row is read, and it costs next to nothing.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="isConstant"/> is neither empty nor of C elements.</exception>
    public SimdWorkspace CreateWorkspace(ReadOnlySpan<bool> isConstant = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!isConstant.IsEmpty && isConstant.Length != Shape.InputChannels)
        {
            throw new ArgumentException($"expected none or {Shape.InputChannels} elements, one an input channel, found {isConstant.Length}", nameof(isConstant));
        }

        return new SimdWorkspace(_plan, isConstant);
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, int batch, Span<float> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        EngineArguments.CheckBuffers(this, input, batch, output);
        fixed (float* inputAt = input, outputAt = output)
        {
            _input = inputAt;
            _output = outputAt;
            _team.Run(batch, _evaluate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _team.Dispose();
        foreach (SimdWorkspace workspace in _workspaces)
        {
            workspace.Dispose();
        }

        _plan.Dispose();
    }

    private void Evaluate(int trace, int worker)
    {
        SimdWorkspace workspace = _workspaces[worker];
        Span<float> input = workspace.Input;
        for (int channel = 0; channel < Shape.InputChannels; channel++)
        {
            float* row = _input + ((((nint)trace * Shape.InputChannels) + channel) * Length);
            new ReadOnlySpan<float>(row, Length).CopyTo(input[(channel * workspace.InputStride)..]);
        }

        workspace.Forward().CopyTo(new Span<float>(_output + ((nint)trace * Length), Length));
    }
}
