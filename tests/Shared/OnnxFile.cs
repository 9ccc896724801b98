using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Noble.Edge.Tests;

/// <summary>
/// Writes ONNX files without anyone else's library: the few messages of onnx.proto that a test needs. To include it in a test project, link
/// <c>tests/Shared/OnnxFile.cs</c>.
/// </summary>
internal sealed class OnnxFile
{
    public const int Float32 = 1, Int64 = 7, Float64 = 11;

    private const int Varint = 0, Fixed32 = 5, Bytes = 2; // wire types
    private readonly List<byte[]> _nodes = [];
    private readonly List<byte[]> _initializers = [];
    private readonly List<byte[]> _inputs = [];
    private readonly List<byte[]> _outputs = [];
    private int _values;

    /// <summary>A size of a tensor that is not fixed.</summary>
    public const long Dynamic = -1;

    public void Input(string name, int element, params ReadOnlySpan<long> shape) => _inputs.Add(Value(name, element, shape));

    public void Output(string name, int element, params ReadOnlySpan<long> shape) => _outputs.Add(Value(name, element, shape));

    /// <summary>A constant; returns its name.</summary>
    public string Constant(ReadOnlySpan<float> data, params ReadOnlySpan<long> shape)
    {
        var name = NewName("c");
        var tensor = new MemoryStream();
        foreach (var size in shape)
        {
            Number(tensor, 1, size);
        }

        Number(tensor, 2, Float32);
        Text(tensor, 8, name);
        Block(tensor, 9, MemoryMarshal.AsBytes(data));
        _initializers.Add(tensor.ToArray());
        return name;
    }

    /// <summary>A node with one output; returns that output's name.</summary>
    public string Node(string operation, string[] inputs, params (string Name, object Value)[] attributes) => Node(operation, inputs, [NewName("v")], attributes)[0];

    /// <summary>A node; returns its outputs' names.</summary>
    public string[] Node(string operation, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        var node = new MemoryStream();
        foreach (var input in inputs)
        {
            Text(node, 1, input);
        }

        foreach (var output in outputs)
        {
            Text(node, 2, output);
        }

        Text(node, 4, operation);
        foreach (var (name, value) in attributes)
        {
            Block(node, 5, Attribute(name, value));
        }

        _nodes.Add(node.ToArray());
        return outputs;
    }

    public string NewName(string prefix) => $"{prefix}{_values++}";

    public byte[] ToArray()
    {
        var graph = new MemoryStream();
        _nodes.ForEach(node => Block(graph, 1, node));
        Text(graph, 2, "test");
        _initializers.ForEach(initializer => Block(graph, 5, initializer));
        _inputs.ForEach(input => Block(graph, 11, input));
        _outputs.ForEach(output => Block(graph, 12, output));

        var operators = new MemoryStream();
        Text(operators, 1, "");
        Number(operators, 2, 17);

        var model = new MemoryStream();
        Number(model, 1, 8);
        Text(model, 2, "noble tests");
        Block(model, 7, graph.ToArray());
        Block(model, 8, operators.ToArray());
        return model.ToArray();
    }

    private static byte[] Attribute(string name, object value)
    {
        var attribute = new MemoryStream();
        Text(attribute, 1, name);
        switch (value)
        {
            case long number:
                Number(attribute, 3, number);
                Number(attribute, 20, 2);
                break;
            case long[] numbers:
                foreach (var number in numbers)
                {
                    Number(attribute, 8, number);
                }

                Number(attribute, 20, 7);
                break;
            case float real:
                Tag(attribute, 2, Fixed32);
                Span<byte> bytes = stackalloc byte[4];
                BinaryPrimitives.WriteSingleLittleEndian(bytes, real);
                attribute.Write(bytes);
                Number(attribute, 20, 1);
                break;
            default:
                throw new ArgumentException($"no attribute of {value.GetType()}");
        }

        return attribute.ToArray();
    }

    private static byte[] Value(string name, int element, ReadOnlySpan<long> shape)
    {
        var sizes = new MemoryStream();
        foreach (var size in shape)
        {
            var dimension = new MemoryStream();
            if (size == Dynamic)
            {
                Text(dimension, 2, "batch");
            }
            else
            {
                Number(dimension, 1, size);
            }

            Block(sizes, 1, dimension.ToArray());
        }

        var tensor = new MemoryStream();
        Number(tensor, 1, element);
        Block(tensor, 2, sizes.ToArray());
        var type = new MemoryStream();
        Block(type, 1, tensor.ToArray());
        var value = new MemoryStream();
        Text(value, 1, name);
        Block(value, 2, type.ToArray());
        return value.ToArray();
    }

    private static void Tag(Stream to, int field, int wire) => Raw(to, ((ulong)field << 3) | (uint)wire);

    private static void Number(Stream to, int field, long value)
    {
        Tag(to, field, Varint);
        Raw(to, (ulong)value);
    }

    private static void Text(Stream to, int field, string value) => Block(to, field, Encoding.UTF8.GetBytes(value));

    private static void Block(Stream to, int field, ReadOnlySpan<byte> bytes)
    {
        Tag(to, field, Bytes);
        Raw(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void Raw(Stream to, ulong value)
    {
        while (value >= 0x80)
        {
            to.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        to.WriteByte((byte)value);
    }
}
