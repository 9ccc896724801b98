namespace Noble.Edge.Neurons;

/// <summary>Features of one trace; each is taken when it is first asked for.</summary>
/// <remarks>Not for use from two threads at once.</remarks>
public sealed class FeatureValues
{
    private readonly FeatureTrace? _trace;
    private readonly Dictionary<string, double[]?> _taken = new(StringComparer.Ordinal);

    internal FeatureValues(FeatureTrace? trace) => _trace = trace;

    /// <summary>Values of a feature in its unit: one for each spike, interval or the trace. Null where the trace does not have the feature.</summary>
    /// <param name="name">eFEL's name, or an older one.</param>
    /// <exception cref="UnknownFeatureException">There is no feature of that name.</exception>
    public IReadOnlyList<double>? this[string name]
    {
        get
        {
            var rule = ElectrophysiologicalFeatures.Rule(name);
            if (!_taken.TryGetValue(rule.Definition.Name, out var values))
            {
                values = _trace is null ? null : rule.Take(_trace);
                if (values is { Length: 0 } || (values is not null && !Array.TrueForAll(values, double.IsFinite)))
                {
                    values = null;
                }

                _taken.Add(rule.Definition.Name, values);
            }

            return values;
        }
    }

    /// <summary>Mean of a feature's values in its unit; NaN where the trace does not have the feature.</summary>
    /// <param name="name">eFEL's name, or an older one.</param>
    /// <exception cref="UnknownFeatureException">There is no feature of that name.</exception>
    public double Mean(string name) => this[name] is { } values ? values.Average() : double.NaN;
}
