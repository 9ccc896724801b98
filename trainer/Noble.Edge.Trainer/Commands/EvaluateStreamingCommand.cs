using System.CommandLine;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train evaluate-streaming</c>: a streaming operator that runs free, beside the solver.</summary>
internal static class EvaluateStreamingCommand
{
    public static Command Create()
    {
        var folder = new Option<string?>("--model") { Description = "A model folder with a streaming operator" };
        var run = new Option<string?>("--run") { Description = "A run in place of a model: its averaged weights as they are" };
        var heldOut = new Option<string>("--hold-out-neurons") { Description = "Neurons that training did not see, comma-separated; with --run as in its configuration, with --model all that it has no latent point of", DefaultValueFactory = _ => "" };
        var traces = StreamingMeasurementOptions.Create();
        var report = new Option<string?>("--report") { Description = "Folder for streaming.md, streaming.json and pictures of voltages" };
        var leak = new Option<double?>("--leak") { Description = "Another leak of the integrated hazard, ms" };
        var command = new Command(
            "evaluate-streaming",
            """
            Lets a streaming operator run free on inputs that it did not learn from and compares it with the solver: coincidence of spikes
            within 1, 2 and 4 ms, counts, voltage below threshold, spike shape; seen and never-seen neurons and each kind of input apart.

            Example:
              noble-train evaluate-streaming --model pvalb.noble --data data/test --solver-at data/test-half-step --long data/minute --steps data/pvalb --report report
            """)
        { folder, run, heldOut, report, leak };
        traces.AddTo(command);
        command.SetAction(parsed =>
        {
            var (model, weights, unseen) = (parsed.GetValue(folder), parsed.GetValue(run)) switch
            {
                ({ } path, null) => OfModel(path),
                (null, { } path) => OfRun(path),
                _ => throw new UserException("expected --model DIR or --run RUN, one of them"),
            };
            var names = parsed.GetValue(heldOut)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            weights = parsed.GetValue(leak) is { } other ? StreamingWeights.FromTensors(weights.Spec with { HazardLeakMilliseconds = other }, weights.ToTensors(), "--leak") : weights;
            var measurement = traces.Read(parsed);
            using var set = StreamingDataSet.Open(measurement.Data[^1], weights.Spec.Neurons);
            unseen = names.Length > 0 ? names : unseen ?? [.. set.Manifest.Neurons.Select(neuron => neuron.Name).Where(name => model.Manifest.Latent.Points.All(point => point.Name != name))];
            var found = measurement.Take(model, weights, unseen);
            Console.Write(StreamingText.Of(found));
            if (parsed.GetValue(report) is { } target)
            {
                Directory.CreateDirectory(target);
                found.Save(Path.Combine(target, "streaming.json"));
                File.WriteAllText(Path.Combine(target, "streaming.md"), $"# {found.Model}: the streaming operator\n\n{StreamingText.Of(found)}\n![voltages](streaming-voltage.png)\n");
                foreach (var ending in (string[])[".png", ".svg"])
                {
                    StreamingPicture.Write(model, weights, set, unseen, Path.Combine(target, $"streaming-voltage{ending}"));
                }

                Console.WriteLine($"report in {Path.Combine(target, "streaming.md")}");
            }
        });
        return command;
    }

    private static (ModelBundle Model, StreamingWeights Weights, string[]? HeldOut) OfModel(string path)
    {
        var model = ModelBundle.Load(path);
        return (model, model.Streaming ?? throw new UserException($"model '{path}' has no streaming operator, expected one that 'noble-train export' has written into"), null);
    }

    private static (ModelBundle Model, StreamingWeights Weights, string[]? HeldOut) OfRun(string path)
    {
        var (configuration, weights) = StreamingRun.Read(path);
        return (ModelBundle.Load(configuration.Model!), weights, configuration.HeldOutNeurons);
    }
}
