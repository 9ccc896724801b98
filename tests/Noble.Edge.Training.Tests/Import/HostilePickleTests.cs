namespace Noble.Edge.Training.Tests;

/// <summary>
/// Pickles that would run something in Python: each is refused with one line, and what it would have done, make a file, is not done.
/// </summary>
public sealed class HostilePickleTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The payloads by what their refusal says. The first dozen make the file when Python loads them; the others reach for more than data.</summary>
    internal static IReadOnlyDictionary<string, Func<string, PickleWriter>> Payloads { get; } = new Dictionary<string, Func<string, PickleWriter>>
    {
        ["'posix.system', which is refused and was not run,"] = file => Call(new PickleWriter(), "posix", "system", $"touch {file}"),
        ["'os.system', which is refused and was not run,"] = file => Call(new PickleWriter(4), "os", "system", $"touch {file}"),
        ["'builtins.eval', which is refused"] = file => Call(new PickleWriter(), "builtins", "eval", $"open('{file}','w')"),
        ["'builtins.exec', which is refused"] = file => Call(new PickleWriter(5), "builtins", "exec", $"open('{file}','w')"),
        ["'__builtin__.exec', which is refused"] = file => Call(new PickleWriter(), "__builtin__", "exec", $"open('{file}','w')"),
        ["'subprocess.getoutput', which is refused"] = file => Call(new PickleWriter(3), "subprocess", "getoutput", $"touch {file}"),
        ["'runpy._run_code', which is refused"] = file => new PickleWriter().Global("runpy", "_run_code").Op('(').Text($"open('{file}','w')").Op('}').Op('t').Op('R'),
        ["'posix.mkdir', which is refused"] = file => new PickleWriter().Op('(').Text(file).Op("iposix\nmkdir\n"u8),
        ["'posix.mknod', which is refused"] = file => new PickleWriter().Op('(').Global("posix", "mknod").Text(file).Op('o'),
        ["'builtins.bytes', which is refused"] = file => Mapped(new PickleWriter(3).Global("builtins", "bytes"), file).Op(0x85, 0x81),
        ["'builtins.tuple', which is refused"] = file => Mapped(new PickleWriter(4).Global("builtins", "tuple"), file).Op(0x85).Op('}').Op(0x92),
        ["'posix.mkfifo', which is refused"] = file => new PickleWriter().Global("collections", "OrderedDict").Op(')').Op('R')
            .Op('}').Text("__setstate__").Global("posix", "mkfifo").Op('s').Op('b').Text(file).Op('b'),
        ["'nt.system', which is refused"] = file => new PickleWriter().Op('(').Text($"touch {file}").Op("int\nsystem\n"u8),
        ["'torch.serialization.load', which is refused"] = file => Call(new PickleWriter(), "torch.serialization", "load", file),
        ["'torch.storage._load_from_bytes', which is refused"] = file => Call(new PickleWriter(), "torch.storage", "_load_from_bytes", file),
        ["'collections.OrderedDict.fromkeys', which is refused"] = file => Call(new PickleWriter(4), "collections", "OrderedDict.fromkeys", file),
        ["'torch._utils._rebuild_tensor_v2.__globals__', which is refused"] = _ => new PickleWriter(4).Global("torch._utils", "_rebuild_tensor_v2.__globals__"),
        ["'neuralop.models.fno.FNO', which is refused"] = file => Call(new PickleWriter(), "neuralop.models.fno", "FNO", file),
        ["'numpy.core.multiarray.scalar', which is refused"] = file => Call(new PickleWriter(), "numpy.core.multiarray", "scalar", file),
        ["'evil??[31m.name?', which is refused"] = _ => new PickleWriter().Global("evil\r\u001b[31m", "name\u007f"),
        ["only opcodes that a state dict needs, found NewObj, which is refused,"] = file => new PickleWriter().Global("torch", "Size").Value(new object?[] { file }).Op(0x81),
        ["only opcodes that a state dict needs, found Obj, which is refused,"] = file => new PickleWriter().Op('(').Global("torch", "Size").Text(file).Op('o'),
        ["only opcodes that a state dict needs, found PersId, which is refused,"] = _ => new PickleWriter().Op("Pmodule\n"u8),
        ["only opcodes that a state dict needs, found Ext1, which is refused,"] = _ => new PickleWriter().Op(0x82, 1),
        ["only opcodes that a state dict needs, found String, which is refused,"] = _ => new PickleWriter().Op("S'x'\n"u8),
        ["only opcodes that a state dict needs, found 0xff"] = _ => new PickleWriter().Op(0xff),
        ["attributes of an ordered dictionary, found a dictionary of 1 for torch.Size"] = _ => new PickleWriter().Global("torch", "Size").Op('}').Text("__class__").Text("x").Op('s').Op('b'),
        ["no call of torch._C._nn.gelu like this, found one with 1 arguments"] = file => Call(new PickleWriter(), "torch._C._nn", "gelu", file),
        ["no call of neuralop.layers.spectral_convolution.SpectralConv like this"] = file => Call(new PickleWriter(), "neuralop.layers.spectral_convolution", "SpectralConv", file),
        ["no call of torch.FloatStorage like this"] = _ => new PickleWriter().Global("torch", "FloatStorage").Value(new object?[] { int.MaxValue }).Op('R'),
        ["no call of collections.OrderedDict like this"] = _ => new PickleWriter().Global("collections", "OrderedDict").Value(new object?[] { new List<object?>() }).Op('R'),
        ["a call of a name with a tuple, found one of 'os.system' with a tuple of 1"] = file => new PickleWriter().Text("os.system").Value(new object?[] { file }).Op('R'),
        ["a persistent id (storage, type, key, device, count), found a tuple of 2"] = file => new PickleWriter().Value(new object?[] { "module", file }).Op('Q'),
        ["a persistent id (storage, type, key, device, count), found a tuple of 5"] = _ => new PickleWriter().Value(new object?[] { "storage", new PythonName("torch", "Size"), "0", "cpu", 1 }).Op('Q'),
        ["a persistent id (storage, type, key, device, count), found 'os.system'"] = _ => new PickleWriter().Text("os.system").Op('Q'),
    };

    public static TheoryData<string> Names => [.. Payloads.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_HostilePickle_IsRefusedAndDoesNothing(string expected)
    {
        var marker = _folder.File("ran");
        var message = _folder.Refusal(new TorchZip().Of(Payloads[expected](marker).Stop(), []));

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.StartsWith("data.pkl: expected ", message, StringComparison.Ordinal);
        Assert.False(Path.Exists(marker));
    }

    [Fact]
    public void Run_PayloadBehindValidTensors_IsRefusedAndDoesNothing()
    {
        var marker = _folder.File("ran");
        var writer = new PickleWriter().Value(SmallNetwork.StateDict());
        Call(writer.Text("fno_blocks.extra"), "posix", "system", $"touch {marker}").Op('s');

        Assert.Contains("'posix.system'", _folder.Refusal(new TorchZip().Of(writer.Stop(), writer.Storages)), StringComparison.Ordinal);
        Assert.False(Path.Exists(marker));
    }

    [Fact]
    public void Run_PayloadInModuleVersions_IsRefusedAndDoesNothing()
    {
        var marker = _folder.File("ran");
        var writer = new PickleWriter().Value(SmallNetwork.StateDict()).Op('}').Text("_metadata");
        Call(writer, "posix", "system", $"touch {marker}").Op('s').Op('b');

        Assert.Contains("'posix.system'", _folder.Refusal(new TorchZip().Of(writer.Stop(), writer.Storages)), StringComparison.Ordinal);
        Assert.False(Path.Exists(marker));
    }

    [Fact]
    public void Run_PayloadInSettings_IsRefusedAndDoesNothing()
    {
        var settings = SmallNetwork.Settings();
        settings["non_linearity"] = new PythonName("os", "system");

        Assert.Contains("'os.system'", _folder.Refusal(new TorchZip().Of(SmallNetwork.StateDict().Append(new("_metadata", settings)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TensorWithFlags_IsRefused() => Assert.Contains(
        "a tensor without flags, found a dictionary of 1",
        _folder.Refusal(new TorchZip().Of(SmallNetwork.With("lifting.fcs.0.bias", tensor => tensor with { Flags = new Dictionary<string, object?> { ["conj"] = true } }))),
        StringComparison.Ordinal);

    [Fact]
    public void Run_ModuleVersionsOnTheStateDict_AreAccepted()
    {
        var writer = new PickleWriter().Value(SmallNetwork.StateDict());
        writer.Op('}').Text("_metadata").Value(new Dictionary<string, object?> { [""] = new Dictionary<string, object?> { ["version"] = 1 } }).Op('s').Op('b');

        SmallNetwork.AssertWeights(_folder.Import(new TorchZip().Of(writer.Stop(), writer.Storages)).Model.Weights);
    }

    // An iterator over the results of os.mkdir, made with NEWOBJ; what takes its elements runs it.
    private static PickleWriter Mapped(PickleWriter writer, string file) =>
        writer.Global("builtins", "map").Value(new object?[] { new PythonName("posix", "mkdir"), new List<object?> { file } }).Op(0x81);

    private static PickleWriter Call(PickleWriter writer, string module, string name, string argument) =>
        writer.Global(module, name).Value(new object?[] { argument }).Op('R');
}
