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
        var data = new Option<string>("--data") { Description = "The data set that the run was trained on", Required = true };
        var output = new Option<string>("--out") { Description = "The model folder, NAME.noble", Required = true };
        var skip = new Option<bool>("--no-accuracy") { Description = "Do not measure the accuracy; the manifest then holds none" };
        var command = new Command(
            "export",
            """
            Writes the model folder of a run: manifest, weights, spike clocks, and the accuracy measured on what was held out.

            Examples:
              noble-train export --run runs/first --data data/fast-spiking --out fast-spiking.noble
            """)
        { run, data, output, skip };
        command.SetAction(parsed =>
        {
            var traces = DataSet.Load(parsed.GetValue(data)!);
            var folder = parsed.GetValue(output)!;
            ModelExport.Write(parsed.GetValue(run)!, traces, folder);
            if (!parsed.GetValue(skip))
            {
                var model = ModelBundle.Load(folder);
                var rows = EvaluateCommand.Measure(model, traces);
                ModelExport.SetAccuracy(model, rows);
                Console.Write(AccuracyText.Table(rows));
            }

            Console.WriteLine($"model in {folder}, {new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length) / 1e6:f1} MB");
        });
        return command;
    }
}
