using System.Runtime.InteropServices;
using Google.Protobuf;
using Noble.Edge.Operator;
using Onnx;
using Element = Onnx.TensorProto.Types.DataType;

namespace Noble.Edge.Training;

/// <summary>Writes an ONNX graph node by node. Names are the caller's, so that a graph reads like the network.</summary>
internal sealed class GraphWriter
{
    /// <summary>Version of the default operator set: the newest that TensorRT 8.6 parses, and TensorRT 10 parses it as well.</summary>
    public const int Opset = 17;

    // The file format that came with operator set 17 (ONNX 1.12).
    private const int FileFormat = 8;

    // What only moves values: its result is rounded where its input is.
    private static readonly HashSet<string> Moves = ["Reshape", "Transpose", "Slice", "Pad", "Concat", "Neg"];

    private readonly GraphProto _graph = new();
    private readonly Dictionary<string, GraphTensor> _made = new(StringComparer.Ordinal);

    private readonly bool _isRehearsal;

    /// <param name="name">Name of the graph.</param>
    /// <param name="isRehearsal">
    /// Write what is float16 as float32 that is rounded to float16 after every operation, as hardware does it. A provider without float16 arithmetic
    /// (ONNX Runtime's on a CPU) computes a chain of float16 nodes in float32 and rounds at its end: the graph itself would look better than it is.
    /// </param>
    public GraphWriter(string name, bool isRehearsal = false)
    {
        _graph.Name = name;
        _isRehearsal = isRehearsal;
    }

    /// <summary>The graph's input, float32.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape; the batch, which is dynamic, comes before it.</param>
    public GraphTensor Input(string name, params ReadOnlySpan<long> shape)
    {
        _graph.Input.Add(Described(name, shape));
        return new GraphTensor(name, Element.Float);
    }

    /// <summary>Makes a float32 tensor an output of the graph.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="shape">Its shape; the batch, which is dynamic, comes before it.</param>
    public void Output(GraphTensor tensor, params ReadOnlySpan<long> shape) => _graph.Output.Add(Described(tensor.Name, shape));

    /// <summary>Makes a float32 tensor an output of the graph, of whatever shape it has.</summary>
    public void Output(GraphTensor tensor) => _graph.Output.Add(new ValueInfoProto
    {
        Name = tensor.Name,
        Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)Element.Float } },
    });

    /// <summary>A constant in float32 or float16; written once, however often it is asked for.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="element">float32 or float16.</param>
    /// <param name="values">Its values in C order.</param>
    /// <param name="shape">Its shape.</param>
    public GraphTensor Constant(string name, Element element, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        var full = element == Element.Float16 ? $"{name}.half" : name;
        if (_made.TryGetValue(full, out var known))
        {
            return known;
        }

        if (element != Element.Float16)
        {
            return Stored(full, element, MemoryMarshal.AsBytes(values), shape);
        }

        var (halves, rounded) = (new Half[values.Length], new float[values.Length]);
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
            rounded[i] = (float)halves[i];
        }

        return _isRehearsal
            ? _made[full] = Stored(full, Element.Float, MemoryMarshal.AsBytes<float>(rounded), shape) with { Element = Element.Float16 }
            : Stored(full, element, MemoryMarshal.AsBytes<Half>(halves), shape);
    }

    /// <summary>A constant of int64: a shape, or the ends of a slice.</summary>
    public GraphTensor Indices(string name, params ReadOnlySpan<long> values) =>
        _made.TryGetValue(name, out var known) ? known : Stored(name, Element.Int64, MemoryMarshal.AsBytes(values), values.Length);

    /// <summary>The zero points of a symmetric quantization, int8: one, or one a channel.</summary>
    public GraphTensor ZeroPoints(string name, int count) =>
        _made.TryGetValue(name, out var known) ? known : Stored(name, Element.Int8, new byte[count], count == 1 ? [] : [count]);

    /// <summary>Appends a node with one output, named as the node.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="name">Name of the node and of its output.</param>
    /// <param name="element">Element type of the output.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="attributes">Its attributes.</param>
    public GraphTensor Node(string type, string name, Element element, ReadOnlySpan<GraphTensor> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        if (_made.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_isRehearsal && element == Element.Float16 && !Moves.Contains(type))
        {
            Append(type, $"{name}/exact", inputs, attributes);
            Round($"{name}/exact", name);
        }
        else
        {
            Append(type, name, inputs, attributes);
        }

        return _made[name] = new GraphTensor(name, element);
    }

    /// <summary>The tensor in another floating-point type; itself where it has that.</summary>
    public GraphTensor Cast(GraphTensor tensor, Element element)
    {
        var name = $"{tensor.Name}/{(element == Element.Float ? "float" : "half")}";
        if (tensor.Element == element)
        {
            return tensor;
        }

        if (!_isRehearsal)
        {
            return Node("Cast", name, element, [tensor], Attribute("to", (long)element));
        }

        if (element == Element.Float)
        {
            return tensor with { Element = Element.Float };
        }

        if (!_made.ContainsKey(name))
        {
            Round(tensor.Name, name);
        }

        return _made[name] = new GraphTensor(name, element);
    }

    /// <summary>An attribute that is a number.</summary>
    public static AttributeProto Attribute(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    /// <summary>An attribute that is a list of numbers.</summary>
    public static AttributeProto Attribute(string name, params long[] values) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    /// <summary>The file.</summary>
    /// <param name="producer">Name and version of the program.</param>
    public byte[] ToBytes(string producer) => new ModelProto
    {
        IrVersion = FileFormat,
        ProducerName = producer,
        Graph = _graph,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
    }.ToByteArray();

    private void Round(string from, string to)
    {
        Append("Cast", $"{to}/rounded", [new GraphTensor(from, Element.Float)], [Attribute("to", (long)Element.Float16)]);
        Append("Cast", to, [new GraphTensor($"{to}/rounded", Element.Float16)], [Attribute("to", (long)Element.Float)]);
    }

    private void Append(string type, string name, ReadOnlySpan<GraphTensor> inputs, ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = type, Name = name };
        foreach (var input in inputs)
        {
            node.Input.Add(input.Name);
        }

        node.Output.Add(name);
        foreach (var attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        _graph.Node.Add(node);
    }

    private GraphTensor Stored(string name, Element element, ReadOnlySpan<byte> bytes, params ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)element, RawData = ByteString.CopyFrom(bytes) };
        foreach (var axis in shape)
        {
            tensor.Dims.Add(axis);
        }

        _graph.Initializer.Add(tensor);
        return _made[name] = new GraphTensor(name, element);
    }

    private static ValueInfoProto Described(string name, ReadOnlySpan<long> shape)
    {
        var axes = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "batch" } } };
        foreach (var axis in shape)
        {
            axes.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = axis });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)Element.Float, Shape = axes } },
        };
    }
}
