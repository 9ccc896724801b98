using System.CommandLine;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train quantize</c>: a float16 or int8 graph of a model, held to its spikes.</summary>
internal static class QuantizeCommand
{
    public static Command Create()
    {
        var defaults = new QuantizationOptions { Precision = OnnxPrecision.Fp16 };
        var folder = new Option<string>("--model") { Description = "The model folder", Required = true };
        var precision = new Option<string>("--precision") { Description = "fp16 or int8", Required = true };
        var data = new Option<string>("--calibration") { Description = "The data set that it was trained on: ranges from training traces, the bound on held-out ones", Required = true };
        var count = new Option<double>("--bound-count") { Description = "Most spikes too few or too many, against the float32 graph, %", DefaultValueFactory = _ => defaults.CountBoundPercent };
        var within = new Option<double>("--bound-within") { Description = "Fewest spikes of the float32 graph with one within 1 ms, %", DefaultValueFactory = _ => defaults.WithinBoundPercent };
        var voltage = new Option<double>("--bound-l2") { Description = "Largest relative L2 of the voltage, against the float32 graph, %", DefaultValueFactory = _ => defaults.RelativeL2BoundPercent };
        var traces = new Option<int>("--traces") { Description = "Training traces for ranges and search", DefaultValueFactory = _ => defaults.CalibrationTraces };
        var seed = new Option<ulong>("--seed") { Description = "Seed of their draw", DefaultValueFactory = _ => defaults.Seed };
        var force = new Option<bool>("--force") { Description = "Write the graph even where it is worse than a bound" };
        precision.AcceptOnlyFromAmong("fp16", "int8");
        var command = new Command(
            "quantize",
            """
            Writes a float16 or int8 form of a model's ONNX graph into its folder. Ranges come from training traces, by percentile or
            entropy, whichever costs the voltage less; products that voltage and spikes cannot spare stay in float32, found by
            measuring each. What comes out is measured on held-out currents beside the float32 graph and beside the solver, on ONNX
            Runtime's CPU provider, and refused (exit code 1) where it is worse than a bound.

            Examples:
              noble-train quantize --model fast-spiking.noble --precision fp16 --calibration data/fast-spiking
              noble-train quantize --model fast-spiking.noble --precision int8 --calibration data/fast-spiking --bound-l2 0.2
            """)
        { folder, precision, data, count, within, voltage, traces, seed, force };
        command.SetAction(parsed =>
        {
            var options = Options();
            var model = ModelBundle.Load(parsed.GetValue(folder)!);
            var set = RandomWindows.Cut(DataSet.Load(parsed.GetValue(data)!), model.Manifest.Grid);
            var stages = new Dictionary<string, Stage>();
            var graph = Quantizer.Run(model, set, options, (name, done, all) => (stages.TryGetValue(name, out var stage) ? stage : stages[name] = new Stage(name)).Show(done, all));
            Finish(graph, parsed.GetValue(force));

            QuantizationOptions Options()
            {
                try
                {
                    return new QuantizationOptions
                    {
                        Precision = parsed.GetValue(precision) == "int8" ? OnnxPrecision.Int8 : OnnxPrecision.Fp16,
                        CalibrationTraces = parsed.GetValue(traces),
                        Seed = parsed.GetValue(seed),
                        CountBoundPercent = parsed.GetValue(count),
                        WithinBoundPercent = parsed.GetValue(within),
                        RelativeL2BoundPercent = parsed.GetValue(voltage),
                    };
                }
                catch (ArgumentOutOfRangeException e)
                {
                    throw new UserException($"quantize: {e.Message.Split(" (Parameter")[0]}");
                }
            }
        });
        return command;
    }

    /// <summary>Prints the figures, and writes the graph where it holds the bounds or is forced.</summary>
    /// <exception cref="BoundMissedException">It does not.</exception>
    internal static void Finish(QuantizedGraph graph, bool isForced)
    {
        var isWritten = graph.Row.IsWithinBounds() || isForced;
        Console.Write(QuantizationText.Table(isWritten ? graph.Save().Rows : [graph.FloatRow, graph.Row]));
        Console.WriteLine(QuantizationText.Kept(graph.Row));
        Console.WriteLine(isWritten
            ? $"{Quantizer.FileName(graph.Row.Precision)} and {QuantizationReport.FileName} in {graph.Folder}"
            : throw new BoundMissedException($"{Quantizer.Describe(graph.Row)}; nothing was written (--force writes it)"));
    }
}
