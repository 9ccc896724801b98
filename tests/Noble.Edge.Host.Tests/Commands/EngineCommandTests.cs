using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>The commands that evaluate the operator, each with each engine. ONNX Runtime is its CPU build, as it restores everywhere.</summary>
public sealed class EngineCommandTests : IDisposable
{
    private const string FallThrough = "noble-edge: warning: onnx: ONNX Runtime [0-9.]+ \\(.*libonnxruntime.so\\) is built without TensorRT and CUDA; CPU runs instead\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public EngineCommandTests()
    {
        _model = SpikingModel.Write(_folder.File("small.noble"));
        OnnxNetwork.AddTo(_model);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Forward_EachEngine_GivesTheSameOutput()
    {
        var random = new Random(4);
        var input = Enumerable.Range(0, 5 * 10 * SmallModel.Length).Select(_ => random.NextSingle()).ToArray();
        NpyFile.Write(_folder.File("X.npy"), input, 5, 10, SmallModel.Length);
        string[] command = ["forward", "--model", _model, "--input", _folder.File("X.npy"), "--output", _folder.File("Y.npy")];
        AssertDone([.. command, "--engine", "reference"]);
        var expected = Output();

        AssertDone([.. command, "--engine", "simd"]);
        AssertClose(expected, Output());
        AssertDone([.. command, "--engine", "onnx", "--provider", "cpu"]);
        AssertClose(expected, Output());
        AssertDone([.. command, "--engine", "onnx", "--provider", "cpu", "--batch", "2"]);
        AssertClose(expected, Output());

        float[] Output() => NpyFile.Read<float>(_folder.File("Y.npy"), 5, 1, SmallModel.Length).Data;
    }

    [Fact]
    public void Forward_OnnxAndAnotherLength_SaysWhichIsExpected()
    {
        var path = _folder.File("X.npy");
        NpyFile.Write(path, new float[10 * 300], 1, 10, 300);

        NobleEdge.AssertMistake(
            $"{path}: expected 500 samples, the grid that the model's ONNX graphs are made for, found 300 samples",
            "forward", "--model", _model, "--input", path, "--output", _folder.File("Y.npy"), "--engine", "onnx");
    }

    [Fact]
    public void Render_Onnx_IsTheCpuEnginesVoltageAndSaysWhyTheCpuRuns()
    {
        string[] command = ["render", "--model", _model, "--current", "0.2", "--neurons", "5", "--variability", "0.2", "--batch", "2"];
        var (code, output, error) = NobleEdge.Run([.. command, "--out", _folder.File("A.npy"), "--engine", "onnx"]);
        Assert.Equal((0, ""), (code, output));
        Assert.Matches($"^{FallThrough}$", error);
        AssertDone(["render", "--model", _model, "--current", "0.2", "--neurons", "5", "--variability", "0.2", "--out", _folder.File("B.npy")]);

        AssertClose(NpyFile.Read<float>(_folder.File("B.npy")).Data, NpyFile.Read<float>(_folder.File("A.npy")).Data);
    }

    [Fact]
    public void Run_Onnx_StreamsAndSaysWhatRuns()
    {
        var (code, output, error) = NobleEdge.Run("run", "--model", _model, "--broker", "embedded:0", "--duration", "200ms", "--neurons", "3", "--engine", "onnx", "--provider", "cpu");

        Assert.Equal(0, code);
        Assert.Matches("3 neurons of small at 0.15 nA, onnx, CPU, ONNX Runtime [0-9.]+, fp32, operator.onnx, batches of 3\n", error);
        Assert.Contains("(onnx, CPU, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_EngineInTheConfiguration_Runs()
    {
        var path = _folder.File("run.json");
        File.WriteAllText(path, """{ "model": "small.noble", "engine": "onnx", "provider": "cpu", "precision": "fp32", "batch": 2, "broker": "embedded:0", "duration": "100ms", "neurons": 3 }""");
        var (code, _, error) = NobleEdge.Run("run", path);

        Assert.Equal(0, code);
        Assert.Contains("operator.onnx, batches of 2", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_EveryEngineOption_ChangesItsSetting()
    {
        var engine = Settings(
            "--engine", "onnx", "--precision", "int8", "--provider", "tensorrt", "--device", "2", "--batch", "64", "--onnxruntime", "lib", "--cache", "c", "--cuda-graph").Engine;

        Assert.Equal((EngineKind.Onnx, OnnxPrecision.Int8, OnnxProvider.TensorRt), (engine.Kind, engine.Precision, engine.Provider));
        Assert.Equal((2, 64, "lib", "c", true), (engine.Device, engine.Batch, engine.Library, engine.Cache, engine.CudaGraph));
    }

    [Fact]
    public void Settings_EngineOptionAndFile_OptionWinsAndTheRestIsTheFiles()
    {
        var path = _folder.File("run.json");
        File.WriteAllText(path, """{ "engine": "onnx", "precision": "fp16", "provider": "cuda", "device": 1, "batch": 8, "onnxRuntime": "lib", "cache": "c", "cudaGraph": true }""");
        var engine = Settings(path, "--provider", "auto", "--batch", "9").Engine;

        Assert.Equal((EngineKind.Onnx, OnnxPrecision.Fp16, null, 1, 9), (engine.Kind, engine.Precision, engine.Provider, engine.Device, engine.Batch));
        Assert.Equal((_folder.File("lib"), _folder.File("c"), true), (engine.Library, engine.Cache, engine.CudaGraph));
    }

    [Theory]
    [InlineData("--engine gpu", "engine 'gpu': expected simd, onnx or reference")]
    [InlineData("--engine onnx --precision fp8", "precision 'fp8': expected fp32, fp16 or int8")]
    [InlineData("--engine onnx --provider rocm", "provider 'rocm': expected auto, tensorrt, cuda or cpu")]
    [InlineData("--engine onnx --batch 0", "batch 0: expected 1 to 1024")]
    [InlineData("--engine onnx --device 64", "device 64: expected 0 to 63")]
    [InlineData("--precision fp16", "--precision is for ONNX Runtime, expected --engine onnx with it")]
    [InlineData("--engine simd --batch 4", "--batch is for ONNX Runtime, expected --engine onnx with it")]
    [InlineData("--engine reference --onnxruntime /x", "--onnxruntime is for ONNX Runtime, expected --engine onnx with it")]
    public void Settings_WrongEngineOption_SaysWhatIsExpected(string arguments, string expected) =>
        Assert.Equal(expected, Assert.Throws<UserMistakeException>(() => Settings(arguments.Split(' '))).Message);

    [Fact]
    public void Render_ProviderThatIsNotThere_DoesNotFallBack()
    {
        var (code, output, error) = NobleEdge.Run("render", "--model", _model, "--current", "0.2", "--neurons", "1", "--engine", "onnx", "--provider", "tensorrt", "--out", _folder.File("V.npy"));

        Assert.Equal((2, ""), (code, output));
        Assert.Matches($"^noble-edge: error: no provider for .*operator.onnx: ONNX Runtime .* is built without TensorRT; expected a build and libraries that have it, or another provider\n$", error);
        Assert.False(File.Exists(_folder.File("V.npy")));
    }

    [Fact]
    public void Render_PrecisionThatTheModelLacks_NamesThoseItHas() => NobleEdge.AssertMistake(
        $"{Path.Combine(_model, ModelBundle.ManifestFile)}: has no ONNX graph of precision int8, expected one of those it has: fp32",
        "render", "--model", _model, "--current", "0.2", "--neurons", "1", "--engine", "onnx", "--precision", "int8", "--out", _folder.File("V.npy"));

    [Fact]
    public void Render_LibraryThatIsNotThere_IsNamed() => NobleEdge.AssertMistake(
        $"{_folder.File("none")}: no such file, expected ONNX Runtime's libonnxruntime.so or the folder that holds it",
        "render", "--model", _model, "--current", "0.2", "--neurons", "1", "--engine", "onnx", "--onnxruntime", _folder.File("none"), "--out", _folder.File("V.npy"));

    [Theory]
    [InlineData("typedef struct { const void *(*api)(unsigned); const char *(*version)(void); } base; static const void *api(unsigned v) { return v < 31 ? \"\" : 0; } static const char *version(void) { return \"1.20.0\"; } static const base b = { api, version }; const base *OrtGetApiBase(void) { return &b; }", "is ONNX Runtime 1.20.0, expected 1.31 or newer")]
    [InlineData("int nothing;", "is no ONNX Runtime, expected a library that exports OrtGetApiBase")]
    public void Inspect_LibraryThatIsNotTheOneExpected_SaysWhatItIs(string source, string expected)
    {
        File.WriteAllText(_folder.File("fake.c"), source);
        var library = _folder.File("libonnxruntime.so");
        using var gcc = System.Diagnostics.Process.Start("gcc", ["-shared", "-fPIC", "-o", library, _folder.File("fake.c")]);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);

        var (code, _, error) = NobleEdge.Run("inspect", _model, "--onnxruntime", _folder.FullName);
        Assert.Equal((2, $"noble-edge: error: {library}: {expected}\n"), (code, error));
    }

    [Fact]
    public void Inspect_LibraryThatIsNoLibrary_SaysWhatTheLoaderSays()
    {
        var library = _folder.File("libonnxruntime.so");
        File.WriteAllText(library, "none");
        var (code, _, error) = NobleEdge.Run("inspect", _model, "--onnxruntime", library);

        Assert.Equal(2, code);
        Assert.Equal(
            $"noble-edge: error: {library}: ONNX Runtime cannot be loaded, expected libonnxruntime.so beside the program, or its path in NOBLE_EDGE_ONNXRUNTIME or --onnxruntime ({library}: file too short)\n", error);
    }

    [Fact]
    public void Prepare_OnACpu_WarmsUpAndSaysThatThereIsNothingToBuild()
    {
        var (code, output, error) = NobleEdge.Run("prepare", "--model", _model, "--batch", "3", "--cache", _folder.File("cache"));

        Assert.Equal((0, ""), (code, error));
        Assert.Matches("^small, operator.onnx, fp32, [0-9.]+ MB; ONNX Runtime [0-9.]+ at /.*libonnxruntime.so\n", output);
        Assert.Contains("\n  nothing to build for TensorRT: this ONNX Runtime is built without it\n", output, StringComparison.Ordinal);
        Assert.Matches("\n  onnx, CPU, .*\n  session in [0-9.]+ s, first call of 3 traces in [0-9.]+ s, then [0-9.]+ s, [0-9.]+ ms a trace\n$", output);
    }

    [Fact]
    public void Prepare_ModelWithoutGraphs_SaysHowToMakeOne()
    {
        var plain = SmallModel.Write(_folder.File("plain.noble"));

        NobleEdge.AssertMistake(
            $"{Path.Combine(plain, ModelBundle.ManifestFile)}: has no ONNX graph of precision fp32, expected one made by noble-train export or quantize", "prepare", "--model", plain);
    }

    [Fact]
    public void Inspect_ModelWithGraphs_ListsThemAndWhatRunsThem()
    {
        var (code, output, error) = NobleEdge.Run("inspect", _model);

        Assert.Equal((0, ""), (code, error));
        Assert.Matches("\nonnx      fp32: operator.onnx, [0-9.]+ MB, plain form, opset 17; relative L2 1.5e-7 to float64\n", output);
        Assert.Matches("\n          --engine onnx runs in ONNX Runtime [0-9.]+ \\(/.*\\), built with CPU, tried in this order\n", output);
    }

    [Fact]
    public void SelfCheck_OnThisMachine_Passes()
    {
        var (code, output, error) = NobleEdge.Run("selfcheck", "--model", _model);

        Assert.Equal((0, ""), (code, error));
        Assert.Matches("\nPASS spike detector, vector path against the scalar twin: ", output);
        Assert.Matches("\nPASS small, operator.onnx on CPU, against float64: relative RMS ", output);
        Assert.Matches("\n[1-9][0-9]* passed, 0 failed, [0-9]+ skipped\n$", output);
        Assert.DoesNotContain("FAIL", output, StringComparison.Ordinal);
    }

    [Fact]
    public void SelfCheck_DamagedGraph_FailsWithExitCode1()
    {
        var other = SmallModel.Write(_folder.File("other.noble"), seed: 9);
        var model = ModelBundle.Load(_model);
        var foreign = OnnxNetwork.Write(ModelBundle.Load(other).Weights, SmallModel.Length);
        ModelBundle.SaveGraph(model, model.Graph(OnnxPrecision.Fp32)!, foreign);
        var (code, output, _) = NobleEdge.Run("selfcheck", "--model", _model);

        Assert.Equal(1, code);
        Assert.Matches("\nFAIL small, operator.onnx on CPU, against float64: relative RMS ", output);
        Assert.Matches("\n[0-9]+ passed, 1 failed, [0-9]+ skipped\n$", output);
    }

    private static RunSettings Settings(params string[] arguments) => RunCommand.Settings(RunCommand.Create().Parse(arguments));

    private static void AssertDone(params string[] arguments) => Assert.Equal((0, "", ""), NobleEdge.Run(arguments));

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var difference = Math.Sqrt(expected.Zip(actual).Sum(pair => Math.Pow(pair.First - pair.Second, 2)) / expected.Sum(value => (double)value * value));
        Assert.InRange(difference, 0, 1e-5);
    }
}
