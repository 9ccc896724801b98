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
            var configuration = RunFolder.ReadConfiguration(source);
            var (folder, measured) = (parsed.GetValue(output)!, parsed.GetValue(data) ?? configuration.Data);
            if (measured is null && !parsed.GetValue(skip))
            {
                throw new UserException($"run '{source}' learned from a teacher: its accuracy needs --data DATA, or say --no-accuracy");
            }

            ModelExport.Write(source, TrainingMaterial.Open(configuration.Teacher is null ? configuration with { Data = measured } : configuration), folder, parsed.GetValue(best));
            if (!parsed.GetValue(skip))
            {
                var model = ModelBundle.Load(folder);
                var rows = EvaluateCommand.Measure(model, RandomWindows.Cut(DataSet.Load(measured!), model.Manifest.Grid));
                ModelExport.SetAccuracy(model, rows);
                Console.Write(AccuracyText.Table(rows));
            }

            Console.WriteLine($"model in {folder}, {new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length) / 1e6:f1} MB");
        });
        return command;
    }
}
