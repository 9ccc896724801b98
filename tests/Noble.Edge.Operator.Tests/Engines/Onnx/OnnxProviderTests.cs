using System.Runtime.InteropServices;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Engines.Onnx;

/// <summary>Which provider runs, and what is said about those that do not. With ONNX Runtime's CPU build, where TensorRT and CUDA fail as they do on a machine without them.</summary>
public sealed partial class OnnxProviderTests : IDisposable
{
    private static readonly NetworkShape Shape = new() { InputChannels = 2, HiddenChannels = 3, Layers = 1, Modes = 4, LiftingChannels = 4, ProjectionChannels = 4, ChannelMlpChannels = 2 };

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notices = [];
    private readonly string _path;
    private readonly OnnxRuntimeFacts _runtime = OnnxRuntimeLibrary.Load();

    public OnnxProviderTests()
    {
        _path = _folder.File("graph.onnx");
        File.WriteAllBytes(_path, OnnxNetwork.Write(FnoWeights.Random(Shape, 1), 32));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Providers_NotInThisBuild_AreSaidInOneLine()
    {
        using OnnxEngine engine = Open(OnnxEngineOptions.Default, _runtime);

        Assert.Equal(OnnxProvider.Cpu, engine.Provider);
        Assert.Equal($"onnx: ONNX Runtime {_runtime.Version} ({_runtime.File}) is built without TensorRT and CUDA; CPU runs instead", Assert.Single(_notices));
    }

    [Fact]
    public void Providers_ThatDoNotStart_AreSaidWithTheReason()
    {
        using OnnxEngine engine = Open(OnnxEngineOptions.Default, Pretending());

        Assert.Equal(OnnxProvider.Cpu, engine.Provider);
        Assert.Equal(3, _notices.Count);
        Assert.Matches("^onnx: TensorRT does not start: .+", _notices[0]);
        Assert.Matches("^onnx: CUDA does not start: .+", _notices[1]);
        Assert.Equal("onnx: CPU runs instead", _notices[2]);
        Assert.All(_notices, notice => Assert.DoesNotContain('\n', notice));
    }

    [Fact]
    public void Providers_CpuAlone_NeedsNoWord()
    {
        using OnnxEngine engine = Open(new OnnxEngineOptions { Providers = [OnnxProvider.Cpu] }, Pretending());

        Assert.Empty(_notices);
    }

    [Fact]
    public void Providers_WithoutTheCpu_DoNotFallBackToIt()
    {
        var options = new OnnxEngineOptions { Providers = [OnnxProvider.TensorRt] };

        Assert.Equal(
            $"no provider for {_path}: ONNX Runtime {_runtime.Version} ({_runtime.File}) is built without TensorRT; expected a build and libraries that have it, or another provider",
            Assert.Throws<OnnxEngineException>(() => Open(options, _runtime)).Message);
        Assert.StartsWith($"no provider for {_path}: TensorRT does not start: ", Assert.Throws<OnnxEngineException>(() => Open(options, Pretending())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_Loaded_HasFoundItsTelemetryOff() => Assert.Equal("1", Marshal.PtrToStringUTF8(Variable("ORT_DISABLE_TELEMETRY")));

    [Fact]
    public void Library_ThatIsNotThere_IsNamed()
    {
        string path = _folder.File("libonnxruntime.so");

        Assert.Equal($"{path}: no such file, expected ONNX Runtime's libonnxruntime.so or the folder that holds it", Assert.Throws<OnnxEngineException>(() => OnnxRuntimeLibrary.Load(path)).Message);
    }

    [Fact]
    public void Library_AnotherThanTheOneLoaded_IsRefused()
    {
        File.WriteAllText(_folder.File("libonnxruntime.so"), "");

        Assert.Contains("this process has loaded", Assert.Throws<OnnxEngineException>(() => OnnxRuntimeLibrary.Load(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[ErrorCode:RuntimeException] /src/bridge.cc:2043 Provider& Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library x.so with error: libnvinfer.so.10: cannot open\n", "Failed to load library x.so with error: libnvinfer.so.10: cannot open")]
    [InlineData("[ErrorCode:InvalidProtobuf] Load model from x failed:Protobuf parsing failed.", "Load model from x failed:Protobuf parsing failed.")]
    [InlineData("Unable to find an entry point named 'x'.\nat y", "Unable to find an entry point named 'x'.")]
    public void Reason_OfARuntimesMessage_IsItsLastPart(string message, string expected) => Assert.Equal(expected, OnnxSession.Reason(new InvalidOperationException(message)));

    [Theory]
    [InlineData(100_300, "10.3.0")]
    [InlineData(101_301, "10.13.1")]
    [InlineData(8601, "8.6.1")]
    public void TensorRt_VersionNumber_ReadsInBothLayouts(int number, string expected) => Assert.Equal(expected, NvidiaLibraries.VersionText(number));

    [Fact]
    public void Nvidia_LibrariesThatAreNotThere_SayNothing()
    {
        Assert.Null(NvidiaLibraries.Gpu(0, "libnoble-none.so"));
        Assert.Null(NvidiaLibraries.TensorRtVersion("libnoble-none.so"));
    }

    // As the library itself asks, which does not see what .NET's Environment is told.
    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Variable(string name);

    private OnnxRuntimeFacts Pretending() => _runtime with { ProviderNames = ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"] };

    private OnnxEngine Open(OnnxEngineOptions options, OnnxRuntimeFacts runtime) => new(_path, Shape, 32, OnnxPrecision.Fp32, options, runtime, _notices.Add);
}
