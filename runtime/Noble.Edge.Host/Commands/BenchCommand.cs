using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge bench</c>: how fast this machine runs a model.</summary>
internal static class BenchCommand
{
    private static readonly Option<string> Model = Arguments.Text("--model", "Model folder; default: the one that came with the program", "DIR");
    private static readonly Option<string> EngineNames = Arguments.Text("--engine", "simd (default), onnx or reference, or several with commas", "NAMES");
    private static readonly Option<string> Precisions = Arguments.Text("--precision", "ONNX graphs to run, with commas; default fp32", "fp32,fp16,int8");
    private static readonly Option<string> Provider = Arguments.Text("--provider", "ONNX Runtime's: auto (default), tensorrt, cuda or cpu", "NAME");
    private static readonly Option<string> Library = Arguments.Text("--onnxruntime", "ONNX Runtime's libonnxruntime.so or its folder", "PATH");
    private static readonly Option<string> Batches = Arguments.Text("--batch", "Traces evaluated together, with commas; default 1,16,64", "LIST");
    private static readonly Option<string> Threads = Arguments.Text("--threads", "Threads, with commas; default 1 and one a processor", "LIST");
    private static readonly Option<double?> Seconds = Arguments.Number("--seconds", "Time for each measurement; default 2", "S");
    private static readonly Option<bool> Json = Arguments.Flag("--json", "Write the report as JSON");

    internal static Command Create()
    {
        var command = new Command("bench", "Time the engines on a model: milliseconds per trace, neurons in real time, GFLOP/s.")
        {
            Model, EngineNames, Precisions, Provider, Library, Batches, Threads, Seconds, Json,
        };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed, Console.Out)));
        return command;
    }

    private static int Run(ParseResult parsed, TextWriter output)
    {
        var seconds = parsed.GetValue(Seconds) ?? 2;
        if (seconds is not (> 0 and <= 3600))
        {
            throw new UserMistakeException(string.Create(CultureInfo.InvariantCulture, $"--seconds {seconds}: expected above 0, at most 3600"));
        }

        var batches = Numbers("--batch", parsed.GetValue(Batches) ?? "1,16,64", 1_000_000);
        var threads = Numbers("--threads", parsed.GetValue(Threads) ?? $"1,{Environment.ProcessorCount}", 256);
        (int Batch, int Threads)[] cases = [.. from count in threads from batch in batches where batch >= count select (batch, count)];
        if (cases.Length == 0)
        {
            throw new UserMistakeException($"--threads {string.Join(',', threads)} with --batch {string.Join(',', batches)}: expected a batch of at least as many traces as threads");
        }

        var model = ShippedModel.Load(parsed.GetValue(Model));
        var contenders = Contenders(parsed, model);
        var energy = EnergyMeter.Open(TimeProvider.System, out var reason);
        var peak = PeakFlops.Measure(TimeSpan.FromSeconds(Math.Min(seconds, 0.5)));
        var bench = new EngineBench(model, TimeSpan.FromSeconds(seconds), energy, peak);
        BenchRow[] rows = [.. from contender in contenders from @case in cases select bench.Measure(contender.Name, contender.Open, @case.Batch, @case.Threads)];
        var network = model.Manifest.Network;
        var report = new BenchReport
        {
            Product = $"noble-edge {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}",
            Model = model.Manifest.Name,
            ModelHash = model.Hash,
            Network = $"{network.Layers} layers, {network.HiddenChannels} channels, {network.Modes} modes, {network.InputChannels} inputs, {model.Manifest.Grid.Length} samples",
            TraceMilliseconds = model.Manifest.Grid.DurationMilliseconds,
            FloatingPointOperations = bench.FloatingPointOperations,
            Processor = Processor.Name,
            Processors = Environment.ProcessorCount,
            Vectors = Processor.Vectors,
            PeakGigaflopsPerCore = peak * 1e-9,
            Energy = energy?.Source ?? $"not measured: {reason}",
            Rows = rows,
        };
        if (parsed.GetValue(Json))
        {
            output.WriteLine(report.ToJson());
        }
        else
        {
            BenchText.Write(report, output);
        }

        output.Flush();
        return ExitCode.Done;
    }

    private static (string Name, Func<int, IOperatorEngine> Open)[] Contenders(ParseResult parsed, ModelBundle model)
    {
        var names = (parsed.GetValue(EngineNames) ?? "simd").Split(',').Distinct();
        OnnxPrecision[] precisions = [.. (parsed.GetValue(Precisions) ?? "fp32").Split(',').Select(EngineSettings.ParsePrecision).Distinct()];
        var settings = new EngineSettings
        {
            Provider = parsed.GetValue(Provider) is { } provider ? EngineSettings.ParseProvider(provider) : null,
            Library = parsed.GetValue(Library),
        };
        var said = new HashSet<string>();
        return [.. names.SelectMany(name => EngineSettings.ParseKind(name) switch
        {
            EngineKind.Simd => [(name, threads => new SimdEngine(model.Weights, model.Manifest.Grid.Length, new SimdEngineOptions { Threads = threads }))],
            EngineKind.Reference => [(name, _ => new ReferenceEngine(model.Weights, model.Manifest.Grid.Length))],
            _ => precisions.Select(precision => ($"onnx {precision.ToString().ToLowerInvariant()}", Onnx(precision))).ToArray(),
        })];

        Func<int, IOperatorEngine> Onnx(OnnxPrecision precision) => threads => Engines.CreateOnnx(settings with { Kind = EngineKind.Onnx }, precision, model, threads, Warn);

        // An engine is opened for every row, and says each time what it does without.
        void Warn(string line)
        {
            if (said.Add(line))
            {
                Errors.Warn(line);
            }
        }
    }

    private static int[] Numbers(string option, string text, int highest) => [.. text.Split(',').Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= highest
            ? value
            : throw new UserMistakeException($"{option} '{text}': expected whole numbers from 1 to {highest}, with commas between them")).Distinct()];
}
