using System.CommandLine;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train evaluate</c>: a model against the solver, on what it never saw.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--model") { Description = "The model folder", Required = true };
        var data = new Option<string>("--data") { Description = "A data set on the model's grid", Required = true };
        var report = new Option<string?>("--report") { Description = "Folder for pictures (PNG)" };
        var command = new Command(
            "evaluate",
            """
            Compares a model with the solver on currents and neurons that were kept out of training: relative L2, spike counts,
            spike times, widths, by zone of the F-I curve. Uses the runtime's own engine and spike detector.

            Examples:
              noble-train evaluate --model fast-spiking.noble --data data/fast-spiking
              noble-train evaluate --model fast-spiking.noble --data data/fast-spiking --report report
            """)
        { folder, data, report };
        command.SetAction(parsed =>
        {
            var model = ModelBundle.Load(parsed.GetValue(folder)!);
            var traces = DataSet.Load(parsed.GetValue(data)!);
            Console.Write(AccuracyText.Table(Measure(model, traces)));
            if (parsed.GetValue(report) is { } pictures)
            {
                Directory.CreateDirectory(pictures);
                VoltagePicture.Write(model, traces, Path.Combine(pictures, "voltage.png"));
                FrequencyCurrentPicture.Write(model, traces, Path.Combine(pictures, "frequency-current.png"));
                Console.WriteLine($"pictures in {pictures}");
            }
        });
        return command;
    }

    public static IReadOnlyList<AccuracyRow> Measure(ModelBundle model, DataSet traces)
    {
        var line = new ProgressLine();
        return ModelEvaluation.Run(model, traces, (done, all) => line.Show(() => $"evaluate {ProgressLine.Bar(done / (double)all)} {done}/{all}", done == all));
    }
}
