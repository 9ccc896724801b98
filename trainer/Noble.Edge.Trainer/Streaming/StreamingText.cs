using System.Globalization;
using System.Text;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>A streaming operator's figures as text: tables that read in a terminal and in Markdown.</summary>
internal static class StreamingText
{
    private const string Head =
        """
        | of | neurons | input | traces | spikes | F1 1 ms | F1 2 ms | F1 4 ms | count error % | sub-threshold mV | spike shape mV |
        |---|---|---|---|---|---|---|---|---|---|---|
        """;

    public static string Of(StreamingReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Free-running against the solver ({report.Truth}).\n\n{Head}\n");
        foreach (var row in report.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Of} | {row.Neurons} | {row.Input} | {row.Traces} | {row.Spikes} | {Number(row.CoincidenceWithin1, "0.000")} | {Number(row.CoincidenceWithin2, "0.000")} | {Number(row.CoincidenceWithin4, "0.000")} | {Number(row.SpikeCountErrorPercent, "0.00")} | {Number(row.SubThresholdErrorMillivolts, "0.00")} | {Number(row.SpikeShapeErrorMillivolts, "0.00")} |\n");
        }

        foreach (var row in report.WindowOperator)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nWindow operator on the square steps, {row.Split}: count error {row.SpikeCountErrorPercent:0.00} %, F1 within 1 ms {row.CoincidenceF1:0.000}.\n");
        }

        Drift(text, StreamingEvaluation.Seen, report.SeenDrift);
        Drift(text, StreamingEvaluation.NeverSeen, report.NeverSeenDrift);
        return text.ToString();
    }

    private static void Drift(StringBuilder text, string neurons, StreamingDrift? drift)
    {
        if (drift is null)
        {
            return;
        }

        var seconds = drift.PartMilliseconds / 1000;
        text.Append(CultureInfo.InvariantCulture, $"\nLong runs, {neurons} neurons, parts of {seconds:0} s: count error over the whole {drift.CountErrorPercent:0.00} %\n\n| part | solver | model | difference % | F1 2 ms |\n|---|---|---|---|---|\n");
        for (var part = 0; part < drift.SolverSpikes.Length; part++)
        {
            var (solver, model) = (drift.SolverSpikes[part], drift.ModelSpikes[part]);
            text.Append(CultureInfo.InvariantCulture, $"| {part * seconds:0}-{(part + 1) * seconds:0} s | {solver} | {model} | {100.0 * (model - solver) / Math.Max(1, solver):+0.00;-0.00} | {drift.CoincidenceWithin2[part]:0.000} |\n");
        }
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
