using System.Globalization;

namespace Noble.Edge.Operator;

/// <summary>Latent points as CSV: a header of feature names, one neuron a line, each feature in its own unit.</summary>
public static class LatentCsv
{
    /// <summary>Reads points; the columns may stand in any order, and each feature must be there once.</summary>
    /// <returns>Values in the latent space's order, shape [neuron][feature].</returns>
    /// <exception cref="PopulationException">The file cannot be used; the message names file, line and column.</exception>
    public static double[][] Read(string path, LatentSpec latent)
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

        var order = Header(path, lines.Length > 0 ? lines[0] : "", latent);
        var points = new List<double[]>();
        for (var line = 1; line < lines.Length; line++)
        {
            if (!string.IsNullOrWhiteSpace(lines[line]))
            {
                points.Add(Row(path, line + 1, lines[line], order, latent));
            }
        }

        return points.Count > 0 ? [.. points] : throw new PopulationException($"latents file '{path}' has no neurons, expected a line for each after the header");
    }

    /// <summary>Writes points so that <see cref="Read"/> gives back the same numbers.</summary>
    /// <param name="path">Overwritten.</param>
    /// <param name="latent">The latent space.</param>
    /// <param name="points">Features in their own units, shape [neuron][feature].</param>
    public static void Write(string path, LatentSpec latent, IEnumerable<double[]> points) => File.WriteAllLines(
        path,
        points
            .Select(point => string.Join(',', point.Select(value => value.ToString("R", CultureInfo.InvariantCulture))))
            .Prepend(string.Join(',', latent.Features.Select(feature => feature.Name))));

    private static int[] Header(string path, string line, LatentSpec latent)
    {
        var names = line.Split(',', StringSplitOptions.TrimEntries);
        var expected = string.Join(",", latent.Features.Select(feature => feature.Name));
        foreach (var name in names)
        {
            if (latent.IndexOf(name) < 0)
            {
                throw new PopulationException($"latents file '{path}', line 1: unknown feature '{name}', expected the header {expected}");
            }
        }

        var order = new int[latent.Features.Length];
        for (var f = 0; f < order.Length; f++)
        {
            order[f] = Array.IndexOf(names, latent.Features[f].Name);
            if (order[f] < 0 || names.Length != order.Length)
            {
                throw new PopulationException($"latents file '{path}', line 1: {names.Length} columns, expected each feature once: {expected}");
            }
        }

        return order;
    }

    private static double[] Row(string path, int number, string line, int[] order, LatentSpec latent)
    {
        var cells = line.Split(',', StringSplitOptions.TrimEntries);
        if (cells.Length != order.Length)
        {
            throw new PopulationException($"latents file '{path}', line {number}: {cells.Length} values, expected {order.Length}");
        }

        var values = new double[order.Length];
        for (var f = 0; f < order.Length; f++)
        {
            if (!double.TryParse(cells[order[f]], NumberStyles.Float, CultureInfo.InvariantCulture, out values[f]) || !double.IsFinite(values[f]))
            {
                throw new PopulationException(
                    $"latents file '{path}', line {number}: '{cells[order[f]]}' for {latent.Features[f].Name}, expected a number in {latent.Features[f].Unit}");
            }
        }

        return values;
    }
}
