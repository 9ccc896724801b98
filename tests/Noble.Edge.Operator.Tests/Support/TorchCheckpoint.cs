using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Noble.Edge.Operator.Tests.Support;

/// <summary>
/// Reads the tensors of a PyTorch zip checkpoint. A pickle is a program; this runs only its data opcodes and knows only
/// the two calls that build an ordered dictionary and a tensor. Everything else is an error, nothing is ever executed.
/// </summary>
public static class TorchCheckpoint
{
    private sealed record Global(string Name);

    private sealed record Storage(string Kind, string Key);

    private static readonly object Mark = new();

    /// <summary>The tensors of the checkpoint's top-level dictionary; entries that are no tensor (<c>_metadata</c>) are left out.</summary>
    public static Dictionary<string, TorchTensor> Read(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        ZipArchiveEntry pickle = zip.Entries.Single(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal));
        string folder = pickle.FullName[..^"data.pkl".Length];
        var dictionary = (Dictionary<string, object?>)Run(Bytes(pickle), storage => Bytes(zip.GetEntry($"{folder}data/{storage}")!))!;
        return dictionary.Where(entry => entry.Value is TorchTensor).ToDictionary(entry => entry.Key, entry => (TorchTensor)entry.Value!);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        byte[] bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static object? Run(ReadOnlySpan<byte> code, Func<string, byte[]> storage)
    {
        var stack = new List<object?>();
        var memo = new Dictionary<int, object?>();
        for (int at = 0; at < code.Length;)
        {
            byte opcode = code[at++];
            switch (opcode)
            {
                case 0x80: // PROTO
                    at++;
                    break;
                case (byte)'.': // STOP
                    return Pop(stack);
                case (byte)'(': // MARK
                    stack.Add(Mark);
                    break;
                case (byte)'c': // GLOBAL
                    string module = Line(code, ref at);
                    stack.Add(new Global($"{module}.{Line(code, ref at)}"));
                    break;
                case (byte)'X': // BINUNICODE
                    int length = BinaryPrimitives.ReadInt32LittleEndian(code[at..]);
                    stack.Add(Encoding.UTF8.GetString(code.Slice(at + 4, length)));
                    at += 4 + length;
                    break;
                case (byte)'K': // BININT1
                    stack.Add((int)code[at++]);
                    break;
                case (byte)'M': // BININT2
                    stack.Add((int)BinaryPrimitives.ReadUInt16LittleEndian(code[at..]));
                    at += 2;
                    break;
                case (byte)'J': // BININT
                    stack.Add(BinaryPrimitives.ReadInt32LittleEndian(code[at..]));
                    at += 4;
                    break;
                case (byte)'G': // BINFLOAT
                    stack.Add(BinaryPrimitives.ReadDoubleBigEndian(code[at..]));
                    at += 8;
                    break;
                case 0x88 or 0x89: // NEWTRUE, NEWFALSE
                    stack.Add(opcode == 0x88);
                    break;
                case (byte)'N': // NONE
                    stack.Add(null);
                    break;
                case (byte)'q': // BINPUT
                    memo[code[at++]] = stack[^1];
                    break;
                case (byte)'r': // LONG_BINPUT
                    memo[BinaryPrimitives.ReadInt32LittleEndian(code[at..])] = stack[^1];
                    at += 4;
                    break;
                case (byte)'h': // BINGET
                    stack.Add(memo[code[at++]]);
                    break;
                case (byte)'j': // LONG_BINGET
                    stack.Add(memo[BinaryPrimitives.ReadInt32LittleEndian(code[at..])]);
                    at += 4;
                    break;
                case (byte)')': // EMPTY_TUPLE
                    stack.Add(Array.Empty<object?>());
                    break;
                case (byte)'}': // EMPTY_DICT
                    stack.Add(new Dictionary<string, object?>());
                    break;
                case (byte)'t': // TUPLE
                    stack.Add(PopToMark(stack));
                    break;
                case 0x85 or 0x86 or 0x87: // TUPLE1, TUPLE2, TUPLE3
                    int count = opcode - 0x84;
                    object?[] tuple = [.. stack[^count..]];
                    stack.RemoveRange(stack.Count - count, count);
                    stack.Add(tuple);
                    break;
                case (byte)'s': // SETITEM
                    object? value = Pop(stack);
                    string key = (string)Pop(stack)!;
                    ((Dictionary<string, object?>)stack[^1]!)[key] = value;
                    break;
                case (byte)'u': // SETITEMS
                    object?[] items = PopToMark(stack);
                    for (int i = 0; i < items.Length; i += 2)
                    {
                        ((Dictionary<string, object?>)stack[^1]!)[(string)items[i]!] = items[i + 1];
                    }

                    break;
                case (byte)'b': // BUILD, only an ordered dictionary's own attributes
                    Pop(stack);
                    break;
                case (byte)'Q': // BINPERSID
                    stack.Add(PersistentStorage(Pop(stack)));
                    break;
                case (byte)'R': // REDUCE
                    object?[] arguments = (object?[])Pop(stack)!;
                    stack.Add(Call((Global)Pop(stack)!, arguments, storage));
                    break;
                default:
                    throw new InvalidDataException($"pickle opcode 0x{opcode:x2} at byte {at - 1} is not one of a tensor file");
            }
        }

        throw new InvalidDataException("the pickle does not end");
    }

    private static Storage PersistentStorage(object? id) =>
        id is object?[] { Length: >= 3 } parts && parts[0] is "storage" && parts[1] is Global kind && parts[2] is string key
            ? new Storage(kind.Name, key)
            : throw new InvalidDataException("a persistent id that is no storage");

    private static object Call(Global function, object?[] arguments, Func<string, byte[]> storage) => function.Name switch
    {
        "collections.OrderedDict" when arguments.Length == 0 => new Dictionary<string, object?>(),
        "torch._utils._rebuild_tensor_v2" => Tensor(arguments, storage),
        _ => throw new InvalidDataException($"a call of {function.Name}"),
    };

    private static TorchTensor Tensor(object?[] arguments, Func<string, byte[]> storage)
    {
        var source = (Storage)arguments[0]!;
        int offset = (int)arguments[1]!;
        int[] shape = [.. ((object?[])arguments[2]!).Select(axis => (int)axis!)];
        int[] strides = [.. ((object?[])arguments[3]!).Select(stride => (int)stride!)];
        int count = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (shape[axis] != 1 && strides[axis] != count)
            {
                throw new InvalidDataException($"storage {source.Key}: a tensor that is not contiguous");
            }

            count *= shape[axis];
        }

        ReadOnlySpan<float> elements = MemoryMarshal.Cast<byte, float>(storage(source.Key));
        switch (source.Kind)
        {
            case "torch.FloatStorage":
                return new TorchTensor(shape, elements.Slice(offset, count).ToArray(), null);
            case "torch.ComplexFloatStorage":
                float[] real = new float[count];
                float[] imaginary = new float[count];
                for (int i = 0; i < count; i++)
                {
                    real[i] = elements[2 * (offset + i)];
                    imaginary[i] = elements[(2 * (offset + i)) + 1];
                }

                return new TorchTensor(shape, real, imaginary);
            default:
                throw new InvalidDataException($"storage {source.Key}: element type {source.Kind}");
        }
    }

    private static string Line(ReadOnlySpan<byte> code, ref int at)
    {
        int length = code[at..].IndexOf((byte)'\n');
        string line = Encoding.ASCII.GetString(code.Slice(at, length));
        at += length + 1;
        return line;
    }

    private static object? Pop(List<object?> stack)
    {
        object? top = stack[^1];
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private static object?[] PopToMark(List<object?> stack)
    {
        int mark = stack.LastIndexOf(Mark);
        object?[] items = [.. stack[(mark + 1)..]];
        stack.RemoveRange(mark, stack.Count - mark);
        return items;
    }
}
