using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge prepare</c>: builds ahead what ONNX Runtime would otherwise build when a run begins.</summary>
internal static class PrepareCommand
{
    private const int TimedCalls = 3;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);
    private static readonly Option<string> Model = Arguments.Text("--model", "Model folder", "DIR", required: true);
    private static readonly Option<int?> Threads = Arguments.Whole("--threads", "Threads of the CPU; default 0, one for each processor");
    private static readonly EngineOptions Engine = new();

    internal static Command Create()
    {
        var command = new Command("prepare", "Build a model's TensorRT engines ahead of a run, and warm up.") { Model, Threads };
        Engine.AddTo(command, choosesEngine: false);
        command.SetAction(parsed => Errors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var settings = Engine.Apply(parsed, new EngineSettings { Kind = EngineKind.Onnx });
        var threads = new RunSettings { Threads = parsed.GetValue(Threads) ?? 0 }.Threads;
        var model = ModelBundle.Load(parsed.GetRequiredValue(Model));
        OnnxPrecision[] precisions = settings.Precision is { } one ? [one] : [.. (model.Manifest.Onnx ?? []).Select(graph => graph.Precision)];
        if (precisions.Length == 0)
        {
            precisions = [OnnxPrecision.Fp32]; // which says that there is none
        }

        foreach (var precision in precisions)
        {
            Prepare(model, precision, settings, threads);
        }

        return ExitCode.Done;
    }

    private static void Prepare(ModelBundle model, OnnxPrecision precision, EngineSettings settings, int threads)
    {
        var graph = OnnxEngine.GraphPath(model, precision);
        var runtime = OnnxRuntimeLibrary.Load(settings.Library);
        var options = Engines.Options(settings, graph, runtime, threads);
        Line($"{model.Manifest.Name}, {Path.GetFileName(graph)}, {precision.ToString().ToLowerInvariant()}, {new FileInfo(graph).Length / 1e6:0.0} MB; ONNX Runtime {runtime.Version} at {runtime.File}");
        if (!runtime.Has(OnnxProvider.TensorRt))
        {
            Line($"  nothing to build for TensorRT: this ONNX Runtime is built without it");
        }
        else if (options.Providers.Contains(OnnxProvider.TensorRt) && OnnxCache.CanBuild(runtime, options.DeviceId))
        {
            Line($"  {(OnnxCache.HasEngine(options.TensorRt.CacheFolder!) ? "engine for TensorRT in" : "building the engine for TensorRT, which can take minutes, into")} {options.TensorRt.CacheFolder}");
        }

        var clock = Stopwatch.StartNew();
        // That TensorRT is not in this build has just been said.
        using var engine = Open(model, precision, options, runtime.Has(OnnxProvider.TensorRt), clock);
        var opened = clock.Elapsed.TotalSeconds;
        var batch = Engines.Batch(settings, engine);
        var input = GC.AllocateArray<float>(batch * engine.Shape.InputChannels * engine.Length, pinned: true);
        var voltage = GC.AllocateArray<float>(batch * engine.Length, pinned: true);
        var first = Time(() => engine.Forward(input, batch, voltage));
        var again = Enumerable.Range(0, TimedCalls).Min(_ => Time(() => engine.Forward(input, batch, voltage)));
        Line($"  {engine.Description}");
        Line($"  session in {opened:0.000} s, first call of {batch} traces in {first:0.000} s, then {again:0.000} s, {1e3 * again / batch:0.00} ms a trace");
    }

    // TensorRT says nothing while it builds; a sign of life now and then is ours.
    private static OnnxEngine Open(ModelBundle model, OnnxPrecision precision, OnnxEngineOptions options, bool builds, Stopwatch clock)
    {
        using var timer = new Timer(_ => Line($"  ... {clock.Elapsed.TotalSeconds:0} s"), null, ProgressInterval, ProgressInterval);
        return OnnxEngine.Open(model, precision, options, builds ? Errors.Warn : null);
    }

    private static double Time(Action call)
    {
        var start = Stopwatch.GetTimestamp();
        call();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Line(FormattableString text)
    {
        Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        Console.Out.Flush();
    }
}
