namespace Noble.Edge.Training;

/// <summary>
/// Reads the pickle of a state dict as data. A pickle is a program that may call anything; this knows the opcodes that build
/// dictionaries, tuples, lists, text and numbers, and four calls that describe tensors, and refuses everything else by name.
/// Nothing is looked up, created or run.
/// </summary>
/// <remarks>
/// Bounded by the length of the pickle and by the limits below; no recursion, so that nothing can be too deep. Containers may
/// hold each other, and themselves: whoever walks them must expect that.
/// </remarks>
internal sealed partial class PickleReader
{
    private const int MostOnStack = 1 << 16, MostInMemo = 1 << 17, MostMarks = 1 << 12, MostItems = 1 << 18;
    private const int OldestProtocol = 2, NewestProtocol = 5;

    private readonly PickleBytes _bytes;
    private readonly Func<string, long?> _storageLength;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = []; // heights of the stack
    private readonly List<(bool IsSet, object? Value)> _memo = [];
    private int _items; // in all lists and dictionaries

    private PickleReader(PickleBytes bytes, Func<string, long?> storageLength)
    {
        (_bytes, _storageLength) = (bytes, storageLength);
    }

    /// <summary>Reads a pickle.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="pickle">The pickle.</param>
    /// <param name="storageLength">Bytes of the storage of a key, null where there is none.</param>
    /// <returns>
    /// Text, long, double, bool, null, <see cref="PickleTuple"/>, a list of objects, <see cref="PickleDictionary"/>, <see cref="PickleName"/>,
    /// <see cref="PickleStorage"/> or <see cref="PickleTensor"/>.
    /// </returns>
    /// <exception cref="CheckpointException">The pickle is damaged, or asks for more than data.</exception>
    public static object? Read(string file, ReadOnlyMemory<byte> pickle, Func<string, long?> storageLength) =>
        new PickleReader(new PickleBytes(file, pickle), storageLength).Run();

    private object? Run()
    {
        if (_bytes.Remaining < 2 || _bytes.Byte() != (byte)PickleOpcode.Proto || _bytes.Byte() is < OldestProtocol or > NewestProtocol)
        {
            throw _bytes.Fault($"a pickle of protocol {OldestProtocol} to {NewestProtocol}", "other bytes");
        }

        while (true)
        {
            var opcode = (PickleOpcode)_bytes.Byte();
            if (opcode == PickleOpcode.Stop)
            {
                return Result();
            }

            Step(opcode);
            if (_stack.Count > MostOnStack)
            {
                throw _bytes.Fault($"at most {MostOnStack} values at once", "more");
            }
        }
    }

    private object? Result()
    {
        if (_marks.Count > 0 || _stack.Count != 1 || _bytes.Remaining > 0)
        {
            throw _bytes.Fault("an end with one value and no bytes behind", $"{_stack.Count} values, {_marks.Count} marks and {_bytes.Remaining} bytes");
        }

        return _stack[0];
    }

    private void Step(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Frame:
                CheckFrame(_bytes.UInt64());
                break;
            case PickleOpcode.Mark:
                PushMark();
                break;
            case PickleOpcode.None:
                _stack.Add(null);
                break;
            case PickleOpcode.NewTrue or PickleOpcode.NewFalse:
                _stack.Add(opcode == PickleOpcode.NewTrue);
                break;
            case PickleOpcode.BinInt:
                _stack.Add((long)_bytes.Int32());
                break;
            case PickleOpcode.BinInt1:
                _stack.Add((long)_bytes.Byte());
                break;
            case PickleOpcode.BinInt2:
                _stack.Add((long)_bytes.UInt16());
                break;
            case PickleOpcode.Long1:
                _stack.Add(_bytes.Long());
                break;
            case PickleOpcode.BinFloat:
                _stack.Add(_bytes.Double());
                break;
            case PickleOpcode.BinUnicode:
                _stack.Add(_bytes.Text(_bytes.UInt32()));
                break;
            case PickleOpcode.ShortBinUnicode:
                _stack.Add(_bytes.Text(_bytes.Byte()));
                break;
            case PickleOpcode.Global:
                var module = _bytes.Line();
                _stack.Add(Name(module, _bytes.Line()));
                break;
            case PickleOpcode.StackGlobal:
                var name = PopText();
                _stack.Add(Name(PopText(), name));
                break;
            case PickleOpcode.BinPut:
                Put(_bytes.Byte());
                break;
            case PickleOpcode.LongBinPut:
                Put(_bytes.UInt32());
                break;
            case PickleOpcode.Memoize:
                Put((uint)_memo.Count);
                break;
            case PickleOpcode.BinGet:
                _stack.Add(Get(_bytes.Byte()));
                break;
            case PickleOpcode.LongBinGet:
                _stack.Add(Get(_bytes.UInt32()));
                break;
            default:
                Build(opcode);
                break;
        }
    }

    private void Build(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyTuple:
                _stack.Add(new PickleTuple([]));
                break;
            case PickleOpcode.Tuple:
                _stack.Add(new PickleTuple(PopToMark()));
                break;
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                _stack.Add(new PickleTuple(Pop(1 + (opcode - PickleOpcode.Tuple1))));
                break;
            case PickleOpcode.EmptyList:
                _stack.Add(new List<object?>());
                break;
            case PickleOpcode.Append:
                Append(Pop(1));
                break;
            case PickleOpcode.Appends:
                Append(PopToMark());
                break;
            case PickleOpcode.EmptyDict:
                _stack.Add(new PickleDictionary());
                break;
            case PickleOpcode.SetItem:
                SetItems(Pop(2));
                break;
            case PickleOpcode.SetItems:
                SetItems(PopToMark());
                break;
            case PickleOpcode.BinPersId:
                _stack.Add(Storage(Pop()));
                break;
            case PickleOpcode.Reduce:
                var arguments = Pop();
                _stack.Add(Call(Pop(), arguments));
                break;
            case PickleOpcode.Build:
                SetAttributes(Pop());
                break;
            case PickleOpcode.Inst:
                var module = _bytes.Line();
                throw Refused($"{module}.{_bytes.Line()}");
            default:
                throw _bytes.Fault(
                    "only opcodes that a state dict needs",
                    Enum.IsDefined(opcode) ? $"{opcode}, which is refused," : $"0x{(byte)opcode:x2}");
        }
    }

    private void CheckFrame(ulong length)
    {
        if (length > (ulong)_bytes.Remaining)
        {
            throw _bytes.Fault($"a frame within the {_bytes.Remaining} bytes that are left", $"one of {length} bytes");
        }
    }

    private void PushMark()
    {
        if (_marks.Count == MostMarks)
        {
            throw _bytes.Fault($"at most {MostMarks} open marks", "more");
        }

        _marks.Add(_stack.Count);
    }

    private PickleName Name(string module, string name) => PickleName.Find($"{module}.{name}") ?? throw Refused($"{module}.{name}");

    private CheckpointException Refused(string name) =>
        _bytes.Fault("only names that a state dict of tensors needs", $"'{PrintableText.Of(name)}', which is refused and was not run,");

    private void Put(uint index)
    {
        if (index >= MostInMemo)
        {
            throw _bytes.Fault($"a memo of at most {MostInMemo} values", $"number {index}");
        }

        var value = Top();
        while (_memo.Count <= index)
        {
            _memo.Add(default);
        }

        _memo[(int)index] = (true, value);
    }

    private object? Get(uint index) => index < _memo.Count && _memo[(int)index].IsSet
        ? _memo[(int)index].Value
        : throw _bytes.Fault("a value that was kept before", $"number {index} of the memo, which was not,");

    private void Append(object?[] items)
    {
        if (Top() is not List<object?> list)
        {
            throw _bytes.Fault("a list to append to", PickleKinds.Of(Top()));
        }

        Count(items.Length);
        list.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (Top() is not PickleDictionary dictionary)
        {
            throw _bytes.Fault("a dictionary to fill", PickleKinds.Of(Top()));
        }

        if (items.Length % 2 != 0)
        {
            throw _bytes.Fault("keys with values", $"{items.Length} items");
        }

        Count(items.Length / 2);
        for (var i = 0; i < items.Length; i += 2)
        {
            if (items[i] is not (string or long and >= 0 and <= int.MaxValue))
            {
                throw _bytes.Fault("a key that is text or a whole number from 0", PickleKinds.Of(items[i]));
            }

            if (!dictionary.TryAdd(items[i]!, items[i + 1]))
            {
                throw _bytes.Fault("each name once", $"{PickleKinds.Of(items[i])} twice");
            }
        }
    }

    // An ordered dictionary's own attributes: PyTorch keeps the versions of its modules there. They say nothing of the weights.
    private void SetAttributes(object? state)
    {
        if (Top() is not PickleDictionary || state is not PickleDictionary)
        {
            throw _bytes.Fault("attributes of an ordered dictionary", $"{PickleKinds.Of(state)} for {PickleKinds.Of(Top())}");
        }
    }

    private void Count(int items)
    {
        _items += items;
        if (_items > MostItems)
        {
            throw _bytes.Fault($"at most {MostItems} entries in all", "more");
        }
    }

    // Values under the last mark belong to whoever set it.
    private object? Pop() => Pop(1)[0];

    private object?[] Pop(int count)
    {
        var floor = _marks.Count > 0 ? _marks[^1] : 0;
        if (_stack.Count - floor < count)
        {
            throw _bytes.Fault($"{count} values", $"{_stack.Count - floor}");
        }

        object?[] items = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private object? Top()
    {
        var floor = _marks.Count > 0 ? _marks[^1] : 0;
        return _stack.Count > floor ? _stack[^1] : throw _bytes.Fault("a value", "none");
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw _bytes.Fault("a mark", "none");
        }

        object?[] items = [.. _stack[_marks[^1]..]];
        _stack.RemoveRange(_marks[^1], items.Length);
        _marks.RemoveAt(_marks.Count - 1);
        return items;
    }

    private string PopText() => Pop() is { } value && value is string text ? text : throw _bytes.Fault("the text of a name", "something else");
}
