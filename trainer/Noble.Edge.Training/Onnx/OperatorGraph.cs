using Noble.Edge.Operator;
using Element = Onnx.TensorProto.Types.DataType;

namespace Noble.Edge.Training;

/// <summary>
/// The network as an ONNX graph of real tensors (see <see cref="OnnxGraph"/> for its input and output): pointwise maps are convolutions of
/// width 1, spectral layers are matrix products.
/// </summary>
/// <remarks>
/// What a site computes in is the precision's choice; what lies between sites (gelu, sums, the gate) is computed in the wider type of its
/// inputs. Every constant that can be made of another is made in the graph: a provider folds it when it loads, and the file is small.
/// </remarks>
internal sealed partial class OperatorGraph
{
    private readonly FnoWeights _weights;
    private readonly SpectralBasis _basis;
    private readonly GraphPrecision _precision;
    private readonly GraphWriter _writer;
    private readonly Dictionary<string, GraphTensor> _activations = new(StringComparer.Ordinal); // by site

    private OperatorGraph(FnoWeights weights, SpectralBasis basis, GraphPrecision precision) =>
        (_weights, _basis, _precision, _writer) = (weights, basis, precision, new GraphWriter("operator", precision.IsRehearsal));

    private NetworkShape Shape => _weights.Shape;

    /// <summary>Writes the graph.</summary>
    /// <param name="weights">The network.</param>
    /// <param name="basis">How its spectral layers are written, and the time axis.</param>
    /// <param name="precision">What each site computes in.</param>
    /// <returns>The file.</returns>
    public static byte[] Write(FnoWeights weights, SpectralBasis basis, GraphPrecision precision)
    {
        var graph = new OperatorGraph(weights, basis, precision);
        graph.Network();
        return graph._writer.ToBytes(OnnxExport.Producer);
    }

    /// <summary>Writes the float32 graph with the activation that enters each site as an output besides.</summary>
    /// <param name="weights">The network.</param>
    /// <param name="basis">How its spectral layers are written, and the time axis.</param>
    /// <returns>The file, and the activation's name by site. Sites may share an activation.</returns>
    public static (byte[] File, IReadOnlyDictionary<string, string> Activations) WriteObserved(FnoWeights weights, SpectralBasis basis)
    {
        var graph = new OperatorGraph(weights, basis, GraphPrecision.Float);
        graph.Network();
        foreach (var activation in graph._activations.Values.Where(tensor => tensor.Name != OnnxGraph.InputName).Distinct())
        {
            graph._writer.Output(activation);
        }

        return (graph._writer.ToBytes(OnnxExport.Producer), graph._activations.ToDictionary(entry => entry.Key, entry => entry.Value.Name));
    }

    private void Network()
    {
        var state = Lifting(_writer.Input(OnnxGraph.InputName, Shape.InputChannels, _basis.Length));
        for (var layer = 0; layer < Shape.Layers; layer++)
        {
            state = Block(layer, state);
        }

        var hidden = Gelu("projection.gelu", Map(GraphSites.Projection0, state, _weights.ProjectionWeight0, _weights.ProjectionBias0));
        var voltage = Map(GraphSites.Projection1, hidden, _weights.ProjectionWeight1, [_weights.ProjectionBias1]);
        _writer.Output(_writer.Node("Identity", OnnxGraph.OutputName, Element.Float, [_writer.Cast(voltage, Element.Float)]), 1, _basis.Length);
    }

    // The grid channel is the same for every trace: its part of the first map is a constant [1, lifting, L] that is added.
    private GraphTensor Lifting(GraphTensor input)
    {
        var (channels, lifting) = (Shape.InputChannels, Shape.LiftingChannels);
        var weight = new float[lifting * channels];
        var gridWeight = new float[lifting];
        for (var o = 0; o < lifting; o++)
        {
            var row = _weights.LiftingWeight0.Slice(o * (channels + 1), channels + 1);
            row[..channels].CopyTo(weight.AsSpan(o * channels));
            gridWeight[o] = row[channels];
        }

        var mapped = Map(GraphSites.Lifting0, input, weight, _weights.LiftingBias0);
        float[] grid = [.. Enumerable.Range(0, _basis.Length).Select(i => (float)i / _basis.Length)];
        var term = _writer.Node(
            "Mul",
            "lifting.grid.term",
            mapped.Element,
            [_writer.Constant("lifting.grid.weight", mapped.Element, gridWeight, 1, lifting, 1), _writer.Constant("lifting.grid", mapped.Element, grid, 1, 1, _basis.Length)]);
        var hidden = Gelu("lifting.gelu", _writer.Node("Add", "lifting.sum", mapped.Element, [mapped, term]));
        return Map(GraphSites.Lifting1, hidden, _weights.LiftingWeight1, _weights.LiftingBias1);
    }

    private GraphTensor Block(int layer, GraphTensor state)
    {
        var block = _weights.Blocks[layer];
        var isLast = layer == Shape.Layers - 1;
        var spectral = Spectral(layer, state);
        var skip = Map(GraphSites.Skip(layer), state, block.Skip, block.SpectralBias);
        var sum = Sum($"layer.{layer}.sum", spectral, skip);
        var u = isLast ? sum : Gelu($"layer.{layer}.gelu.0", sum);
        var hidden = Gelu($"layer.{layer}.mlp.gelu", Map(GraphSites.Mlp(layer, 0), u, block.MlpWeight0, block.MlpBias0));
        var mlp = Map(GraphSites.Mlp(layer, 1), hidden, block.MlpWeight1, block.MlpBias1);
        var gated = _writer.Node(
            "Mul", $"layer.{layer}.gated", state.Element, [state, _writer.Constant($"layer.{layer}.gate", state.Element, block.Gate, 1, Shape.HiddenChannels, 1)]);
        var v = Sum($"layer.{layer}.out", mlp, gated);
        return isLast ? v : Gelu($"layer.{layer}.gelu.1", v);
    }

    private GraphTensor Sum(string name, GraphTensor a, GraphTensor b)
    {
        var element = GraphTensor.Wider(a.Element, b.Element);
        return _writer.Node("Add", name, element, [_writer.Cast(a, element), _writer.Cast(b, element)]);
    }

    // x / 2 (1 + erf(x / sqrt 2)), in the order of operations that ONNX Runtime and TensorRT know as one; the Gelu operator comes with operator set 20.
    private GraphTensor Gelu(string name, GraphTensor x)
    {
        var type = x.Element;
        var scaled = _writer.Node("Div", $"{name}.scaled", type, [x, _writer.Constant("gelu.root2", type, [(float)Math.Sqrt(2)])]);
        var erf = _writer.Node("Erf", $"{name}.erf", type, [scaled]);
        var shifted = _writer.Node("Add", $"{name}.shifted", type, [erf, _writer.Constant("gelu.one", type, [1])]);
        var product = _writer.Node("Mul", $"{name}.product", type, [x, shifted]);
        return _writer.Node("Mul", name, type, [product, _writer.Constant("gelu.half", type, [0.5f])]);
    }
}
