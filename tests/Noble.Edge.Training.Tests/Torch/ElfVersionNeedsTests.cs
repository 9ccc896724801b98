using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class ElfVersionNeedsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly string _library;

    public ElfVersionNeedsTests()
    {
        _library = _temporary.File("library.so");
        var source = new[] { AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native") }
            .Select(folder => Path.Combine(folder, "libLibTorchSharp.so")).First(File.Exists);
        File.Copy(source, _library);
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void MakeWeak_RequiredVersion_ChangesOneByteOnce()
    {
        const string Version = "GLIBCXX_3.4.18"; // required by every build of the library, patched or not
        var before = File.ReadAllBytes(_library);

        Assert.True(ElfVersionNeeds.MakeWeak(_library, Version));
        Assert.False(ElfVersionNeeds.MakeWeak(_library, Version));

        var after = File.ReadAllBytes(_library);
        var changed = Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != after[i]);
        Assert.Equal(before[changed] | 2, after[changed]);
    }

    [Fact]
    public void MakeWeak_VersionThatIsNotRequired_SaysSo()
    {
        var error = Assert.Throws<TorchNativeException>(() => ElfVersionNeeds.MakeWeak(_library, "GLIBCXX_9.9.9"));

        Assert.Equal($"'{_library}' does not require GLIBCXX_9.9.9", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(1000)]
    public void MakeWeak_TruncatedFile_SaysThatItIsNoLibrary(int length)
    {
        File.WriteAllBytes(_library, File.ReadAllBytes(_library)[..length]);

        Assert.Throws<TorchNativeException>(() => ElfVersionNeeds.MakeWeak(_library, "GLIBCXX_3.4.32"));
    }
}
