using System.Diagnostics;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Engines.Onnx;

/// <summary>Against libraries made here that have NVIDIA's entry points and one GPU.</summary>
public sealed class NvidiaLibrariesTests : IDisposable
{
    private const string Driver = """
        #include <string.h>
        int cuInit(unsigned flags) { return flags; }
        int cuDeviceGet(int *device, int ordinal) { *device = 40 + ordinal; return ordinal == 0 ? 0 : 101; }
        int cuDeviceGetName(char *name, int length, int device) { if (device != 40 || length < 12) return 1; strcpy(name, "Orin"); return 0; }
        int cuDeviceGetAttribute(int *value, int attribute, int device) { *value = attribute == 75 ? 8 : attribute == 76 ? 7 : -1; return device == 40 ? 0 : 1; }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gpu_ThatIsThere_HasNameAndComputeCapability()
    {
        string driver = Compile("libdriver.so", Driver);

        Assert.Equal("Orin, compute capability 8.7", NvidiaLibraries.Gpu(0, driver));
        Assert.Null(NvidiaLibraries.Gpu(1, driver));
    }

    [Fact]
    public void TensorRtVersion_OfTheFirstLibraryThatIsThere_IsRead()
    {
        string library = Compile("libinfer.so", "int getInferLibVersion(void) { return 100300; }");

        Assert.Equal("10.3.0", NvidiaLibraries.TensorRtVersion("libnoble-none.so", library));
    }

    [Fact]
    public void Libraries_WithoutTheEntryPoints_SayNothing()
    {
        string library = Compile("libother.so", "int nothing;");

        Assert.Null(NvidiaLibraries.Gpu(0, library));
        Assert.Null(NvidiaLibraries.TensorRtVersion(library));
    }

    private string Compile(string name, string source)
    {
        string path = _folder.File(name);
        File.WriteAllText(path + ".c", source);
        using var gcc = Process.Start("gcc", ["-shared", "-fPIC", "-o", path, path + ".c"]);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
        return path;
    }
}
