using Noble.Edge.Neurons;
using Noble.Edge.Tests;
using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class DifferentiableFeatureTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public DifferentiableFeatureTests() => TorchNative.EnsureLoadable();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Compute_SimulatedTraces_AgreesWithTheExtractor()
    {
        Assert.Equal(0, TrainerProgram.Run("simulate --neurons 2 --currents -0.1,-0.05,0.18,0.25,0.3,0.38 --survey --decimate 5 --out d", _temporary.FullName).Code);
        var data = DataSet.Load(_temporary.File("d"));
        var seen = DifferentiableFeature.Names.ToDictionary(name => name, _ => 0);
        foreach (var feature in DifferentiableFeature.Names.Select(name => DifferentiableFeature.Create(name, data)))
        {
            for (var trace = 0; trace < data.Manifest.Traces.Length; trace++)
            {
                var values = Extract(data, trace);
                var expected = values[feature.Name] is { Count: > 0 } found ? found.Average() : (double?)null;
                if (!feature.IsDefined(trace))
                {
                    Assert.True(expected is null || feature.Name == AhpDepth.FeatureName, $"{feature.Name} of trace {trace}");
                    continue;
                }

                seen[feature.Name]++;
                using var scope = torch.NewDisposeScope();
                var value = feature.Compute(torch.tensor(data.Voltage(trace).ToArray(), [1, data.Manifest.Grid.Length]), [trace]).item<float>();

                // Sag and steady state: means over 400 samples of float32, and eFEL's summed time grid may move an edge by a sample. AHP depth:
                // the last spike of a train has its minimum after the step's end at times, where this feature does not look; one spike of many.
                Assert.Equal(expected!.Value, value, feature.Name == AhpDepth.FeatureName ? 0.3 : 0.02);
            }
        }

        Assert.Equal(4, seen[SagAmplitude.FeatureName]);
        Assert.Equal(12, seen[SteadyStateVoltage.FeatureName]);
        Assert.InRange(seen[AhpDepth.FeatureName], 6, 8);
    }

    [Theory]
    [InlineData("sag_amplitude")]
    [InlineData("AHP_depth")]
    [InlineData("steady_state_voltage_stimend")]
    public void Compute_Gradient_IsThatOfFiniteDifferences(string name)
    {
        const double H = 1e-5;
        var data = SyntheticData.Create();
        var feature = DifferentiableFeature.Create(name, data);
        var traces = Enumerable.Range(0, data.Manifest.Traces.Length).Where(feature.IsDefined).Take(2).ToArray();
        double[] values = [.. traces.SelectMany(trace => data.Voltage(trace).ToArray().Select((v, k) => v + Math.Sin(k)))];
        using var scope = torch.NewDisposeScope();
        using var voltage = torch.tensor(values, [2, SyntheticData.Length], requires_grad: true);
        var weights = torch.tensor(new double[] { 1, -2 });

        var gradient = torch.autograd.grad([feature.Compute(voltage, traces).mul(weights).sum()], [voltage])[0].contiguous().data<double>().ToArray();

        Assert.Contains(gradient, g => g != 0);
        for (var i = 0; i < values.Length; i++)
        {
            // The features are linear where the lowest samples stay the lowest, as they do under H: rounding alone is left.
            Assert.Equal((At(i, H) - At(i, -H)) / (2 * H), gradient[i], 1e-7);
        }

        double At(int i, double shift)
        {
            double[] moved = [.. values];
            moved[i] += shift;
            return feature.Compute(torch.tensor(moved, [2, SyntheticData.Length]), traces).mul(weights).sum().item<double>();
        }
    }

    [Fact]
    public void Create_UnknownName_SaysWhatThereIs()
    {
        var error = Assert.Throws<DataSetException>(() => DifferentiableFeature.Create("Spikecount", SyntheticData.Create()));

        Assert.Equal("no differentiable feature 'Spikecount', expected one of sag_amplitude, AHP_depth, steady_state_voltage_stimend", error.Message);
    }

    private static FeatureValues Extract(DataSet data, int trace) => ElectrophysiologicalFeatures.Extract(
        [.. data.Voltage(trace).ToArray().Select(v => (double)v)],
        new FeatureWindow
        {
            StepMilliseconds = data.Manifest.Grid.StepMilliseconds,
            StimulusStartMilliseconds = data.Manifest.Grid.StimulusOnMilliseconds,
            StimulusEndMilliseconds = data.Manifest.Grid.StimulusOffMilliseconds,
        });
}
