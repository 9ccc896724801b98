using System.Globalization;
using System.Text;
using Noble.Edge.Neurons;

namespace Noble.Edge.Trainer;

/// <summary>A feature report for a terminal of 100 columns.</summary>
internal static class FeatureText
{
    private const int Width = 100, CellWidth = 9, UnitWidth = 6;

    public static string Of(FeatureReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(Line($"{report.Path}: {report.Format}, {Count(report.SweepCount, "sweep")}"));
        foreach (var note in report.Notes)
        {
            text.AppendLine(Line($"note: {note}"));
        }

        text.AppendLine(Line($"spikes cross {report.Request.Settings.SpikeThresholdMillivolts} mV; features on {(report.Request.Settings.InterpolationStepMilliseconds is > 0 and var step ? Line($"a grid of {step} ms") : "the recording's own grid")}"));
        text.Append(Stimuli(report));
        text.AppendLine();
        text.Append(report.Sweeps.Count == 1 ? Single(report) : Table(report));
        foreach (var cell in report.Cells)
        {
            text.AppendLine();
            text.Append(Summary(cell));
        }

        return text.ToString();
    }

    public static string List()
    {
        var all = ElectrophysiologicalFeatures.All;
        var name = all.Max(feature => feature.Name.Length);
        var text = new StringBuilder();
        foreach (var feature in all)
        {
            text.AppendLine($"{feature.Name.PadRight(name)}  {Unit(feature).PadRight(UnitWidth)}  {feature.Description}");
        }

        text.AppendLine();
        foreach (var (old, now) in ElectrophysiologicalFeatures.Aliases)
        {
            text.AppendLine($"{old.PadRight(name)}  {"".PadRight(UnitWidth)}  the same as {now}");
        }

        return text.ToString();
    }

    private static string Stimuli(FeatureReport report)
    {
        var text = new StringBuilder();
        var intervals = report.Sweeps.Select(s => (s.Stimulus.StartMilliseconds, s.Stimulus.EndMilliseconds)).Distinct().ToArray();
        text.AppendLine(intervals.Length == 1
            ? Line($"stimulus {intervals[0].StartMilliseconds:0.###} to {intervals[0].EndMilliseconds:0.###} ms{Levels(report.Sweeps)}")
            : Line($"stimulus from {intervals.Min(i => i.StartMilliseconds):0.###} ms, to {intervals.Min(i => i.EndMilliseconds):0.###} .. {intervals.Max(i => i.EndMilliseconds):0.###} ms{Levels(report.Sweeps)}"));
        var windows = report.Sweeps.Where(s => s.Stimulus.WindowEndMilliseconds < s.EndMilliseconds).Select(s => s.Stimulus.WindowEndMilliseconds).ToArray();
        if (windows.Length > 0)
        {
            text.AppendLine(Line($"only up to {windows.Min():0.###} ms: there the command changes again"));
        }

        var starts = report.Sweeps.Where(s => s.Stimulus.WindowStartMilliseconds > 0).Select(s => s.Stimulus.WindowStartMilliseconds).ToArray();
        if (starts.Length > 0)
        {
            text.AppendLine(Line($"only from {starts.Max():0.###} ms: there the command changed before"));
        }

        return text.ToString();
    }

    private static string Levels(IReadOnlyList<SweepFeatures> sweeps)
    {
        double[] currents = [.. sweeps.Select(s => s.Stimulus.CurrentNanoamperes ?? double.NaN).Where(double.IsFinite)];
        double[] holding = [.. sweeps.Select(s => s.Stimulus.HoldingNanoamperes ?? double.NaN).Where(double.IsFinite).Distinct()];
        var level = currents.Length == 0 ? ", current not known"
            : currents.Length == 1 ? Line($", {Number(currents[0])} nA")
            : Line($", {Number(currents.Min())} to {Number(currents.Max())} nA");
        return holding is [not 0] ? Line($"{level} from a holding current of {Number(holding[0])} nA") : level;
    }

    private static string Single(FeatureReport report)
    {
        var names = report.Request.Names;
        var name = Math.Max(names.Max(feature => feature.Name.Length), "feature".Length);
        var text = new StringBuilder();
        text.AppendLine($"{"feature".PadRight(name)}  {"unit".PadRight(UnitWidth)}  value");
        for (var k = 0; k < names.Count; k++)
        {
            var values = report.Sweeps[0].Values[k];
            var cell = values is null ? "-" : Wrap(values, name + UnitWidth + 4);
            text.AppendLine($"{names[k].Name.PadRight(name)}  {Unit(names[k]).PadRight(UnitWidth)}  {cell}");
        }

        return text.ToString();
    }

    /// <summary>Values one after the other, going on under the first where a line is full.</summary>
    private static string Wrap(IReadOnlyList<double> values, int indent)
    {
        var text = new StringBuilder();
        var column = indent;
        foreach (var value in values.Select(Number))
        {
            if (column > indent && column + 2 + value.Length > Width)
            {
                text.AppendLine().Append(' ', indent);
                column = indent;
            }
            else if (column > indent)
            {
                text.Append("  ");
                column += 2;
            }

            text.Append(value);
            column += value.Length;
        }

        return text.ToString();
    }

    private static string Table(FeatureReport report)
    {
        var names = report.Request.Names;
        var name = Math.Max(names.Max(feature => feature.Name.Length), "feature".Length);
        var columns = Math.Max((Width - name - UnitWidth - 2) / CellWidth, 1);
        var text = new StringBuilder();
        foreach (var block in report.Sweeps.Chunk(columns))
        {
            void Row(string label, string unit, Func<SweepFeatures, string> cell) =>
                text.AppendLine($"{label.PadRight(name)}  {unit.PadRight(UnitWidth)}{string.Concat(block.Select(sweep => cell(sweep).PadLeft(CellWidth)))}".TrimEnd());
            Row("sweep", "", sweep => Line($"{sweep.Index}"));
            if (block.Any(sweep => sweep.ParameterSet is not null))
            {
                Row("parameter set", "", sweep => sweep.ParameterSet is { Length: >= CellWidth } set ? $"~{set[^(CellWidth - 2)..]}" : sweep.ParameterSet ?? "");
            }

            Row("current", "nA", sweep => sweep.Stimulus.CurrentNanoamperes is { } current ? Cell(current) : "-");
            for (var k = 0; k < names.Count; k++)
            {
                Row(names[k].Name, Unit(names[k]), sweep => sweep.Values[k] is { } values ? Cell(values.Average()) : "-");
            }

            text.AppendLine();
        }

        text.AppendLine("A feature of each spike or interval is shown as its mean; --sweep N or --json gives each.");
        return text.ToString();
    }

    private static string Summary(CellSummary cell)
    {
        var curve = cell.Curve;
        var currents = curve.CurrentsNanoamperes;
        var text = new StringBuilder();
        text.AppendLine(Line($"F-I curve{(cell.ParameterSet is null ? "" : $" of {cell.ParameterSet}")}, {currents.Count} currents from {Number(currents[0])} to {Number(currents[^1])} nA"));
        text.AppendLine(Line($"  resting voltage    {Number(cell.RestMillivolts)} mV, mean of voltage_base"));
        text.AppendLine(double.IsFinite(cell.InputResistanceMegaohms)
            ? Line($"  input resistance   {Number(cell.InputResistanceMegaohms)} MΩ, slope of steady_state_voltage_stimend over {cell.ResistanceSweeps} currents up to 0")
            : "  input resistance   - (no two currents up to 0)");
        text.AppendLine($"  rheobase           {Bracket(curve.Rheobase, "no spike")}");
        text.AppendLine($"  threshold current  {Bracket(curve.Threshold, "no firing to the end of the step")}");
        text.AppendLine(double.IsFinite(curve.SlopeHertzPerNanoampere)
            ? Line($"  slope              {Number(curve.SlopeHertzPerNanoampere)} Hz/nA, from {Number(curve.SlopeRangeNanoamperes.From)} to {Number(curve.SlopeRangeNanoamperes.To)} nA")
            : "  slope              - (no two currents over threshold)");
        return text.ToString();
    }

    private static string Bracket((double? Below, double At)? found, string otherwise) => found switch
    {
        null => $"- ({otherwise} at any current)",
        (_, <= 0 and var at) => $"{Number(at)} nA: the cell fires without current",
        (null, var at) => $"{Number(at)} nA or less",
        ({ } below, var at) => $"{Number(at)} nA ({otherwise} at {Number(below)} nA)",
    };

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Unit(FeatureDefinition feature) => feature.Unit == "constant" ? "" : feature.Unit;

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString(Math.Abs(value) >= 1e5 ? "g6" : "g5", CultureInfo.InvariantCulture);

    /// <summary>As many digits, up to five, as leave a space before the number.</summary>
    private static string Cell(double value)
    {
        var text = Number(value);
        for (var digits = 4; text.Length >= CellWidth && digits > 0; digits--)
        {
            text = value.ToString($"g{digits}", CultureInfo.InvariantCulture);
        }

        return text;
    }

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
