using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>H1 loss of a voltage trace: value and time derivative together, its mean over the batch.</summary>
/// <remarks>
/// relative: sqrt((sum e^2 + sum e'^2) / (sum V^2 + sum V'^2)), e = V' - V; absolute: sqrt(mean e^2 + mean e'^2).
/// The derivative is taken per millisecond, by central differences, one-sided at the two ends. (neuraloperator takes it per window,
/// which makes it 515 times larger beside the value, so that the value no longer counts.)
/// </remarks>
public static class SobolevLoss
{
    /// <param name="predicted">[batch, sample], mV.</param>
    /// <param name="target">[batch, sample], mV.</param>
    /// <param name="stepMilliseconds">Sampling interval.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Relative(Tensor predicted, Tensor target, double stepMilliseconds) =>
        Squares(predicted.sub(target), stepMilliseconds).div(Squares(target, stepMilliseconds)).Plus(1e-20).sqrt().mean();

    /// <inheritdoc cref="Relative"/>
    public static Tensor Absolute(Tensor predicted, Tensor target, double stepMilliseconds) =>
        Squares(predicted.sub(target), stepMilliseconds).Times(1.0 / predicted.shape[1]).Plus(1e-20).sqrt().mean();

    private static Tensor Squares(Tensor value, double step) => value.square().sum(1).Plus(Derivative(value, step).square().sum(1));

    private static Tensor Derivative(Tensor value, double step)
    {
        var length = value.shape[1];
        var first = value.narrow(1, 1, 1).sub(value.narrow(1, 0, 1)).Times(1 / step);
        var inner = value.narrow(1, 2, length - 2).sub(value.narrow(1, 0, length - 2)).Times(1 / (2 * step));
        var last = value.narrow(1, length - 1, 1).sub(value.narrow(1, length - 2, 1)).Times(1 / step);
        return cat([first, inner, last], 1);
    }
}
