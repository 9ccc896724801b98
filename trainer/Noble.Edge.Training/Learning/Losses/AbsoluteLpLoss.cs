using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Absolute L^p loss of a voltage trace: (mean over samples |V - V'|^p)^(1/p) [mV], its mean over the batch.</summary>
/// <remarks>The mean over samples makes the figure independent of the window's length.</remarks>
public static class AbsoluteLpLoss
{
    /// <param name="predicted">[batch, sample], mV.</param>
    /// <param name="target">[batch, sample], mV.</param>
    /// <param name="order">p, 1 or more.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Compute(Tensor predicted, Tensor target, double order) =>
        RelativeLpLoss.Power(predicted.sub(target), order).mean([1]).Plus(1e-20).Power(1 / order).mean();
}
