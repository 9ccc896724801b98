using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Traces as the network sees them.</summary>
/// <param name="Traces">Which of the data set they are, shape [batch].</param>
/// <param name="Input">[channel, batch, L].</param>
/// <param name="Target">[batch, L], mV.</param>
/// <param name="Offset">[batch, 1], mV: what is added to the network's scaled output.</param>
public sealed record TraceBatch(int[] Traces, Tensor Input, Tensor Target, Tensor Offset) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Input.Dispose();
        Target.Dispose();
        Offset.Dispose();
    }
}
