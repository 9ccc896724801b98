using System.Buffers.Binary;
using System.Text;

namespace Noble.Edge.Training.Tests;

/// <summary>Writes pickles as Python does, well-formed or not; the storages of tensors are collected beside them.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [];
    private readonly int _protocol;

    public PickleWriter(int protocol = 2)
    {
        _protocol = protocol;
        Op(0x80, (byte)protocol);
    }

    /// <summary>Bytes of data/0, data/1, ...</summary>
    public List<byte[]> Storages { get; } = [];

    public byte[] ToArray() => [.. _bytes];

    /// <summary>Ends the pickle.</summary>
    public byte[] Stop() => Op('.').ToArray();

    public PickleWriter Op(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleWriter Op(char opcode) => Op((byte)opcode);

    public PickleWriter Global(string module, string name) => _protocol < 4
        ? Op('c').Op(Encoding.ASCII.GetBytes($"{module}\n{name}\n"))
        : Text(module).Text(name).Op(0x93);

    public PickleWriter Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (_protocol >= 4 && utf8.Length < 256)
        {
            return Op(0x8c, (byte)utf8.Length).Op(utf8).Op(0x94);
        }

        return Op('X').UInt32((uint)utf8.Length).Op(utf8);
    }

    public PickleWriter UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Op(bytes);
    }

    public PickleWriter Int(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return value switch
        {
            >= 0 and < 256 => Op('K').Op(bytes[..1]),
            >= 0 and < 65536 => Op('M').Op(bytes[..2]),
            >= int.MinValue and <= int.MaxValue => Op('J').Op(bytes[..4]),
            _ => Op(0x8a, 8).Op(bytes),
        };
    }

    /// <summary>
    /// A value: null, bool, int or long, double, text, an array (a tuple), a list, pairs (a dictionary), a <see cref="PythonName"/>
    /// or a <see cref="StoredTensor"/>.
    /// </summary>
    public PickleWriter Value(object? value)
    {
        switch (value)
        {
            case null:
                return Op('N');
            case bool flag:
                return Op(flag ? (byte)0x88 : (byte)0x89);
            case int whole:
                return Int(whole);
            case long whole:
                return Int(whole);
            case double real:
                var bytes = new byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(bytes, real);
                return Op('G').Op(bytes);
            case string text:
                return Text(text);
            case object?[] tuple:
                return Items(Op('('), tuple).Op('t');
            case List<object?> list:
                return Items(Op(']').Op('('), list).Op('e');
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                return Dictionary(pairs);
            case PythonName name:
                return Global(name.Module, name.Name);
            case StoredTensor tensor:
                return Tensor(tensor);
            default:
                throw new ArgumentException($"no pickle of {value.GetType()}", nameof(value));
        }
    }

    private PickleWriter Dictionary(IEnumerable<KeyValuePair<string, object?>> pairs)
    {
        Global("collections", "OrderedDict").Op(')').Op('R').Op('(');
        foreach (var (key, value) in pairs)
        {
            Text(key).Value(value);
        }

        return Op('u');
    }

    private static PickleWriter Items(PickleWriter writer, IEnumerable<object?> items) => items.Aggregate(writer, (to, item) => to.Value(item));

    private PickleWriter Tensor(StoredTensor tensor)
    {
        if (tensor.IsParameter)
        {
            Global("torch._utils", "_rebuild_parameter").Op('(');
        }

        var key = $"{Storages.Count}";
        Storages.Add(tensor.Bytes);
        Global("torch._utils", "_rebuild_tensor_v2").Op('(');
        Value(new object?[] { "storage", new PythonName("torch", $"{tensor.Storage}Storage"), key, "cpu", tensor.Count ?? tensor.Bytes.Length / tensor.ElementSize }).Op('Q');
        Int(tensor.Offset);
        Value(tensor.Shape.Cast<object?>().ToArray());
        Value((tensor.Strides ?? Contiguous(tensor.Shape)).Cast<object?>().ToArray());
        Value(false).Dictionary([]);
        if (tensor.Flags is not null)
        {
            Value(tensor.Flags);
        }

        Op('t').Op('R');
        return tensor.IsParameter ? Value(true).Dictionary([]).Op('t').Op('R') : this;
    }

    private static int[] Contiguous(int[] shape) => [.. shape.Select((_, axis) => shape[(axis + 1)..].Aggregate(1, (product, size) => product * size))];
}
