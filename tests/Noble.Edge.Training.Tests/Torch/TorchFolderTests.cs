namespace Noble.Edge.Training.Tests;

public sealed class TorchFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("noble-libtorch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Libraries_OfAFolderWithCuda_ComeAfterThoseThatTheyNeed()
    {
        Write("libtorch_cuda.so", "libtorch.so", "libc10_cuda.so", "libtorch_cpu.so", "libtorch_python.so", "libc10.so");

        Assert.Equal(
            ["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"], TorchFolder.Libraries(_folder).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void Libraries_OfAFolderForTheCpu_AreThree()
    {
        Write("libtorch.so", "libtorch_cpu.so", "libc10.so");

        Assert.Equal(["libc10.so", "libtorch_cpu.so", "libtorch.so"], TorchFolder.Libraries(_folder).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void Open_FolderOfNoLibtorch_SaysWhichFileIsMissing()
    {
        Write("libc10.so");

        var error = Assert.Throws<TorchNativeException>(() => TorchFolder.Open(_folder, AppContext.BaseDirectory));

        Assert.Equal(
            $"NOBLE_LIBTORCH is '{_folder}', which holds no libtorch_cpu.so; expected the folder of libc10.so, libtorch_cpu.so, libtorch.so, for Python's torch .../site-packages/torch/lib",
            error.Message);
    }

    [Fact]
    public void Open_BuildWithALibtorchOfItsOwn_SaysSo()
    {
        Write("libtorch.so", "libtorch_cpu.so", "libc10.so");

        var error = Assert.Throws<TorchNativeException>(() => TorchFolder.Open(_folder, AppContext.BaseDirectory));

        Assert.StartsWith($"NOBLE_LIBTORCH is '{_folder}', but this build has a libtorch of its own, '", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileThatIsNoLibrary_SaysWhatTheLoaderSays()
    {
        Write("libtorch.so", "libtorch_cpu.so", "libc10.so");

        var error = Assert.Throws<TorchNativeException>(() => TorchFolder.Open(_folder, program: _folder + "-none"));

        var library = Path.Combine(_folder, "libc10.so");
        Assert.Matches($"^'{library}' does not load: {library}: .+", error.Message);
    }

    private void Write(params string[] files)
    {
        foreach (var file in files)
        {
            File.WriteAllText(Path.Combine(_folder, file), "no library");
        }
    }
}
