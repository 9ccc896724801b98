namespace Noble.Edge.Training.Tests;

/// <summary>Pickles that are deep, huge, cyclic or out of bounds: one line each, in bounded memory.</summary>
public sealed class PickleBoundsTests : IDisposable
{
    // The longest pickle that is read is 2 MiB; an object for each of its bytes, and the copies of growing lists, stay under this.
    private const long MostAllocated = 400L << 20;

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_DeepNesting_IsBounded()
    {
        Refuses("at most 4096 open marks, found more", writer => Repeat(writer, 1_000_000, (byte)'('));
        Refuses("at most 65536 values at once, found more", writer => Repeat(writer, 1_000_000, (byte)']'));
        Refuses("a dictionary of tensors, as torch.save(model.state_dict()) writes it, found a tuple of 1", writer => Repeat(writer.Op(')'), 1_900_000, 0x85).Op('.'));
        Refuses("a dictionary of tensors, as torch.save(model.state_dict()) writes it, found a list of 1", writer => Repeat(Repeat(writer, 60_000, (byte)']'), 59_999, (byte)'a').Op('.'));
    }

    [Fact]
    public void Run_DictionariesDeepInDictionaries_AreNotWalkedToTheEnd() => Refuses(
        "expected a state dict of neuraloperator's FNO, found none",
        writer =>
        {
            for (var depth = 0; depth < 10_000; depth++)
            {
                writer.Op('}').Text("d");
            }

            return Repeat(writer.Op('}'), 10_000, (byte)'s').Op('.');
        });

    [Fact]
    public void Run_MemoBomb_IsReadOnce() => Refuses(
        "expected a state dict of neuraloperator's FNO, found none",
        writer =>
        {
            // Each list holds the one before ten times: 10^40 leaves if it were walked. All of them stand under keys of their own.
            writer.Op('}').Op('(').Text("0").Op(']').Op((byte)'q', 0);
            for (byte level = 1; level <= 40; level++)
            {
                Repeat(writer.Text($"{level}").Op(']').Op('('), 10, (byte)'h', (byte)(level - 1)).Op('e').Op((byte)'q', level);
            }

            return writer.Op('u').Op('.');
        });

    [Fact]
    public void Run_CyclicDictionary_IsRefused()
    {
        Refuses("expected a state dict of neuraloperator's FNO, found none", writer => writer.Op('}').Op((byte)'q', 0).Text("self").Op((byte)'h', 0).Op('s').Op('.'));
        var writer = new PickleWriter().Value(SmallNetwork.StateDict()).Op((byte)'q', 7).Text("self").Op((byte)'h', 7).Op('s');
        Assert.Equal("self: expected a tensor, found a dictionary of 25", _folder.Refusal(new TorchZip().Of(writer.Stop(), writer.Storages)));
    }

    [Fact]
    public void Run_ImpossibleLengths_AreRefusedBeforeTheyAreReserved()
    {
        Refuses("text of at most 65536 bytes, found 4294967295 bytes", writer => writer.Op('X').UInt32(uint.MaxValue));
        Refuses("60000 more bytes, found 0, the end of the pickle,", writer => writer.Op('X').UInt32(60_000));
        Refuses("a whole number of at most 8 bytes, found one of 255", writer => writer.Op(0x8a, 255));
        Refuses("a memo of at most 131072 values, found number 4294967295", writer => writer.Op('}').Op('r').UInt32(uint.MaxValue));
        Refuses("a value that was kept before, found number 9 of the memo, which was not,", writer => writer.Op((byte)'h', 9));
        Refuses("a frame within the 0 bytes that are left, found one of 18446744073709551615 bytes", writer => writer.Op(0x95, 255, 255, 255, 255, 255, 255, 255, 255));
        Refuses("a name of at most 256 bytes and the end of its line, found no end of line", writer => writer.Op("cposix"u8));
        Refuses("at most 2097152 bytes, found ", writer => Repeat(writer, 2_097_152, (byte)'N'));
    }

    [Fact]
    public void Run_TooManyEntries_IsRefused() => Refuses(
        "at most 262144 entries in all, found more",
        writer =>
        {
            writer.Op(']');
            for (var i = 0; i < 5; i++)
            {
                Repeat(writer.Op('('), 60_000, (byte)'N').Op('e');
            }

            return writer;
        });

    [Fact]
    public void Run_StackThatIsWrong_IsRefused()
    {
        Refuses("an end with one value and no bytes behind, found 0 values", writer => writer.Op('.'));
        Refuses("an end with one value and no bytes behind, found 1 values, 0 marks and 1 bytes", writer => writer.Op('}').Op('.').Op('.'));
        Refuses("a mark, found none", writer => writer.Op('}').Op('u'));
        Refuses("2 values, found 0", writer => writer.Text("a").Text("b").Op('(').Op('s'));
        Refuses("a dictionary to fill, found a list of 0", writer => writer.Op(']').Text("a").Text("b").Op('s'));
        Refuses("a list to append to, found a dictionary of 0", writer => writer.Op('}').Text("a").Op('a'));
        Refuses("a value, found none", writer => writer.Op((byte)'q', 0));
        Refuses("keys with values, found 1 items", writer => writer.Op('}').Op('(').Text("a").Op('u'));
        Refuses("a key that is text or a whole number from 0, found a list of 0", writer => writer.Op('}').Op(']').Op('N').Op('s'));
        Refuses("a key that is text or a whole number from 0, found -1", writer => writer.Op('}').Int(-1).Op('N').Op('s'));
        Refuses("the text of a name, found something else", writer => writer.Op('}').Op('}').Op(0x93));
        Refuses("UTF-8 text, found other bytes", writer => writer.Op('X').UInt32(1).Op(0xff));
        Refuses("1 more bytes, found 0, the end of the pickle,", writer => writer.Op('}'));
    }

    [Fact]
    public void Run_TensorBeyondItsStorage_IsRefused()
    {
        var tensor = StoredTensor.Of("Float", new float[8], 8);
        RefusesTensor("a tensor within its storage of 8 elements, found shape (9)", tensor with { Shape = [9] });
        RefusesTensor("a tensor within its storage of 8 elements, found shape (8), strides (1) from 1", tensor with { Offset = 1 });
        RefusesTensor("a tensor within its storage of 8 elements, found shape (8), strides (1) from -1", tensor with { Offset = -1 });
        RefusesTensor("a tensor within its storage of 8 elements, found shape (8), strides (1) from 9223372036854775807", tensor with { Offset = long.MaxValue });
        RefusesTensor("a tensor within its storage of 8 elements, found shape (8), strides (2) from 0", tensor with { Strides = [2] });
        RefusesTensor("a tensor within its storage of 8 elements, found shape (2147483647, 2147483647, 2147483647)", tensor with { Shape = [int.MaxValue, int.MaxValue, int.MaxValue], Strides = [0, 0, 0] });
        RefusesTensor("a size or stride from 0, found -8", tensor with { Shape = [-8] });
        RefusesTensor("a size or stride from 0, found -1", tensor with { Strides = [-1] });
        RefusesTensor("1 strides, found 2", tensor with { Strides = [1, 1] });
        RefusesTensor("at most 8 axes, found 9", tensor with { Shape = [8, 1, 1, 1, 1, 1, 1, 1, 1] });
        RefusesTensor("9 elements of float32 in data/1, found an entry of 32 bytes", tensor with { Count = 9 });
        RefusesTensor("4611686018427387905 elements of float32 in data/1, found an entry of 32 bytes", tensor with { Count = (1L << 62) + 1 });
        RefusesTensor("-8 elements of float32 in data/1, found an entry of 32 bytes", tensor with { Count = -8 });
    }

    [Fact]
    public void Run_StorageThatIsNotThere_IsNamed()
    {
        var writer = new PickleWriter().Value(SmallNetwork.StateDict());
        Assert.Contains("an entry data/23, found no such entry", _folder.Refusal(new TorchZip().Of(writer.Stop(), writer.Storages[..^1])), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TensorsThatShareTheirElements_AreRefused()
    {
        // Two weights are the same four elements.
        var writer = new PickleWriter().Op('}').Op('(').Text("lifting.fcs.0.weight").Value(StoredTensor.Of("Float", new float[4], 4)).Op((byte)'q', 0);
        writer.Text("lifting.fcs.1.weight").Op((byte)'h', 0).Op('u');

        Assert.Equal("expected tensors within their 16 bytes of storage, found 32 bytes: some share their elements", _folder.Refusal(new TorchZip().Of(writer.Stop(), writer.Storages)));
    }

    private static PickleWriter Repeat(PickleWriter writer, int times, params byte[] opcodes)
    {
        for (var i = 0; i < times; i++)
        {
            writer.Op(opcodes);
        }

        return writer;
    }

    private void RefusesTensor(string expected, StoredTensor tensor) =>
        Assert.Contains(expected, _folder.Refusal(new TorchZip().Of(SmallNetwork.With("lifting.fcs.0.bias", _ => tensor))), StringComparison.Ordinal);

    private void Refuses(string expected, Func<PickleWriter, PickleWriter> write)
    {
        var zip = new TorchZip().Of(write(new PickleWriter()).ToArray(), []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = _folder.Refusal(zip);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
