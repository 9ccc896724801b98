using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Engines.Onnx;

public sealed class OnnxOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TensorRtOptions_Defaults_AreTheProvidersKeys()
    {
        Dictionary<string, string> keys = TensorRtOptions.Default.ToProviderOptions(OnnxPrecision.Fp32, 0, 23, 8583);

        Assert.Equal(
            [
                "device_id=0", "trt_builder_optimization_level=3", "trt_cuda_graph_enable=0", "trt_engine_cache_enable=0", "trt_fp16_enable=0", "trt_int8_enable=0",
                "trt_max_workspace_size=1073741824", "trt_profile_max_shapes=input:16x23x8583", "trt_profile_min_shapes=input:1x23x8583",
                "trt_profile_opt_shapes=input:16x23x8583", "trt_timing_cache_enable=0",
            ],
            keys.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(OnnxPrecision.Fp32, "0", "0")]
    [InlineData(OnnxPrecision.Fp16, "1", "0")]
    [InlineData(OnnxPrecision.Int8, "1", "1")]
    public void TensorRtOptions_Precision_AllowsWhatTheGraphNeedsWithoutACalibrationTable(OnnxPrecision precision, string half, string eight)
    {
        Dictionary<string, string> keys = TensorRtOptions.Default.ToProviderOptions(precision, 0, 2, 32);

        Assert.Equal((half, eight), (keys["trt_fp16_enable"], keys["trt_int8_enable"]));
        Assert.DoesNotContain(keys.Keys, key => key.Contains("calibration", StringComparison.Ordinal));
    }

    [Fact]
    public void TensorRtOptions_EachOption_ChangesItsKeys()
    {
        AssertChange(new() { AllowFp16 = true }, "trt_fp16_enable=1");
        AssertChange(new() { AllowInt8 = true }, "trt_int8_enable=1");
        AssertChange(new() { Batch = 8 }, "trt_profile_max_shapes=input:8x2x32", "trt_profile_opt_shapes=input:8x2x32");
        AssertChange(new() { CacheFolder = "/c" }, "trt_engine_cache_enable=1", "trt_engine_cache_path=/c", "trt_timing_cache_enable=1", "trt_timing_cache_path=/c");
        AssertChange(new() { CacheFolder = "/c", TimingCache = false }, "trt_engine_cache_enable=1", "trt_engine_cache_path=/c", "trt_timing_cache_path=/c");
        AssertChange(new() { CudaGraph = true }, "trt_cuda_graph_enable=1", "trt_profile_min_shapes=input:16x2x32");
        AssertChange(new() { MaximumWorkspaceMebibytes = 4096 }, "trt_max_workspace_size=4294967296");
        AssertChange(new() { BuilderOptimizationLevel = 5 }, "trt_builder_optimization_level=5");

        static void AssertChange(TensorRtOptions options, params string[] changed)
        {
            IEnumerable<string> before = TensorRtOptions.Default.ToProviderOptions(OnnxPrecision.Fp32, 0, 2, 32).Select(pair => $"{pair.Key}={pair.Value}");
            IEnumerable<string> after = options.ToProviderOptions(OnnxPrecision.Fp32, 0, 2, 32).Select(pair => $"{pair.Key}={pair.Value}");
            Assert.Equal(changed.Order(StringComparer.Ordinal), after.Except(before).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void CudaOptions_Float32_StaysFloat32OnTheDeviceAsked() => Assert.Equal(
        ["cudnn_conv_algo_search=EXHAUSTIVE", "device_id=3", "use_tf32=0"], OnnxProviders.CudaOptions(3).Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void Options_OutOfRange_SayWhatIsAccepted()
    {
        AssertMessage("Batch must be from 1 to 1024, found 0", () => _ = new TensorRtOptions { Batch = 0 });
        AssertMessage("MaximumWorkspaceMebibytes must be from 16 to 65536, found 1", () => _ = new TensorRtOptions { MaximumWorkspaceMebibytes = 1 });
        AssertMessage("BuilderOptimizationLevel must be from 0 to 5, found 6", () => _ = new TensorRtOptions { BuilderOptimizationLevel = 6 });
        AssertMessage("CacheFolder must be a folder's path or null", () => _ = new TensorRtOptions { CacheFolder = "" });
        AssertMessage("Threads must be from 0 (one for each core) to 256, found -1", () => _ = new OnnxEngineOptions { Threads = -1 });
        AssertMessage("DeviceId must be from 0 to 63, found 64", () => _ = new OnnxEngineOptions { DeviceId = 64 });
        AssertMessage("Providers must name at least one of TensorRt, Cuda and Cpu", () => _ = new OnnxEngineOptions { Providers = [] });
        AssertMessage("Providers must name at least one of TensorRt, Cuda and Cpu", () => _ = new OnnxEngineOptions { Providers = [OnnxProvider.Cpu, OnnxProvider.Cpu] });

        static void AssertMessage(string expected, Action action) =>
            Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnnxCache_Folder_IsNamedByEverythingThatAnEngineFits()
    {
        string graph = _folder.File("a.onnx");
        File.WriteAllText(graph, "a graph");
        string folder = OnnxCache.Folder("/cache", graph, "NVIDIA Orin, compute capability 8.7", "ort1.31.1", "trt10.3.0");
        string same = OnnxCache.Folder("/cache", graph, "NVIDIA Orin, compute capability 8.7", "ort1.31.1", "trt10.3.0");
        File.WriteAllText(graph, "another");

        Assert.Matches("^/cache/[0-9a-f]{16}-NVIDIA_Orin__compute_capability_8.7-ort1.31.1-trt10.3.0$", folder);
        Assert.Equal(folder, same);
        Assert.NotEqual(folder, OnnxCache.Folder("/cache", graph, "NVIDIA Orin, compute capability 8.7", "ort1.31.1", "trt10.3.0"));
        OnnxRuntimeFacts runtime = OnnxRuntimeLibrary.Load();
        string[] folders = [.. ((TensorRtOptions[])[new(), new() { Batch = 8 }, new() { CudaGraph = true }]).Select(options => OnnxCache.FolderForTensorRt("/cache", graph, runtime, 0, options))];
        Assert.Equal(3, folders.Distinct().Count());
        Assert.Contains($"ort{runtime.Version}", folders[0], StringComparison.Ordinal);
        Assert.False(OnnxCache.HasEngine(_folder.FullName));
        File.WriteAllText(_folder.File("TensorrtExecutionProvider_1.engine"), "");
        Assert.True(OnnxCache.HasEngine(_folder.FullName));
    }
}
