using System.Globalization;
using System.Reflection;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>From a model to <c>operator.onnx</c> in its folder.</summary>
public static class OnnxExport
{
    /// <summary>The largest relative error against the float64 reference that a float32 graph may have.</summary>
    public const double ErrorBound = 1e-5;

    /// <summary>The file in a model's folder.</summary>
    public const string FloatFile = "operator.onnx";

    private const int MeasuredTraces = 2;

    internal static string Producer => $"noble-train {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}";

    /// <summary>Writes each form in memory, runs it, and compares it with the reference engine.</summary>
    /// <param name="model">The model.</param>
    /// <param name="form">The one form to measure; null for all that the model's time axis allows.</param>
    /// <exception cref="OnnxExportException">The form does not help on this time axis.</exception>
    public static IReadOnlyList<FormMeasurement> Measure(ModelBundle model, OnnxForm? form = null)
    {
        var (shape, length) = (model.Weights.Shape, model.Manifest.Grid.Length);
        var bases = new List<(OnnxForm Form, SpectralBasis Basis)>();
        if (form != OnnxForm.ShortGrid)
        {
            bases.Add((OnnxForm.Plain, SpectralBasis.Plain(length, shape.Modes)));
        }

        if (form != OnnxForm.Plain && SpectralBasis.Short(length, shape.Modes) is { } blocks)
        {
            bases.Add((OnnxForm.ShortGrid, blocks));
        }
        else if (form == OnnxForm.ShortGrid)
        {
            throw new OnnxExportException(
                $"model '{model.Manifest.Name}': {length} samples for {shape.Modes} modes are too few for the short form to cost less than the plain one; "
                + "expected --form plain or auto");
        }

        var inputs = Inputs(model);
        var reference = new ReferenceEngine(model.Weights, length);
        var expected = new double[inputs.Length][];
        Parallel.For(0, inputs.Length, i => expected[i] = reference.Evaluate(inputs[i]));
        return [.. bases.Select(entry => Measure(model.Weights, entry.Form, entry.Basis, inputs, expected))];
    }

    /// <summary>The form with the fewest multiply-adds among those that are exact.</summary>
    /// <exception cref="OnnxExportException">None is.</exception>
    public static FormMeasurement Choose(IReadOnlyList<FormMeasurement> forms) => forms.Where(form => form.IsExact).MinBy(form => form.MultiplyAdds)
        ?? throw new OnnxExportException(string.Create(
            CultureInfo.InvariantCulture,
            $"no graph was written: its relative error against the reference engine is {forms.Min(form => form.RelativeL2):e2}, expected at most {ErrorBound:e0}"));

    /// <summary>Writes a form into the model's folder, and lists it in the manifest.</summary>
    public static void Save(ModelBundle model, FormMeasurement form) => ModelBundle.SaveGraph(
        model,
        new OnnxGraph
        {
            File = FloatFile,
            Precision = OnnxPrecision.Fp32,
            Form = form.Form,
            Opset = GraphWriter.Opset,
            RelativeL2 = Figures.Round(form.RelativeL2),
            MillisecondsPerTrace = Math.Round(form.MillisecondsPerTrace, 2),
        },
        form.File);

    /// <summary>The basis of a form.</summary>
    internal static SpectralBasis Basis(OnnxForm form, int length, int modes) => form == OnnxForm.Plain
        ? SpectralBasis.Plain(length, modes)
        : SpectralBasis.Short(length, modes) ?? throw new OnnxExportException($"{length} samples for {modes} modes are too few for the short form");

    /// <summary>Multiply-adds of a trace.</summary>
    internal static long MultiplyAdds(NetworkShape shape, SpectralBasis basis)
    {
        var (hidden, lifting, projection) = ((long)shape.HiddenChannels, (long)shape.LiftingChannels, (long)shape.ProjectionChannels);
        var ends = (lifting * (shape.InputChannels + hidden)) + (projection * (hidden + 1));
        var pointwise = basis.Length * (ends + (shape.Layers * hidden * (hidden + (2 * shape.ChannelMlpChannels))));
        return pointwise + (shape.Layers * ((2 * hidden * basis.Products) + (4 * hidden * hidden * shape.Modes)));
    }

    private static FormMeasurement Measure(FnoWeights weights, OnnxForm form, SpectralBasis basis, float[][] inputs, double[][] expected)
    {
        var file = OperatorGraph.Write(weights, basis, GraphPrecision.Float);
        using var session = new OnnxSession(file);
        var (error, size) = (0.0, 0.0);
        for (var trace = 0; trace < inputs.Length; trace++)
        {
            var output = session.Run(inputs[trace], 1);
            for (var i = 0; i < output.Length; i++)
            {
                error += Math.Pow(output[i] - expected[trace][i], 2);
                size += Math.Pow(expected[trace][i], 2);
            }
        }

        return new FormMeasurement(form, file)
        {
            RelativeL2 = Math.Sqrt(error / size),
            MultiplyAdds = MultiplyAdds(weights.Shape, basis),
            MillisecondsPerTrace = session.MillisecondsPerRun(inputs[0]),
        };
    }

    // Training neurons spread over the latent space, the first at the highest current.
    private static float[][] Inputs(ModelBundle model)
    {
        var (manifest, length) = (model.Manifest, model.Manifest.Grid.Length);
        var count = Math.Min(MeasuredTraces, model.Latent.PointCount);
        var neurons = Population.FromTrainingPoints(model, model.Latent.PointCount);
        var embedding = new InputEmbedding(manifest);
        var (lowest, highest) = (manifest.CurrentRange.MinimumNanoamperes, manifest.CurrentRange.MaximumNanoamperes);
        var inputs = new float[count][];
        for (var i = 0; i < count; i++)
        {
            var neuron = i * (model.Latent.PointCount - 1) / Math.Max(1, count - 1);
            inputs[i] = new float[embedding.ChannelCount * length];
            embedding.Fill(highest - ((highest - lowest) * i / (2 * count)), neurons.Features(neuron), neurons.Clock(neuron), inputs[i], length);
        }

        return inputs;
    }
}
