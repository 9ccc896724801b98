using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>
/// <c>sag_amplitude</c>: mean voltage over the last tenth of the step, less the lowest during it, on traces that the step hyperpolarises.
/// </summary>
/// <param name="data">The traces.</param>
public sealed class SagAmplitude(DataSet data) : DifferentiableFeature(FeatureName, data)
{
    internal const string FeatureName = "sag_amplitude";

    /// <inheritdoc/>
    public override Tensor Compute(Tensor voltage, IReadOnlyList<int> traces)
    {
        var steady = voltage.narrow(1, Samples.SteadyFrom, Samples.Off - Samples.SteadyFrom).mean([1]);
        var (lowest, _) = voltage.narrow(1, Samples.On, Samples.Off - Samples.On).min(1);
        return steady.sub(lowest);
    }

    /// <inheritdoc/>
    protected override bool Has(int trace) =>
        TrueMean(trace, Samples.SteadyFrom, Samples.Off) < TrueMean(trace, Samples.BaseFrom, Samples.On + 1);
}
