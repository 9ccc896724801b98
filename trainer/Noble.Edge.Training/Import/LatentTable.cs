using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>
/// Training neurons from a CSV: a header, one neuron a line, a column for each feature in its own unit, and their names in the
/// column <c>name</c>, or, as in the published table, in <c>seed</c> and <c>hof</c>. Other columns are left alone.
/// </summary>
internal static class LatentTable
{
    private const string NameColumn = "name", SeedColumn = "seed", HallOfFameColumn = "hof";

    /// <summary>Reads the points, their values in the order of the features.</summary>
    /// <exception cref="PopulationException">The file cannot be used; the message names file, line and column.</exception>
    public static LatentPoint[] Read(string path, IReadOnlyList<ImportFeature> features)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PopulationException($"latents file '{path}' cannot be read: {e.Message}", e);
        }

        var header = lines.Length > 0 ? Cells(lines[0]) : [];
        var columns = features.Select(feature => Column(path, header, feature.Name)).ToArray();
        int[] names = header.Contains(NameColumn)
            ? [Column(path, header, NameColumn)]
            : header.Contains(SeedColumn) && header.Contains(HallOfFameColumn)
                ? [Column(path, header, SeedColumn), Column(path, header, HallOfFameColumn)]
                : throw new PopulationException($"latents file '{path}', line 1: expected a column '{NameColumn}', or '{SeedColumn}' and '{HallOfFameColumn}'");
        var points = new List<LatentPoint>();
        for (var line = 1; line < lines.Length; line++)
        {
            if (string.IsNullOrWhiteSpace(lines[line]))
            {
                continue;
            }

            var cells = Cells(lines[line]);
            if (cells.Length != header.Length)
            {
                throw new PopulationException($"latents file '{path}', line {line + 1}: {cells.Length} values, expected {header.Length}");
            }

            points.Add(new LatentPoint
            {
                Name = names.Length == 1 ? cells[names[0]] : $"seed-{cells[names[0]]}-hof-{cells[names[1]]}",
                Values = [.. features.Select((feature, f) => Number(path, line + 1, cells[columns[f]], feature))],
            });
        }

        Check(path, points);
        return [.. points];
    }

    private static void Check(string path, List<LatentPoint> points)
    {
        if (points.Count == 0)
        {
            throw new PopulationException($"latents file '{path}' has no neurons, expected a line for each after the header");
        }

        if (points.GroupBy(point => point.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new PopulationException($"latents file '{path}': the neuron '{PrintableText.Of(twice.Key)}' is there {twice.Count()} times, expected once");
        }
    }

    private static string[] Cells(string line) => line.Split(',', StringSplitOptions.TrimEntries);

    private static int Column(string path, string[] header, string name) => header.Count(cell => cell == name) == 1
        ? Array.IndexOf(header, name)
        : throw new PopulationException($"latents file '{path}', line 1: {header.Count(cell => cell == name)} columns '{name}', expected one");

    private static double Number(string path, int line, string text, ImportFeature feature) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new PopulationException(
                $"latents file '{path}', line {line}: '{PrintableText.Of(text)}' for {feature.Name}, expected a number in {feature.Unit}");
}
