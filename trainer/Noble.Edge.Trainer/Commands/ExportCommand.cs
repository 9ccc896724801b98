using System.CommandLine;
using System.Globalization;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train export</c>: a model folder from a run, and the operator as an ONNX graph.</summary>
internal static class ExportCommand
{
    private static readonly Option<string?> Run = new("--run") { Description = "Folder of the run" };
    private static readonly Option<string?> Data = new("--data") { Description = "The data set that the run was trained on (default: as in its configuration)" };
    private static readonly Option<string?> Output = new("--out") { Description = "The model folder that is made of the run, NAME.noble" };
    private static readonly Option<bool> Skip = new("--no-accuracy") { Description = "Do not measure the accuracy; the manifest then holds none" };
    private static readonly Option<bool> Best = new("--best") { Description = "Take the checkpoint of the lowest validation loss (a run with --keep-best)" };
    private static readonly Option<string?> SolverAt = new("--solver-at") { Description = "Of a streaming operator: the traces of --data from the solver at another step, for its own figures" };
    private static readonly Option<string?> Steps = new("--steps") { Description = "Of a streaming operator: the window operator's data set, whose square steps it is measured on besides" };
    private static readonly Option<string?> Model = new("--model") { Description = "A model folder that is there already: writes its ONNX graph alone" };
    private static readonly Option<string> Form = new("--form")
    {
        Description = "How the graph writes its spectral layers; auto takes the cheaper of those that are exact",
        DefaultValueFactory = _ => "auto",
    };


    public static Command Create()
    {
        Form.AcceptOnlyFromAmong("auto", "short", "plain");
        var command = new Command(
            "export",
            """
            Writes the model folder of a run: manifest, weights, spike clocks, the accuracy measured on what was held out, and the
            operator as an ONNX graph, operator.onnx. With --model it writes the graph of a model that is there already. The graph
            has real tensors only and operators that TensorRT 8.6 to 10 parse; each form is run with ONNX Runtime and held to
            the float64 reference.

            Examples:
              noble-train export --run runs/first --data data/fast-spiking --out fast-spiking.noble
              noble-train export --run runs/streaming --data data/streaming-test --out pvalb.noble
              noble-train export --model fast-spiking.noble
              noble-train export --model fast-spiking.noble --form plain
            """)
        { Run, Data, Output, Skip, Best, SolverAt, Steps, Model, Form };
        command.SetAction(parsed =>
        {
            Check(parsed);
            if (parsed.GetValue(Run) is { } streaming && StreamingRun.Is(streaming))
            {
                ExportStreaming(parsed, streaming);
                return;
            }

            var folder = parsed.GetValue(Model) ?? parsed.GetValue(Output)!;
            if (parsed.GetValue(Run) is { } run)
            {
                FromRun(parsed, run, folder);
            }

            WriteGraph(ModelBundle.Load(folder), parsed.GetValue(Form)!);
            Console.WriteLine($"model in {folder}, {new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length) / 1e6:f1} MB");
        });
        return command;
    }

    private static void Check(ParseResult parsed)
    {
        var (run, model) = (parsed.GetValue(Run), parsed.GetValue(Model));
        if (run is null == model is null)
        {
            throw new UserException(run is null ? $"expected {Run.Name} RUN with {Output.Name} DIR, or {Model.Name} DIR" : $"{Run.Name} with {Model.Name}: expected one of them");
        }

        if (run is not null && parsed.GetValue(Output) is null)
        {
            throw new UserException($"{Run.Name} without {Output.Name}: expected the model folder to write");
        }

        Option[] ofRun = [Data, Output, Skip, Best];
        if (model is not null && ofRun.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } foreign)
        {
            throw new UserException($"{foreign.Name} with {Model.Name}: it belongs to {Run.Name}; a model that is there keeps its weights and its accuracy");
        }
    }

    private static void ExportStreaming(ParseResult parsed, string run)
    {
        if (parsed.GetValue(Data) is null && !parsed.GetValue(Skip))
        {
            throw new UserException($"run '{run}' is of a streaming operator: its accuracy needs {Data.Name} with traces that it did not learn from, or say {Skip.Name}");
        }

        var folder = parsed.GetValue(Output)!;
        var measurement = parsed.GetValue(Data) is { } data && !parsed.GetValue(Skip)
            ? new StreamingMeasurement(StreamingMeasurementOptions.Folders(data), StreamingMeasurementOptions.Folders(parsed.GetValue(SolverAt) ?? ""), null, parsed.GetValue(Steps), 0)
            : null;
        if (StreamingRun.Export(run, folder, measurement) is { } report)
        {
            Console.Write(StreamingText.Of(report));
        }

        Console.WriteLine($"streaming operator in {folder}");
    }

    private static void FromRun(ParseResult parsed, string run, string folder)
    {
        var configuration = RunFolder.ReadConfiguration(run);
        var measured = parsed.GetValue(Data) ?? configuration.Data;
        if (measured is null && !parsed.GetValue(Skip))
        {
            throw new UserException($"run '{run}' learned from a teacher: its accuracy needs {Data.Name} DATA, or say {Skip.Name}");
        }

        ModelExport.Write(run, TrainingMaterial.Open(configuration.Teacher is null ? configuration with { Data = measured } : configuration), folder, parsed.GetValue(Best));
        if (!parsed.GetValue(Skip))
        {
            var model = ModelBundle.Load(folder);
            var rows = EvaluateCommand.Measure(model, RandomWindows.Cut(DataSet.Load(measured!), model.Manifest.Grid));
            ModelExport.SetAccuracy(model, rows);
            Console.Write(AccuracyText.Table(rows));
        }
    }

    private static void WriteGraph(ModelBundle model, string form)
    {
        var forms = OnnxExport.Measure(model, form switch { "short" => OnnxForm.ShortGrid, "plain" => OnnxForm.Plain, _ => null });
        Console.WriteLine("form    relative error  million multiply-adds  ms/trace  MB");
        foreach (var measured in forms)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name(measured.Form),-6}  {measured.RelativeL2,14:e2}  {measured.MultiplyAdds / 1e6,21:f0}  {measured.MillisecondsPerTrace,8:f2}  {measured.File.Length / 1e6:f2}"));
        }

        var chosen = OnnxExport.Choose(forms);
        OnnxExport.Save(model, chosen);
        Console.WriteLine($"{OnnxExport.FloatFile}: {Name(chosen.Form)} form; error against the float64 reference, time on one thread of ONNX Runtime's CPU provider");
    }

    private static string Name(OnnxForm form) => form == OnnxForm.Plain ? "plain" : "short";
}
