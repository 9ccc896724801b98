using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>A quantized graph and its figures, before it is written.</summary>
public sealed class QuantizedGraph
{
    private readonly ModelBundle _model;
    private readonly byte[] _file;

    internal QuantizedGraph(ModelBundle model, OnnxForm form, byte[] file, QuantizationRow floatRow, QuantizationRow row) =>
        (_model, Form, _file, FloatRow, Row) = (model, form, file, floatRow, row);

    /// <summary>The model's folder.</summary>
    public string Folder => _model.Folder;

    /// <summary>How its spectral layers are written.</summary>
    public OnnxForm Form { get; }

    /// <summary>The graph.</summary>
    public ReadOnlySpan<byte> File => _file;

    /// <summary>The float32 graph's figures.</summary>
    public QuantizationRow FloatRow { get; }

    /// <summary>Its own.</summary>
    public QuantizationRow Row { get; }

    /// <summary>Writes graph, manifest and report into the model's folder.</summary>
    /// <returns>The report.</returns>
    public QuantizationReport Save()
    {
        var name = Quantizer.FileName(Row.Precision);
        var figures = Row.AgainstFloat32!;
        ModelBundle.SaveGraph(
            _model,
            new OnnxGraph
            {
                File = name,
                Precision = Row.Precision,
                Form = Form,
                Opset = GraphWriter.Opset,
                RelativeL2 = figures.RelativeL2,
                MillisecondsPerTrace = Row.MillisecondsPerTrace,
                SpikeCountErrorPercent = figures.CountErrorPercent,
                SpikesWithinOneMillisecondPercent = figures.WithinOneMillisecondPercent,
                SpikeTimeErrorMilliseconds = figures.TimeErrorMilliseconds,
                KeptInFloat32 = [.. Row.Sites.Where(site => site.IsKeptInFloat32).Select(site => site.Site)],
            },
            _file);
        var report = QuantizationReport.Update(_model, Form, FloatRow, Row with { File = name });
        report.Save(_model);
        return report;
    }
}
