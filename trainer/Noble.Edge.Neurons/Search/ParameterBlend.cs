namespace Noble.Edge.Neurons;

/// <summary>Makes neurons that lie between known ones: intermediate recombination (Muehlenbein and Schlierkamp-Voosen 1993).</summary>
/// <remarks>
/// A hall of fame is a few dozen points of a cloud in some forty parameters; blends fill the cloud without leaving the box that two
/// of its members span. Not every blend is a neuron worth keeping: its maker looks at how it fires.
/// </remarks>
public static class ParameterBlend
{
    /// <summary>A child of two sets: each parameter p is a + u (b - a), with a u of its own in [0, 1).</summary>
    /// <param name="name">Name of the child.</param>
    /// <param name="a">One parent.</param>
    /// <param name="b">The other; names the same parameters.</param>
    /// <param name="nextUniform">Uniform numbers in [0, 1), asked for in the order of the parameters' names.</param>
    /// <remarks>
    /// Parameters that are one number to both parents wherever they stand (a leak painted on every region) stay one number: they share
    /// their u.
    /// </remarks>
    /// <exception cref="ArgumentException">The parents name different parameters.</exception>
    public static ParameterSet Create(string name, ParameterSet a, ParameterSet b, Func<double> nextUniform)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(nextUniform);
        if (a.Values.Count != b.Values.Count || a.Values.Keys.FirstOrDefault(key => !b.Values.ContainsKey(key)) is not null)
        {
            throw new ArgumentException($"'{a.Name}' and '{b.Name}' name different parameters; expected parameter sets of one hall of fame", nameof(b));
        }

        var shares = new Dictionary<(string Quantity, double A, double B), double>();
        var values = new List<KeyValuePair<string, double>>();
        foreach (var key in a.Values.Keys.Order(StringComparer.Ordinal))
        {
            var (from, to) = (a.Values[key], b.Values[key]);
            var quantity = (key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..], from, to);
            if (!shares.TryGetValue(quantity, out var share))
            {
                shares[quantity] = share = nextUniform();
            }

            values.Add(new(key, from + (share * (to - from))));
        }

        return new ParameterSet(name, values);
    }
}
