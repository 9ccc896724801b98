using System.CommandLine;
using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge inspect</c>: what a model is, how accurate it is, where it comes from.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "Model folder" };
    private static readonly Option<string> Library = Arguments.Text("--onnxruntime", "ONNX Runtime's libonnxruntime.so or its folder; default NOBLE_EDGE_ONNXRUNTIME, else the one that comes along", "PATH");

    internal static Command Create()
    {
        var command = new Command("inspect", "Check a model folder and say what is in it.") { Folder, Library };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed.GetRequiredValue(Folder), parsed.GetValue(Library), Console.Out)));
        return command;
    }

    private static int Run(string folder, string? library, TextWriter output)
    {
        var model = ModelBundle.Load(folder);
        var manifest = model.Manifest;
        var (network, grid, source) = (manifest.Network, manifest.Grid, manifest.Provenance);
        Line("name", $"{manifest.Name}");
        Line("", $"{manifest.Description}");
        Line("network", $"{network.Layers} layers of {network.HiddenChannels} channels, {network.Modes} modes, {network.InputChannels} inputs; lifting {network.LiftingChannels}, projection {network.ProjectionChannels}, channel MLP {network.ChannelMlpChannels}");
        Line("grid", $"{grid.Length} samples of {grid.StepMilliseconds} ms = {grid.DurationMilliseconds} ms; current on at {grid.StimulusOnMilliseconds} ms, off at {grid.StimulusOffMilliseconds} ms");
        Line("current", $"{manifest.CurrentRange.MinimumNanoamperes} to {manifest.CurrentRange.MaximumNanoamperes} nA");
        foreach (var (feature, index) in manifest.Latent.Features.Select((feature, index) => (feature, index)))
        {
            var values = manifest.Latent.Points.Select(point => point.Values[index]);
            Line(index == 0 ? "latent" : "", $"{feature.Name}: {values.Min():0.####} to {values.Max():0.####} {feature.Unit}{(feature.Description.Length > 0 ? $" ({feature.Description})" : "")}");
        }

        Line("neurons", $"{model.Latent.PointCount} training neurons; new ones are drawn from {(model.Latent.Domain.Kind == LatentDomainKind.Hull ? "their convex hull" : "their density")}");
        Line("accuracy", $"{(manifest.Accuracy.Length == 0 ? "not measured" : "against the solver:")}");
        AccuracyTable(manifest.Accuracy);
        Line("cell", $"{source.Cell}");
        Line("truth", $"{source.GroundTruth}");
        Line("training", $"{source.Training}; {source.TrainingTraces} traces, seed {source.Seed}, {source.TrainingSeconds:0} s on {source.Machine}, by {source.Trainer}");
        using var engine = new SimdEngine(model.Weights, grid.Length);
        Line("engine", $"{VectorsNote.After(engine.Description)} (on this machine)");
        Graphs(manifest.Onnx ?? []);
        StreamingInspection.Write(model, Line);
        Line("files", $"{manifest.Files.Count} verified against their SHA-256: {string.Join(", ", manifest.Files.Keys)}");
        Line("hash", $"{model.Hash}");
        output.Flush();
        return ExitCode.Done;

        void Line(string name, FormattableString value) => output.WriteLine($"{name,-10}{value.ToString(CultureInfo.InvariantCulture)}");

        void Graphs(OnnxGraph[] graphs)
        {
            foreach (var (graph, index) in graphs.Select((graph, index) => (graph, index)))
            {
                var form = graph.Form == OnnxForm.Plain ? "plain" : "short-grid";
                var error = graph.RelativeL2 is { } l2 ? FormattableString.Invariant($"relative L2 {l2:0.0e+0} to {(graph.Precision == OnnxPrecision.Fp32 ? "float64" : "float32")}") : "error not measured";
                Line(index == 0 ? "onnx" : "", $"{graph.Precision.ToString().ToLowerInvariant()}: {graph.File}, {new FileInfo(Path.Combine(folder, graph.File)).Length / 1e6:0.0} MB, {form} form, opset {graph.Opset}; {error}");
            }

            if (graphs.Length > 0 || manifest.Streaming?.Onnx is not null || library is not null)
            {
                Line(graphs.Length > 0 ? "" : "onnx", $"{Providers(library)}");
            }
        }

        void AccuracyTable(AccuracyRow[] rows)
        {
            if (rows.Length == 0)
            {
                return;
            }

            var width = Math.Max("split".Length, rows.Max(row => row.Split.Length)) + 2;
            var format = $"{{0,-{width}}}" + "{1,-14}{2,7}{3,8}{4,8}{5,9}{6,7}{7,9}{8,8}{9,8}{10,9}";
            Line("", FormattableStringOf(format, "split", "zone", "traces", "rel.L2", "count", "in 1 ms", "F1", "time ms", "ampl.", "AP1 w.", "false"));
            foreach (var row in rows)
            {
                Line("", FormattableStringOf(
                    format,
                    row.Split,
                    row.Zone,
                    row.Traces,
                    Percent(row.RelativeL2Percent),
                    Percent(row.SpikeCountErrorPercent),
                    Percent(row.SpikesWithinOneMillisecondPercent),
                    Plain(row.CoincidenceF1),
                    Plain(row.SpikeTimeErrorMilliseconds),
                    Percent(row.AmplitudeErrorPercent),
                    Percent(row.Ap1WidthErrorPercent),
                    row.FalseSpikes));
            }
        }
    }

    // A program without ONNX Runtime is whole without it; what it lacks is said and is no mistake.
    private static string Providers(string? library)
    {
        try
        {
            var runtime = OnnxRuntimeLibrary.Load(library);
            OnnxProvider[] order = [OnnxProvider.TensorRt, OnnxProvider.Cuda, OnnxProvider.Cpu];
            var there = order.Where(runtime.Has).Select(provider => provider switch { OnnxProvider.TensorRt => "TensorRT", OnnxProvider.Cuda => "CUDA", _ => "CPU" });
            return $"--engine onnx runs in ONNX Runtime {runtime.Version} ({runtime.File}), built with {string.Join(", ", there)}, tried in this order";
        }
        catch (OnnxEngineException error) when (library is null)
        {
            return $"--engine onnx does not run here: {error.Message}";
        }
    }

    private static FormattableString FormattableStringOf(string format, params object[] values) =>
        System.Runtime.CompilerServices.FormattableStringFactory.Create(format, values);

    private static string Percent(double? value) => value is { } number ? FormattableString.Invariant($"{number:0.00} %") : "-";

    private static string Plain(double? value) => value is { } number ? FormattableString.Invariant($"{number:0.000}") : "-";
}
