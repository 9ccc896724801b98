namespace Noble.Edge.Neurons;

/// <summary>Makes a search space from a cell's bounds and the user's.</summary>
public static class SearchBounds
{
    /// <summary>The space of a cell.</summary>
    /// <remarks>
    /// Parameters with the same bounds that have one value in every parameter set of the cell, of which there are two or
    /// more, are one variable: as in the published sets, where the leak of all regions is one number. Given variables come
    /// before the cell's and take their parameters out of them.
    /// </remarks>
    /// <param name="neurons">The cell, its parameter sets and its bounds.</param>
    /// <param name="given">Bounds that replace or add to the cell's.</param>
    /// <param name="fixedValues">Parameters that keep one value and are not searched.</param>
    /// <param name="baseSet">Values of all parameters that are not searched; null for the cell's defaults.</param>
    /// <exception cref="SearchFileException">Nothing is left to search, or a parameter is unknown or named twice.</exception>
    public static SearchSpace Of(
        NeuronCollection neurons,
        IReadOnlyList<SearchVariable>? given = null,
        IReadOnlyDictionary<string, double>? fixedValues = null,
        ParameterSet? baseSet = null)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        given ??= [];
        fixedValues ??= new Dictionary<string, double>();
        foreach (var path in fixedValues.Keys)
        {
            if (!neurons.Cell.ParameterDefaults.ContainsKey(path))
            {
                throw new SearchFileException($"bounds name '{path}', which cell '{neurons.Cell.Name}' does not have");
            }
        }

        var taken = given.SelectMany(v => v.Paths).Concat(fixedValues.Keys).ToHashSet(StringComparer.Ordinal);
        var own = neurons.Bounds
            .Where(b => !taken.Contains(b.Key))
            .OrderBy(b => b.Key, StringComparer.Ordinal)
            .GroupBy(b => (b.Value, Tie: Tie(neurons, b.Key)))
            .Select(g => new SearchVariable([.. g.Select(b => b.Key)], g.Key.Value.Lower, g.Key.Value.Upper));
        var values = new Dictionary<string, double>(baseSet?.Values ?? new Dictionary<string, double>(), StringComparer.Ordinal);
        foreach (var (path, value) in fixedValues)
        {
            values[path] = value;
        }

        return new SearchSpace(neurons.Cell, [.. given, .. own], values);
    }

    /// <summary>What two parameters that move together have in common: their value in every set.</summary>
    private static string Tie(NeuronCollection neurons, string path) => neurons.ParameterSets.Count < 2
        ? path
        : string.Join(' ', neurons.ParameterSets.Select(s => BitConverter.DoubleToInt64Bits(neurons.Cell.ValueOf(s, path)).ToString("X", System.Globalization.CultureInfo.InvariantCulture)));
}
