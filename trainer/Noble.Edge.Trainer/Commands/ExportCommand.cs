using System.CommandLine;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train export</c>: a model folder from a run.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var run = new Option<string>("--run") { Description = "Folder of the run", Required = true };
        var data = new Option<string?>("--data") { Description = "The data set that the run was trained on (default: as in its configuration)" };
        var output = new Option<string>("--out") { Description = "The model folder, NAME.noble", Required = true };
        var skip = new Option<bool>("--no-accuracy") { Description = "Do not measure the accuracy; the manifest then holds none" };
        var best = new Option<bool>("--best") { Description = "Take the checkpoint of the lowest validation loss (a run with --keep-best)" };
        var command = new Command(
            "export",
            """
            Writes the model folder of a run: manifest, weights, spike clocks, and the accuracy measured on what was held out.

            Examples:
              noble-train export --run runs/first --data data/fast-spiking --out fast-spiking.noble
            """)
        { run, data, output, skip, best };
        command.SetAction(parsed =>
        {
            var source = parsed.GetValue(run)!;
            var traces = DataSet.Load(parsed.GetValue(data) ?? RunFolder.ReadConfiguration(source).Data
                ?? throw new UserException($"run '{source}' does not say its data set, expected --data DATA"));
            var folder = parsed.GetValue(output)!;
            ModelExport.Write(source, traces, folder, parsed.GetValue(best));
            if (!parsed.GetValue(skip))
            {
                var model = ModelBundle.Load(folder);
                var rows = EvaluateCommand.Measure(model, RandomWindows.Cut(traces, model.Manifest.Grid));
                ModelExport.SetAccuracy(model, rows);
                Console.Write(AccuracyText.Table(rows));
            }

            Console.WriteLine($"model in {folder}, {new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length) / 1e6:f1} MB");
        });
        return command;
    }
}
