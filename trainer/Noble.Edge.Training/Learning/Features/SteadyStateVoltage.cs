using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary><c>steady_state_voltage_stimend</c>: mean voltage over the last tenth of the step; every trace has it.</summary>
/// <param name="data">The traces.</param>
public sealed class SteadyStateVoltage(DataSet data) : DifferentiableFeature(FeatureName, data)
{
    internal const string FeatureName = "steady_state_voltage_stimend";

    /// <inheritdoc/>
    public override Tensor Compute(Tensor voltage, IReadOnlyList<int> traces) =>
        voltage.narrow(1, Samples.SteadyFrom, Samples.Off - Samples.SteadyFrom).mean([1]);

    /// <inheritdoc/>
    protected override bool Has(int trace) => true;
}
