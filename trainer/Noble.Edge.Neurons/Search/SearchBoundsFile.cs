using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>Bounds of a search as a user writes them.</summary>
/// <remarks>
/// JSON with comments. An object: a key is a parameter, or several separated by spaces that move together; its value is
/// <c>[lower, upper]</c>, <c>[lower, upper, "linear"]</c> or <c>[lower, upper, "logarithmic"]</c>, or a number, which fixes
/// the parameter. It stands under <c>bounds</c> in the targets file, or alone or under <c>bounds</c> in a file of its own.
/// </remarks>
/// <param name="Variables">What is searched.</param>
/// <param name="Fixed">What is fixed, by parameter.</param>
public sealed record SearchBoundsFile(IReadOnlyList<SearchVariable> Variables, IReadOnlyDictionary<string, double> Fixed)
{
    /// <summary>No bounds.</summary>
    public static SearchBoundsFile Empty { get; } = new([], new Dictionary<string, double>());

    /// <summary>Reads a file of bounds.</summary>
    /// <exception cref="SearchFileException">The file cannot be read, or an entry is unusable; names both.</exception>
    public static SearchBoundsFile Read(string path)
    {
        var root = SearchJsonObject.Read(path);
        return root.Find("bounds") is { } inner
            ? Parse(inner, path)
            : Parse(root);
    }

    /// <summary>Entries of the other that name the same parameters give way to these.</summary>
    public SearchBoundsFile Over(SearchBoundsFile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var taken = Variables.SelectMany(v => v.Paths).Concat(Fixed.Keys).ToHashSet(StringComparer.Ordinal);
        var variables = other.Variables
            .Select(v => (Variable: v, Left: v.Paths.Where(p => !taken.Contains(p)).ToArray()))
            .Where(v => v.Left.Length > 0)
            .Select(v => new SearchVariable(v.Left, v.Variable.Lower, v.Variable.Upper, v.Variable.Scale));
        return new SearchBoundsFile(
            [.. Variables, .. variables],
            other.Fixed.Where(f => !taken.Contains(f.Key)).Concat(Fixed).ToDictionary(StringComparer.Ordinal));
    }

    internal static SearchBoundsFile Parse(JsonElement element, string file) => Parse(SearchJsonObject.Of(element, $"{file}: 'bounds'"));

    private static SearchBoundsFile Parse(SearchJsonObject bounds)
    {
        var variables = new List<SearchVariable>();
        var fixedValues = new Dictionary<string, double>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in bounds.Properties)
        {
            var where = $"{bounds.Where}: '{entry.Name}'";
            var paths = entry.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (paths.Length == 0)
            {
                throw new SearchFileException($"{where}: no parameter; expected one or more, separated by spaces");
            }

            foreach (var path in paths)
            {
                if (!seen.Add(path))
                {
                    throw new SearchFileException($"{where}: '{path}' comes twice; expected each parameter once");
                }
            }

            if (entry.Value.ValueKind == JsonValueKind.Number)
            {
                foreach (var path in paths)
                {
                    fixedValues.Add(path, SearchJsonObject.Number(entry.Value, where));
                }
            }
            else
            {
                variables.Add(Variable(paths, entry.Value, where));
            }
        }

        return new SearchBoundsFile(variables, fixedValues);
    }

    private static SearchVariable Variable(string[] paths, JsonElement value, string where)
    {
        const string Expected = "expected [lower, upper], [lower, upper, \"linear\" or \"logarithmic\"], or a number to fix it";
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is not (2 or 3))
        {
            throw new SearchFileException($"{where} is {SearchJsonObject.Kind(value)}; {Expected}");
        }

        SearchScale? scale = value.GetArrayLength() == 2 ? null : value[2] switch
        {
            { ValueKind: JsonValueKind.String } t when t.ValueEquals("linear") => SearchScale.Linear,
            { ValueKind: JsonValueKind.String } t when t.ValueEquals("logarithmic") => SearchScale.Logarithmic,
            var other => throw new SearchFileException($"{where}: scale is {SearchJsonObject.Kind(other)}; {Expected}"),
        };
        try
        {
            return new SearchVariable(
                paths, SearchJsonObject.Number(value[0], $"{where}: lower bound"), SearchJsonObject.Number(value[1], $"{where}: upper bound"), scale);
        }
        catch (ArgumentException e)
        {
            throw new SearchFileException($"{where}: {e.Message}", e);
        }
    }
}
