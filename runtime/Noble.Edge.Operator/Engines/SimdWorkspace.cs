namespace Noble.Edge.Operator;

/// <summary>
/// One thread's evaluation of a <see cref="SimdEngine"/>: the input that the caller fills, every buffer in between, and
/// the output.
/// </summary>
/// <remarks>
/// Hot path: <see cref="Forward"/> allocates nothing. A workspace serves one thread at a time; any number of them share
/// one engine.
/// </remarks>
public sealed class SimdWorkspace : IDisposable
{
    private readonly SimdEngine _engine;
    private readonly float[] _input;
    private readonly float[] _output;

    internal SimdWorkspace(SimdEngine engine)
    {
        _engine = engine;
        _input = new float[engine.Shape.InputChannels * engine.Length];
        _output = new float[engine.Length];
    }

    /// <summary>Embedded input, shape [C, <see cref="InputStride"/>], float32; the first L of each row count. Kept between calls.</summary>
    public Span<float> Input => _input;

    /// <summary>Distance between the rows of <see cref="Input"/>, at least L. [elements]</summary>
    public int InputStride => _engine.Length;

    /// <summary>Evaluates the trace in <see cref="Input"/>.</summary>
    /// <returns>Voltage in the network's unit, shape [L], float32; valid until the next call.</returns>
    public ReadOnlySpan<float> Forward()
    {
        _engine.Forward(_input, 1, _output);
        return _output;
    }

    /// <summary>Releases the buffers.</summary>
    public void Dispose()
    {
    }
}
