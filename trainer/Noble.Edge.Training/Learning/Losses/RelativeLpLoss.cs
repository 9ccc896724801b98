using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Relative L^p loss of a voltage trace: (sum |V - V'|^p / sum |V|^p)^(1/p), its mean over the batch.</summary>
/// <remarks>NOBLE trains with p = 4 and reports p = 2.</remarks>
public static class RelativeLpLoss
{
    /// <param name="predicted">[batch, sample], mV.</param>
    /// <param name="target">[batch, sample], mV; no trace may be all zero.</param>
    /// <param name="order">p, 1 or more.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Compute(Tensor predicted, Tensor target, double order)
    {
        // Divided by the trace's own size first: the fourth powers then stay near 1 in float32.
        var scale = target.abs().amax([1], keepdim: true);
        var error = Power(predicted.sub(target).div(scale), order).sum(1);
        var size = Power(target.div(scale), order).sum(1);
        return error.div(size).Plus(1e-20).Power(1 / order).mean();
    }

    internal static Tensor Power(Tensor value, double order) => order switch
    {
        2 => value.square(),
        4 => value.square().square(),
        _ => value.abs().Power(order),
    };
}
