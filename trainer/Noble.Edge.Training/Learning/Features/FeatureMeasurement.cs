using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Measures features of a network's voltage beside the true ones.</summary>
public static class FeatureMeasurement
{
    private const int Batch = 16;

    /// <summary>The error of a feature over the traces that have it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Traces.</param>
    /// <param name="design">Latent space and clocks.</param>
    /// <param name="feature">Of the same data set.</param>
    /// <param name="traces">Traces of training neurons; those without the feature are left out.</param>
    public static TunedFeatureError Of(FnoNetwork network, DataSet data, ModelDesign design, DifferentiableFeature feature, IEnumerable<int> traces)
    {
        int[] chosen = [.. traces.Where(feature.IsDefined)];
        if (chosen.Length == 0)
        {
            return new TunedFeatureError(feature.Name, 0, double.NaN, double.NaN, double.NaN);
        }

        using var noGradient = no_grad();
        var source = new BatchSource(data, design, new TrainingConfiguration { Batch = Math.Min(Batch, chosen.Length) }, chosen);
        var (squares, size, absolute, voltageError) = (0.0, 0.0, 0.0, 0.0);
        foreach (var part in chosen.Chunk(Batch))
        {
            using var scope = NewDisposeScope();
            using var batch = source.Of(part, network.Device);
            var voltage = network.Forward(batch.Input).Times(design.Manifest.Output.ScaleMillivolts).Plus(batch.Offset);
            var truth = feature.Compute(batch.Target, part).to(float64);
            var error = feature.Compute(voltage, part).to(float64).sub(truth);
            squares += error.square().sum().item<double>();
            size += truth.square().sum().item<double>();
            absolute += error.abs().sum().item<double>();
            voltageError += part.Length * RelativeLpLoss.Compute(voltage, batch.Target, 2).item<float>();
        }

        return new TunedFeatureError(feature.Name, chosen.Length, Math.Sqrt(squares / size), absolute / chosen.Length, voltageError / chosen.Length);
    }
}
