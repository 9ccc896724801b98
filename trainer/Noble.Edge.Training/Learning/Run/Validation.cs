using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Measures a network on traces that it does not learn from.</summary>
internal sealed class Validation
{
    private readonly int _batches;
    private readonly Func<int, Device, TraceBatch> _make;
    private readonly TraceLoss _loss;
    private readonly double _scale;

    /// <param name="batches">Batches to measure on.</param>
    /// <param name="make">Makes one of them, by its index.</param>
    /// <param name="configuration">The loss.</param>
    /// <param name="manifest">The model's.</param>
    public Validation(int batches, Func<int, Device, TraceBatch> make, TrainingConfiguration configuration, ModelManifest manifest)
    {
        (_batches, _make, _scale) = (batches, make, manifest.Output.ScaleMillivolts);
        _loss = new TraceLoss(configuration.Loss, configuration.LossOrder, manifest.Grid.StepMilliseconds);
    }

    /// <summary>On traces of the data set's training neurons in held-out bands.</summary>
    /// <exception cref="DataSetException">Nothing is held out.</exception>
    public static Validation OfHeldOut(DataSet data, ModelDesign design, TrainingConfiguration configuration)
    {
        var traces = TraceSelection.Validation(data, design, configuration);
        int[][] batches = [.. traces.Chunk(configuration.Batch)];
        var source = new BatchSource(data, design, configuration with { Batch = Math.Min(configuration.Batch, traces.Length) }, traces);
        return new Validation(batches.Length, (batch, device) => source.Of(batches[batch], device), configuration, design.Manifest);
    }

    /// <summary>Mean over the traces.</summary>
    public ValidationResult Measure(FnoNetwork network)
    {
        using var noGradient = no_grad();
        var (loss, error, count) = (0.0, 0.0, 0);
        for (var i = 0; i < _batches; i++)
        {
            using var scope = NewDisposeScope();
            using var batch = _make(i, network.Device);
            var traces = batch.Traces.Length;
            var voltage = network.Forward(batch.Input).Times(_scale).Plus(batch.Offset);
            loss += traces * _loss.Compute(voltage, batch.Target).item<float>();
            error += traces * RelativeLpLoss.Compute(voltage, batch.Target, 2).item<float>();
            count += traces;
        }

        return new ValidationResult(loss / count, error / count);
    }
}
