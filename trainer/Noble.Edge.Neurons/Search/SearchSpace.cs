namespace Noble.Edge.Neurons;

/// <summary>What a search may change in a cell: variables between bounds, everything else as in a base set.</summary>
public sealed class SearchSpace
{
    /// <summary>Describes a space.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="variables">One or more; no parameter in two of them.</param>
    /// <param name="fixedValues">Values of parameters that are not searched; others keep the cell's defaults.</param>
    /// <exception cref="SearchFileException">There is no variable, a parameter is named twice, or the cell has no such parameter.</exception>
    public SearchSpace(CellDescription cell, IReadOnlyList<SearchVariable> variables, IReadOnlyDictionary<string, double>? fixedValues = null)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(variables);
        Cell = cell;
        Variables = [.. variables];
        if (Variables.Count == 0)
        {
            throw new SearchFileException($"cell '{cell.Name}' has no bounds to search in; give them in the targets file or with --bounds");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Variables.SelectMany(v => v.Paths))
        {
            if (!cell.ParameterDefaults.ContainsKey(path))
            {
                throw new SearchFileException($"bounds name '{path}', which cell '{cell.Name}' does not have; its parameters are like {Nearest(cell, path)}");
            }

            if (!seen.Add(path))
            {
                throw new SearchFileException($"bounds name '{path}' twice; expected each parameter once");
            }
        }

        Fixed = (fixedValues ?? new Dictionary<string, double>())
            .Where(f => !seen.Contains(f.Key))
            .ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
    }

    /// <summary>The cell.</summary>
    public CellDescription Cell { get; }

    /// <summary>The variables; a point of the space has one number, 0..1, for each.</summary>
    public IReadOnlyList<SearchVariable> Variables { get; }

    /// <summary>Values of parameters that are not searched.</summary>
    public IReadOnlyDictionary<string, double> Fixed { get; }

    /// <summary>The parameter set at a point.</summary>
    /// <param name="name">Name of the set.</param>
    /// <param name="places">Place of each variable between its bounds, 0..1, in the order of <see cref="Variables"/>.</param>
    public ParameterSet ToParameterSet(string name, IReadOnlyList<double> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (places.Count != Variables.Count)
        {
            throw new ArgumentException($"{places.Count} places; expected {Variables.Count}, one a variable.", nameof(places));
        }

        return new ParameterSet(
            name,
            Variables.Zip(places)
                .SelectMany(v => v.First.Paths.Select(p => KeyValuePair.Create(p, v.First.ValueAt(v.Second))))
                .Concat(Fixed));
    }

    private static string Nearest(CellDescription cell, string path)
    {
        var ends = path.Split('.');
        var near = cell.ParameterNames.Where(n => n.StartsWith(ends[0] + ".", StringComparison.Ordinal) || n.EndsWith("." + ends[^1], StringComparison.Ordinal));
        return string.Join(", ", near.DefaultIfEmpty(cell.ParameterNames.First()).Take(6));
    }
}
