using System.Collections.Frozen;

namespace Noble.Edge.Neurons;

/// <summary>The numbers that make one neuron out of a cell description.</summary>
/// <remarks>
/// Immutable. Names are those of <see cref="CellDescription.ParameterNames"/>, for example <c>soma.cm</c> or
/// <c>soma.NaF.gbar</c>; a parameter that is not named keeps the description's default.
/// </remarks>
public sealed class ParameterSet
{
    private readonly FrozenDictionary<string, double> _values;

    /// <summary>Names a set of values.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public ParameterSet(string name, IEnumerable<KeyValuePair<string, double>> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        _values = values.ToFrozenDictionary(StringComparer.Ordinal);
        foreach (var (parameter, value) in _values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException(
                    $"Parameter set '{name}': '{parameter}' is {value}; expected a finite number.", nameof(values));
            }
        }
    }

    /// <summary>The set with every parameter at the description's default.</summary>
    public static ParameterSet Defaults { get; } = new("defaults", []);

    /// <summary>Name of the set, for example <c>fs-07</c>.</summary>
    public string Name { get; }

    /// <summary>Values by parameter name, in the unit of the parameter.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
