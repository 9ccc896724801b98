using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>The loss that a configuration names, as a function of predicted and true voltage.</summary>
public sealed class TraceLoss
{
    private readonly Func<Tensor, Tensor, Tensor> _compute;

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="order">p of the L^p losses.</param>
    /// <param name="stepMilliseconds">Sampling interval of the traces.</param>
    public TraceLoss(string name, double order, double stepMilliseconds)
    {
        (IsRelative, _compute, Description) = name switch
        {
            "relative-lp" => (true, (Func<Tensor, Tensor, Tensor>)((p, t) => RelativeLpLoss.Compute(p, t, order)), FormattableString.Invariant($"relative L{order}")),
            "absolute-lp" => (false, (p, t) => AbsoluteLpLoss.Compute(p, t, order), FormattableString.Invariant($"absolute L{order}")),
            "relative-h1" => (true, (p, t) => SobolevLoss.Relative(p, t, stepMilliseconds), "relative H1"),
            "absolute-h1" => (false, (p, t) => SobolevLoss.Absolute(p, t, stepMilliseconds), "absolute H1"),
            _ => throw new ArgumentException($"unknown loss '{name}', expected one of {string.Join(", ", Names)}", nameof(name)),
        };
    }

    /// <summary>The losses there are.</summary>
    public static IReadOnlyList<string> Names { get; } = ["relative-lp", "absolute-lp", "relative-h1", "absolute-h1"];

    /// <summary>Whether the loss is a share of the trace; otherwise it is in mV.</summary>
    public bool IsRelative { get; }

    /// <summary>Its name for a reader, with the order.</summary>
    public string Description { get; }

    /// <summary>The loss of a batch.</summary>
    /// <param name="predicted">[batch, sample], mV.</param>
    /// <param name="target">[batch, sample], mV.</param>
    /// <returns>A scalar.</returns>
    public Tensor Compute(Tensor predicted, Tensor target) => _compute(predicted, target);
}
