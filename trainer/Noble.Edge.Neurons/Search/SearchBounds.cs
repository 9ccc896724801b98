namespace Noble.Edge.Neurons;

/// <summary>Makes a search space from a cell's bounds and the user's.</summary>
public static class SearchBounds
{
    /// <summary>How much wider than the sets' spread a search goes, at each end, in parts of the range.</summary>
    private const double Wider = 0.1;

    /// <summary>The space of a cell.</summary>
    /// <remarks>
    /// Parameters with the same bounds that have one value in every parameter set of the cell, of which there are two or
    /// more, are one variable: as in the published sets, where the leak of all regions is one number. Given variables come
    /// before the cell's and take their parameters out of them.
    /// </remarks>
    /// <param name="neurons">
    /// The cell, its parameter sets and its bounds; without bounds, the sets' own spread (<see cref="Spread"/>). What is not
    /// searched has its value in the first set.
    /// </param>
    /// <param name="given">Bounds that replace or add to the cell's.</param>
    /// <param name="fixedValues">Parameters that keep one value and are not searched.</param>
    /// <exception cref="SearchFileException">Nothing is left to search, or a parameter is unknown or named twice.</exception>
    public static SearchSpace Of(
        NeuronCollection neurons,
        IReadOnlyList<SearchVariable>? given = null,
        IReadOnlyDictionary<string, double>? fixedValues = null)
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
        var own = (neurons.Bounds.Count > 0 ? neurons.Bounds : Spread(neurons))
            .Where(b => !taken.Contains(b.Key))
            .OrderBy(b => b.Key, StringComparer.Ordinal)
            .GroupBy(b => (b.Value, Tie: Tie(neurons, b.Key)))
            .Select(g => new SearchVariable([.. g.Select(b => b.Key)], g.Key.Value.Lower, g.Key.Value.Upper));
        var values = neurons.ParameterSets.Take(1).SelectMany(s => s.Values).ToDictionary(StringComparer.Ordinal);
        foreach (var (path, value) in fixedValues)
        {
            values[path] = value;
        }

        return new SearchSpace(neurons.Cell, [.. given, .. own], values);
    }

    /// <summary>Bounds from parameter sets that differ: the range of each parameter, a tenth of it wider at both ends.</summary>
    /// <remarks>
    /// Where the greatest value is ten times the least or more, both over 0, a tenth of the range of the logarithm. What is
    /// over 0 in every set stays over half of its least value.
    /// </remarks>
    /// <param name="neurons">The cell and its parameter sets.</param>
    /// <returns>Bounds by parameter; none for a parameter that is the same in all sets.</returns>
    public static IReadOnlyDictionary<string, (double Lower, double Upper)> Spread(NeuronCollection neurons)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        var bounds = new Dictionary<string, (double Lower, double Upper)>(StringComparer.Ordinal);
        foreach (var path in neurons.ParameterSets.SelectMany(s => s.Values.Keys).Distinct())
        {
            var values = neurons.ParameterSets.Select(s => neurons.Cell.ValueOf(s, path)).ToArray();
            var (least, most) = (values.Min(), values.Max());
            if (most > least)
            {
                bounds.Add(path, Widen(least, most));
            }
        }

        return bounds;
    }

    private static (double Lower, double Upper) Widen(double least, double most)
    {
        if (least > 0 && most / least >= SearchVariable.LogarithmicRatio)
        {
            var factor = Math.Pow(most / least, Wider);
            return (least / factor, most * factor);
        }

        var more = Wider * (most - least);
        return (least >= 0 ? Math.Max(least - more, least / 2) : least - more, most <= 0 ? Math.Min(most + more, most / 2) : most + more);
    }

    /// <summary>What two parameters that move together have in common: their value in every set.</summary>
    private static string Tie(NeuronCollection neurons, string path) => neurons.ParameterSets.Count < 2
        ? path
        : string.Join(' ', neurons.ParameterSets.Select(s => BitConverter.DoubleToInt64Bits(neurons.Cell.ValueOf(s, path)).ToString("X", System.Globalization.CultureInfo.InvariantCulture)));
}
