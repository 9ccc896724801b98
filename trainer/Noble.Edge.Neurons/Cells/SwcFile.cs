using System.Globalization;

namespace Noble.Edge.Neurons;

/// <summary>Reads the points of an SWC morphology: id, type, x, y, z, radius, parent; a # starts a comment.</summary>
/// <remarks>Cannon, Turner, Pyapali and Wheal 1998, J Neurosci Methods 84:49. Single precision, as NEURON keeps points.</remarks>
internal static class SwcFile
{
    private const int ColumnCount = 7;
    private static readonly string[] TypeNames = ["soma", "axon", "dend", "apic"];

    /// <summary>Region of a point's type.</summary>
    public static string RegionOf(int type) => TypeNames[type - 1];

    /// <summary>Reads a file; points come sorted by id, so that a parent comes before its children.</summary>
    /// <exception cref="CellFileException">The file cannot be read as a tree; the message names the line.</exception>
    public static SwcPoint[] Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CellFileException(path, $"cannot be read: {e.Message}", e);
        }

        var rows = new List<(int Line, double[] Values)>();
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].Split('#')[0];
            if (!string.IsNullOrWhiteSpace(text))
            {
                rows.Add((i + 1, Parse(path, i + 1, text)));
            }
        }

        if (rows.Count == 0)
        {
            throw new CellFileException(path, "has no points; expected lines of id, type, x, y, z, radius, parent");
        }

        return Link(path, [.. rows.OrderBy(r => r.Values[0])]);
    }

    private static double[] Parse(string path, int line, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < ColumnCount)
        {
            throw new CellFileException(path, $"line {line} has {words.Length} columns; expected {ColumnCount}: id, type, x, y, z, radius, parent");
        }

        var values = new double[ColumnCount];
        for (var c = 0; c < ColumnCount; c++)
        {
            if (!double.TryParse(words[c], NumberStyles.Float, CultureInfo.InvariantCulture, out values[c]) || !float.IsFinite((float)values[c]))
            {
                throw new CellFileException(path, $"line {line}, column {c + 1} is '{words[c]}'; expected a number");
            }
        }

        if (values[0] != (int)values[0] || values[6] != (int)values[6])
        {
            throw new CellFileException(path, $"line {line}: id {words[0]} and parent {words[6]}; expected whole numbers");
        }

        if (values[1] is not (1 or 2 or 3 or 4))
        {
            throw new CellFileException(path, $"line {line} has type {words[1]}; expected 1 (soma), 2 (axon), 3 (dendrite) or 4 (apical dendrite)");
        }

        return values[5] > 0
            ? values
            : throw new CellFileException(path, $"line {line} has radius {words[5]}; expected over 0 µm");
    }

    private static SwcPoint[] Link(string path, (int Line, double[] Values)[] rows)
    {
        var index = new Dictionary<int, int>();
        var points = new SwcPoint[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var (line, v) = rows[i];
            var (id, parentId) = ((int)v[0], (int)v[6]);
            var parent = -1;
            if (parentId >= 0 && !index.TryGetValue(parentId, out parent))
            {
                throw new CellFileException(path, $"line {line}: parent {parentId} of point {id}; expected a point with a lower id, or -1");
            }

            if (parent < 0 && i > 0)
            {
                throw new CellFileException(path, $"line {line}: point {id} is a second root; expected one tree");
            }

            if (!index.TryAdd(id, i))
            {
                throw new CellFileException(path, $"line {line}: id {id} is used twice");
            }

            points[i] = new SwcPoint(line, id, (int)v[1], (float)v[2], (float)v[3], (float)v[4], (float)(2 * v[5]), parent);
        }

        return points[0].Type == 1
            ? points
            : throw new CellFileException(path, $"line {points[0].Line}: the root is of type {points[0].Type}; expected the soma (1) first");
    }
}
