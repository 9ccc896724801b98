using System.CommandLine;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train render</c>: training neurons' voltages by the trainer's own network.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var folder = new Option<string?>("--model") { Description = "A model folder" };
        var run = new Option<string?>("--run") { Description = "Instead: the folder of a run; its clocks are fitted again, to --data" };
        var data = new Option<string?>("--data") { Description = "The data set of the run (default: as in its configuration)" };
        var current = new Option<double>("--current") { Description = "Step current, nA", Required = true };
        var neurons = new Option<int>("--neurons") { Description = "The first N training neurons", Required = true };
        var output = new Option<string>("--out") { Description = "Voltage, [neuron, sample], float32, mV", Required = true };
        var command = new Command(
            "render",
            """
            Renders training neurons with the network in libtorch, as it is trained: what 'noble-edge render --population training' is
            compared with.

            Examples:
              noble-train render --model fast-spiking.noble --current 0.2 --neurons 4 --out V.npy
              noble-train render --run runs/first --current 0.2 --neurons 4 --out V.npy
            """)
        { folder, run, data, current, neurons, output };
        command.SetAction(parsed =>
        {
            var (manifest, weights, clocks) = (parsed.GetValue(folder), parsed.GetValue(run)) switch
            {
                ({ } path, null) => OfModel(path),
                (null, { } path) => OfRun(path, parsed.GetValue(data)),
                _ => throw new UserException("expected either --model DIR or --run RUN"),
            };
            var (amplitude, count) = (parsed.GetValue(current), parsed.GetValue(neurons));
            manifest.CurrentRange.Check(amplitude);
            if (count < 1 || count > manifest.Latent.Points.Length)
            {
                throw new UserException($"--neurons {count}: expected 1 to {manifest.Latent.Points.Length}, the training neurons");
            }

            using var renderer = new TorchRenderer(manifest, weights);
            var coefficients = manifest.Clock?.CoefficientCount ?? 0;
            float[] voltages = [.. Enumerable.Range(0, count).SelectMany(n =>
                renderer.Render(amplitude, manifest.Latent.Points[n].Values, clocks.AsSpan(n * coefficients, coefficients)))];
            NpyFile.Write(parsed.GetValue(output)!, voltages, count, manifest.Grid.Length);
        });
        return command;
    }

    private static (ModelManifest Manifest, FnoWeights Weights, double[] Clocks) OfModel(string folder)
    {
        var model = ModelBundle.Load(folder);
        return (model.Manifest, model.Weights, [.. Enumerable.Range(0, model.Latent.PointCount).SelectMany(p => model.TrainedClock(p) ?? [])]);
    }

    private static (ModelManifest Manifest, FnoWeights Weights, double[] Clocks) OfRun(string run, string? data)
    {
        var configuration = RunFolder.ReadConfiguration(run);
        var (design, weights) = ModelExport.Read(run, TrainingMaterial.Open(data is null ? configuration : configuration with { Data = data }));
        return (design.Manifest, weights, design.TrainedClocks ?? []);
    }
}
