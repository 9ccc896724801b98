using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>From a model to a float16 or int8 graph of it, everything measured on ONNX Runtime's CPU provider.</summary>
public static class Quantizer
{
    /// <summary>The file of a precision in a model's folder.</summary>
    public static string FileName(OnnxPrecision precision) => precision == OnnxPrecision.Fp32 ? OnnxExport.FloatFile : $"operator.{precision.ToString().ToLowerInvariant()}.onnx";

    /// <summary>Quantizes a model; writes nothing. The same graph for the same model, traces and options.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set that it was trained on, cut to its grid.</param>
    /// <param name="options">Precision, calibration, bound.</param>
    /// <param name="onProgress">What is under way, how much is done, of how much.</param>
    /// <exception cref="DataSetException">The data set is another model's, or nothing in it was held out.</exception>
    /// <exception cref="OnnxExportException">No product can have the precision.</exception>
    public static QuantizedGraph Run(ModelBundle model, DataSet data, QuantizationOptions options, Action<string, int, int> onProgress)
    {
        var basis = Basis(model);
        var calibration = QuantizationTraces.Training(model, data, options.CalibrationTraces, options.Seed);
        var heldOut = QuantizationTraces.HeldOut(model, data);
        var floatFile = OperatorGraph.Write(model.Weights, basis, GraphPrecision.Float);
        var search = new PrecisionSearch(model.Weights, basis, options, calibration, calibration.Render(floatFile), onProgress);
        var (precision, sites) = search.Run();

        var solver = heldOut.Solver();
        var (floatRow, floatTraces) = Measure(OnnxPrecision.Fp32, floatFile, floatFile, heldOut, solver);
        onProgress("held-out currents", 1, 2);
        var file = OperatorGraph.Write(model.Weights, basis, precision);
        var rehearsal = OperatorGraph.Write(model.Weights, basis, precision with { IsRehearsal = true });
        var (row, traces) = Measure(options.Precision, file, rehearsal, heldOut, solver);
        onProgress("held-out currents", 2, 2);
        row = row with
        {
            AgainstFloat32 = SpikeFigures.Compare(floatTraces, traces),
            CalibrationTraces = calibration.Count,
            Seed = options.Seed,
            CountBoundPercent = options.CountBoundPercent,
            WithinBoundPercent = options.WithinBoundPercent,
            RelativeL2BoundPercent = options.RelativeL2BoundPercent,
            Sites = sites,
        };
        return new QuantizedGraph(model, basis.IsPlain ? OnnxForm.Plain : OnnxForm.ShortGrid, file, floatRow, row);
    }

    /// <summary>One line that says how a graph misses the bounds.</summary>
    public static string Describe(QuantizationRow row)
    {
        var figures = row.AgainstFloat32!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Precision.ToString().ToLowerInvariant()} is worse than the bounds on held-out currents: relative L2 {100 * figures.RelativeL2:g4} % "
            + $"(at most {row.RelativeL2BoundPercent}), spike count error {figures.CountErrorPercent} % (at most {row.CountBoundPercent}), "
            + $"within 1 ms {figures.WithinOneMillisecondPercent} % (at least {row.WithinBoundPercent})");
    }

    // That of the float32 graph beside the model, else what export would choose by its cost.
    private static SpectralBasis Basis(ModelBundle model)
    {
        var (length, modes) = (model.Manifest.Grid.Length, model.Weights.Shape.Modes);
        return model.Graph(OnnxPrecision.Fp32) is { } graph
            ? OnnxExport.Basis(graph.Form, length, modes)
            : SpectralBasis.Short(length, modes) ?? SpectralBasis.Plain(length, modes);
    }

    private static (QuantizationRow Row, RenderedTrace[] Traces) Measure(
        OnnxPrecision precision, byte[] file, byte[] rehearsal, QuantizationTraces heldOut, RenderedTrace[] solver)
    {
        var traces = heldOut.Render(rehearsal);
        using var session = new OnnxSession(file);
        var row = new QuantizationRow
        {
            Precision = precision,
            Bytes = file.Length,
            MillisecondsPerTrace = Math.Round(session.MillisecondsPerRun(heldOut.Input(0)), 2),
            AgainstSolver = SpikeFigures.Compare(solver, traces),
            HeldOutTraces = heldOut.Count,
        };
        return (row, traces);
    }
}
