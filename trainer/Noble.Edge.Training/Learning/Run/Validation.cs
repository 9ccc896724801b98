using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Measures a network on traces that it does not learn from.</summary>
internal sealed class Validation
{
    private readonly BatchSource _source;
    private readonly int[][] _batches;
    private readonly TraceLoss _loss;
    private readonly double _scale;

    public Validation(DataSet data, ModelDesign design, TrainingConfiguration configuration, TraceLoss loss)
    {
        var traces = TraceSelection.Validation(data, design, configuration);
        _batches = [.. traces.Chunk(configuration.Batch)];
        _source = new BatchSource(data, design, configuration with { Batch = Math.Min(configuration.Batch, traces.Length) }, traces);
        (_loss, _scale) = (loss, design.Manifest.Output.ScaleMillivolts);
    }

    /// <summary>Mean over the traces.</summary>
    public ValidationResult Measure(FnoNetwork network)
    {
        using var noGradient = no_grad();
        var (loss, error, count) = (0.0, 0.0, 0);
        foreach (var traces in _batches)
        {
            using var scope = NewDisposeScope();
            using var batch = _source.Of(traces, network.Device);
            var voltage = network.Forward(batch.Input).mul(_scale).add(batch.Offset);
            loss += traces.Length * _loss.Compute(voltage, batch.Target).item<float>();
            error += traces.Length * RelativeLpLoss.Compute(voltage, batch.Target, 2).item<float>();
            count += traces.Length;
        }

        return new ValidationResult(loss / count, error / count);
    }
}
