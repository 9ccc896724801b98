using System.Globalization;
using System.Runtime.CompilerServices;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>What <c>noble-edge inspect</c> says of the streaming operator.</summary>
internal static class StreamingInspection
{
    private const string Row = "{0,-18}{1,-12}{2,-14}{3,7}{4,9}{5,8}{6,8}{7,8}{8,8}{9,9}{10,8}{11,8}";

    /// <summary>Writes it, nothing where the model has none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="line">Takes the name of a line, and what it says.</param>
    internal static void Write(ModelBundle model, Action<string, FormattableString> line)
    {
        if (model.Streaming is not { } weights)
        {
            return;
        }

        var (spec, source) = (weights.Spec, weights.Spec.Provenance);
        line("streaming", $"any input, in steps of {spec.StepMilliseconds} ms; layers {string.Join(", ", spec.Hidden)}; {weights.ParameterCount} parameters");
        line("", $"{spec.InputCount()} inputs: {Times(spec.CurrentTimeConstantsMilliseconds, "of the current")}; {Times(spec.ConductanceTimeConstantsMilliseconds, "of the conductance")}; {Times(spec.ResetTimeConstantsMilliseconds, "reset by a spike")};");
        line("", $"{Times(spec.SpikeTimeConstantsMilliseconds, "of all spikes")}; {Times(spec.SinceTimeConstantsMilliseconds, "of the last spike")};");
        if (spec.Products.Length > 0)
        {
            line("", $"products {string.Join(", ", spec.Products.Select(Product))} ms, of reset integrators and the last spike's traces, reset by a spike;");
        }

        line("", $"held from {spec.HeldIntervals} intervals before it: {Times(spec.HeldCurrentTimeConstantsMilliseconds, "of the current")}; {Times(spec.HeldIntervalTimeConstantsMilliseconds, "of the interval")}");
        if (spec.Neurons.Length > 0)
        {
            line("", $"for {string.Join(", ", spec.Neurons)} alone");
        }

        if (spec.OwnFilters > 0)
        {
            line("", $"own filters {spec.OwnFilters} of each neuron, over all inputs");
        }

        line("", $"features {string.Join(", ", spec.Features)}; layers of the conditioning {(spec.ConditioningHidden.Length == 0 ? "none" : string.Join(", ", spec.ConditioningHidden))}");
        line("", $"current {spec.CurrentRange.MinimumNanoamperes} to {spec.CurrentRange.MaximumNanoamperes} nA, conductance up to {spec.MostConductanceNanosiemens} nS, driven at {spec.SynapticReferenceMillivolts} mV; refractory {spec.RefractoryMilliseconds} ms");
        line("", $"accuracy {(spec.Accuracy.Length == 0 ? "not measured" : "against the solver, running free:")}");
        if (spec.Accuracy.Length > 0)
        {
            line("", Of("of", "neurons", "input", "traces", "ms", "spikes", "F1 1 ms", "2 ms", "4 ms", "count", "mV", "shape"));
        }

        foreach (var row in spec.Accuracy)
        {
            line("", Of(
                row.Of, row.Neurons, row.Input, row.Traces, row.WindowMilliseconds, row.Spikes, Plain(row.CoincidenceWithin1), Plain(row.CoincidenceWithin2), Plain(row.CoincidenceWithin4),
                row.SpikeCountErrorPercent is { } count ? FormattableString.Invariant($"{count:0.00} %") : "-", Plain(row.SubThresholdErrorMillivolts), Plain(row.SpikeShapeErrorMillivolts)));
        }

        line("", $"truth {source.GroundTruth}");
        line("", $"training {source.Training}; {source.TrainingTraces} traces, seed {source.Seed}, {source.TrainingSeconds:0} s on {source.Machine}, by {source.Trainer}");
        using var engine = StreamingEngine.Create(new StreamingNeurons(weights, model.Manifest.Latent, [spec.Points(model.Manifest.Latent).First().Values]));
        line("", $"engine {VectorsNote.After(engine.Description)} (on this machine)");
        if (spec.Onnx is { } graph)
        {
            var error = graph.VoltageErrorMillivolts is { } millivolts
                ? FormattableString.Invariant($"{millivolts:0.0e+0} mV from the reference, {graph.SpikesApart ?? 0} spikes apart")
                : "error not measured";
            line("", $"onnx {graph.File}, {new FileInfo(Path.Combine(model.Folder, graph.File)).Length / 1e6:0.00} MB, opset {graph.Opset}; {error}");
        }
    }

    private static string Times(double[] milliseconds, string of) => milliseconds.Length == 0
        ? $"0 {of}"
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds.Length} {of} ({milliseconds.Min():0.##} to {milliseconds.Max():0.##} ms)");

    private static string Product(StreamingProduct product) => string.Create(
        CultureInfo.InvariantCulture,
        $"{product.ResetTimeConstantMilliseconds:0.##} x {(product.SinceTimeConstantMilliseconds is { } since ? $"spike {since:0.##}" : $"{product.ResetTimeConstantMilliseconds:0.##}")} over {product.TimeConstantMilliseconds:0.##}");

    private static FormattableString Of(params object[] cells) => FormattableStringFactory.Create(Row, cells);

    private static string Plain(double? value) => value is { } number ? FormattableString.Invariant($"{number:0.000}") : "-";
}
