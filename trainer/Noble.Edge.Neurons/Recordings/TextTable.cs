using System.Globalization;

namespace Noble.Edge.Neurons;

/// <summary>Columns of numbers in a text, sorted by what their names say, in ms, mV and nA.</summary>
internal sealed class TextTable
{
    private const NumberStyles Style = NumberStyles.Float;

    /// <summary>Under this largest magnitude a voltage without a unit is taken for volts. [mV]</summary>
    private const double LeastLikelyMillivolts = 0.3;

    /// <summary>Under this step times without a unit are taken for seconds. [ms]</summary>
    private const double LeastLikelyStep = 1e-3;

    public required string Path { get; init; }

    /// <summary>[ms], rising; null where there is no such column.</summary>
    public required double[]? Times { get; init; }

    /// <summary>[column][sample], mV.</summary>
    public required double[][] Voltages { get; init; }

    /// <summary>[column][sample], nA.</summary>
    public required double[][] Currents { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public static TextTable Read(string path, IEnumerable<string> lines)
    {
        string[]? names = null;
        List<double>[]? columns = null;
        char[]? separators = null;
        var number = 0;
        List<int> lineNumbers = [];
        foreach (var line in lines)
        {
            number++;
            var text = line.Trim().TrimStart('\uFEFF');
            if (text.Length == 0 || text[0] is '#' or '%' || text.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            separators ??= Separators(text);
            var fields = Split(text, separators);
            if (columns is null && !double.TryParse(fields[0], Style, CultureInfo.InvariantCulture, out _))
            {
                (names, separators) = (fields, null);
                continue;
            }

            columns ??= [.. fields.Select(_ => new List<double>())];
            if (fields.Length != columns.Length)
            {
                throw new RecordingException(path, $"line {number}: {fields.Length} columns, expected {columns.Length} as in the first line of numbers");
            }

            for (var i = 0; i < fields.Length; i++)
            {
                if (!double.TryParse(fields[i], Style, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                {
                    throw new RecordingException(path, $"line {number}, column {i + 1}: '{Shorten(fields[i])}' is no number");
                }

                columns[i].Add(value);
            }

            lineNumbers.Add(number);
        }

        return columns is null
            ? throw new RecordingException(path, "has no line of numbers, expected times and voltages")
            : Sort(path, names is { } n && n.Length == columns.Length ? n : null, [.. columns.Select(c => c.ToArray())], lineNumbers);
    }

    private static TextTable Sort(string path, string[]? names, double[][] columns, List<int> lines)
    {
        if (columns[0].Length < 3)
        {
            throw new RecordingException(path, $"has {columns[0].Length} lines of numbers, expected 3 or more");
        }

        var notes = new List<string>();
        double[]? times = null;
        List<double[]> voltages = [], currents = [];
        for (var i = 0; i < columns.Length; i++)
        {
            var unit = names is null ? null : Unit(names[i]);
            if (unit is not null && ElectricalUnit.Nanoamperes(unit) is { } nanoamperes)
            {
                currents.Add([.. columns[i].Select(value => value * nanoamperes)]);
            }
            else if (unit is not null && ElectricalUnit.Millivolts(unit) is { } millivolts)
            {
                voltages.Add([.. columns[i].Select(value => value * millivolts)]);
            }
            else if (i == 0 && columns.Length > 1)
            {
                times = RisingTimes(path, columns[i], unit is null ? null : ElectricalUnit.Milliseconds(unit), lines, notes);
            }
            else
            {
                voltages.Add(Millivolts(path, columns[i], notes));
            }
        }

        return voltages.Count == 0
            ? throw new RecordingException(path, "has no column of voltage")
            : new TextTable { Path = path, Times = times, Voltages = [.. voltages], Currents = [.. currents], Notes = [.. notes.Distinct()] };
    }

    private static double[] RisingTimes(string path, double[] column, double? milliseconds, List<int> lines, List<string> notes)
    {
        for (var k = 1; k < column.Length; k++)
        {
            if (!(column[k] > column[k - 1]))
            {
                throw new RecordingException(path, string.Create(
                    CultureInfo.InvariantCulture, $"line {lines[k]}: time {column[k]} is not after {column[k - 1]}"));
            }
        }

        var step = (column[^1] - column[0]) / (column.Length - 1);
        if (milliseconds is null)
        {
            notes.Add("times are taken as ms");
            if (step < LeastLikelyStep)
            {
                throw new RecordingException(path, string.Create(
                    CultureInfo.InvariantCulture, $"has times {step:g3} apart and no unit: they seem to be in s; begin it with a line 'time (s), voltage (mV)'"));
            }
        }

        return [.. column.Select(time => time * (milliseconds ?? 1))];
    }

    private static double[] Millivolts(string path, double[] column, List<string> notes)
    {
        var largest = column.Max(Math.Abs);
        notes.Add("voltages are taken as mV");
        return largest is > 0 and < LeastLikelyMillivolts
            ? throw new RecordingException(path, string.Create(
                CultureInfo.InvariantCulture, $"has voltages up to {largest:g3} and no unit: they seem to be in V; begin it with a line 'time (ms), voltage (V)'"))
            : column;
    }

    /// <summary>The unit in a name: in brackets, or after the last space or underscore.</summary>
    private static string? Unit(string name)
    {
        var text = name.Trim().Trim('"').Trim();
        var open = text.LastIndexOfAny(['(', '[']);
        var close = text.LastIndexOfAny([')', ']']);
        if (open >= 0 && close > open)
        {
            return text[(open + 1)..close].Trim();
        }

        var word = text[(text.LastIndexOfAny([' ', '_', '/']) + 1)..];
        return word.Length < text.Length || word is "ms" or "s" or "mV" or "V" or "pA" or "nA" ? word : null;
    }

    private static char[] Separators(string text) =>
        text.Contains(';') ? [';'] : text.Contains(',') ? [','] : text.Contains('\t') ? ['\t'] : [' '];

    private static string[] Split(string text, char[] separators) => separators is [' ']
        ? text.Split(separators, StringSplitOptions.RemoveEmptyEntries)
        : text.Split(separators, StringSplitOptions.TrimEntries);

    private static string Shorten(string text) => text.Length <= 20 ? text : $"{text[..20]}...";
}
