namespace Noble.Edge.Operator;

/// <summary>
/// Evaluates one network on one time axis: embedded input to voltage, in buffers that the caller owns. Every engine is
/// held to the same reference by the same tests.
/// </summary>
public interface IOperatorEngine : IDisposable
{
    /// <summary>The network's sizes.</summary>
    public NetworkShape Shape { get; }

    /// <summary>Samples of the time axis, L.</summary>
    public int Length { get; }

    /// <summary>What runs, for a log line: "simd, 256-bit, short grid 576 = 24 x 24, window 7".</summary>
    public string Description { get; }

    /// <summary>Evaluates a batch of traces. Called by one thread at a time.</summary>
    /// <param name="input">Embedded input, shape [batch, C, L], float32, without the grid channel.</param>
    /// <param name="batch">Traces, at least 1.</param>
    /// <param name="output">Voltage in the network's unit, shape [batch, 1, L], float32. Overwritten.</param>
    /// <exception cref="ArgumentException">A buffer does not have the size that its shape demands.</exception>
    public void Forward(ReadOnlySpan<float> input, int batch, Span<float> output);
}
