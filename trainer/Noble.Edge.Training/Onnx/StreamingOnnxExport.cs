using Noble.Edge.Operator;
using Element = Onnx.TensorProto.Types.DataType;

namespace Noble.Edge.Training;

/// <summary>From a model's streaming operator to <c>streaming.onnx</c> in its folder.</summary>
public static class StreamingOnnxExport
{
    /// <summary>The file in a model's folder.</summary>
    public const string FileName = "streaming.onnx";

    private const int MeasuredSteps = 3000;
    private const int MostNeurons = 16;

    /// <summary>Writes the network as a graph into the model's folder, runs it beside the reference, and lists it with the difference in the manifest.</summary>
    /// <param name="model">A model with a streaming operator.</param>
    /// <returns>What the manifest says of it.</returns>
    /// <exception cref="OnnxExportException">The model has no streaming operator.</exception>
    public static StreamingGraph Write(ModelBundle model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var weights = model.Streaming ?? throw new OnnxExportException($"model '{model.Manifest.Name}' has no streaming operator, expected one");
        var bytes = Graph(weights);
        var graph = Measure(model, weights, bytes);
        ModelBundle.SaveStreamingGraph(model, graph, bytes);
        return graph;
    }

    /// <summary>The network as a graph, see <see cref="StreamingGraph"/>.</summary>
    public static byte[] Graph(StreamingWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var (spec, writer) = (weights.Spec, new GraphWriter("streaming"));
        var inputs = spec.InputCount();
        var state = writer.Input(StreamingGraph.StateName, inputs);
        var modulation = writer.Input(StreamingGraph.ModulationName, spec.ModulationCount());
        var at = 0L;
        var values = Node("Mul", "input/scaled", Slice("input/gain", inputs), Node(
            "Div", "input/normal", Node("Sub", "input/centred", state, Constant("input/mean", weights.Mean, inputs)), Constant("input/scale", weights.Scale, inputs)));
        if (spec.OwnFilters > 0)
        {
            var filters = Node("Reshape", "own/filters", Slice("own/flat", spec.OwnFilters * inputs), writer.Indices("own/shape", 0, spec.OwnFilters, inputs));
            var column = Node("Unsqueeze", "own/column", values, writer.Indices("own/last", 2));
            values = Concat("own/read", values, Node("Squeeze", "own/sums", Node("MatMul", "own/product", filters, column), writer.Indices("own/last", 2)));
        }

        int[] widths = [spec.ReadCount(), .. spec.Hidden, StreamingWeights.OutputCount];
        for (var layer = 0; layer + 1 < widths.Length; layer++)
        {
            var (name, rows) = ($"layers.{layer}", widths[layer + 1]);
            var isOutput = layer + 2 == widths.Length;
            var sum = writer.Node(
                "Gemm", $"{name}/sum", Element.Float, [values, Constant($"{name}/weight", weights.Weight(layer), rows, widths[layer]), Constant($"{name}/bias", weights.Bias(layer), rows)],
                GraphWriter.Attribute("transB", 1L));
            var gained = Node("Mul", $"{name}/gained", Slice($"{name}/gain", rows), sum);
            values = Node("Add", isOutput ? StreamingGraph.OutputName : $"{name}/shifted", gained, Slice($"{name}/shift", rows));
            values = isOutput ? values : Node("HardSwish", $"{name}/active", values);
        }

        writer.Output(values, StreamingWeights.OutputCount);
        return writer.ToBytes(OnnxExport.Producer);

        GraphTensor Node(string type, string name, params ReadOnlySpan<GraphTensor> of) => writer.Node(type, name, Element.Float, of);

        GraphTensor Concat(string name, GraphTensor a, GraphTensor b) => writer.Node("Concat", name, Element.Float, [a, b], GraphWriter.Attribute("axis", 1L));

        GraphTensor Constant(string name, ReadOnlySpan<float> numbers, params ReadOnlySpan<long> shape) => writer.Constant(name, Element.Float, numbers, shape);

        GraphTensor Slice(string name, int count)
        {
            var part = writer.Node(
                "Slice", name, Element.Float, [modulation, writer.Indices($"{name}/from", at), writer.Indices($"{name}/to", at + count), writer.Indices("columns", 1)]);
            at += count;
            return part;
        }
    }

    // Free-running from rest, so that a spike that comes elsewhere shows as well.
    private static StreamingGraph Measure(ModelBundle model, StreamingWeights weights, byte[] bytes)
    {
        var points = weights.Spec.Points(model.Manifest.Latent).Take(MostNeurons).Select(point => point.Values).ToArray();
        var neurons = new StreamingNeurons(weights, model.Manifest.Latent, points);
        var folder = Directory.CreateTempSubdirectory("noble-train-");
        try
        {
            var path = Path.Combine(folder.FullName, FileName);
            File.WriteAllBytes(path, bytes);
            using var reference = new StreamingReference(neurons);
            using var engine = new StreamingOnnxEngine(path, neurons, options: new OnnxEngineOptions { Providers = [OnnxProvider.Cpu], Threads = 1 });
            var (error, apart, current, conductance) = (0.0, 0, new float[points.Length], new float[points.Length]);
            for (var k = 0; k < MeasuredSteps; k++)
            {
                Fill(current, 1, k, weights.Spec.CurrentRange.MinimumNanoamperes, weights.Spec.CurrentRange.MaximumNanoamperes);
                Fill(conductance, 2, k, 0, weights.Spec.MostConductanceNanosiemens);
                reference.Step(current, conductance);
                engine.Step(current, conductance);
                for (var n = 0; n < current.Length; n++)
                {
                    error += Math.Pow(engine.Voltage[n] - (double)reference.Voltage[n], 2);
                    apart += (engine.NextSpike[n] >= 0) == (reference.NextSpike[n] >= 0) ? 0 : 1;
                }
            }

            return new StreamingGraph
            {
                File = FileName,
                Opset = GraphWriter.Opset,
                VoltageErrorMillivolts = Figures.Round(Math.Sqrt(error / MeasuredSteps / current.Length)),
                SpikesApart = apart,
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A level of 20 ms after another, up to the highest; others in each neuron.
    private static void Fill(Span<float> values, ulong stream, int step, double lowest, double highest)
    {
        const int Held = 200;
        for (var n = 0; n < values.Length; n++)
        {
            var share = new SeededRandom(stream, (ulong)n, (ulong)(step / Held)).NextUniform();
            values[n] = (float)(lowest + (share * (highest - lowest)));
        }
    }
}
