namespace Noble.Edge.Neurons;

/// <summary>One number that a search is free to choose, and the parameters that it sets.</summary>
/// <remarks>The search itself works on 0..1; <see cref="ValueAt"/> maps that to the parameter's unit.</remarks>
public sealed record SearchVariable
{
    /// <summary>Bounds this far apart or more, both over 0, are searched logarithmically unless the scale is named.</summary>
    /// <remarks>Channel densities are uncertain by orders of magnitude, voltages and shifts by differences.</remarks>
    public const double LogarithmicRatio = 10;

    /// <summary>Describes a variable.</summary>
    /// <param name="paths">Parameters that all get its value, names as <see cref="CellDescription.ParameterNames"/>.</param>
    /// <param name="lower">Least value, in the parameters' unit.</param>
    /// <param name="upper">Greatest value, over the least.</param>
    /// <param name="scale">Null to choose by <see cref="LogarithmicRatio"/>.</param>
    /// <exception cref="ArgumentException">No path, or bounds that are not finite, not in order, or not over 0 on a logarithmic scale.</exception>
    public SearchVariable(IReadOnlyList<string> paths, double lower, double upper, SearchScale? scale = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        Paths = paths.Count > 0 ? [.. paths] : throw new ArgumentException("Expected one path or more.", nameof(paths));
        if (!double.IsFinite(lower) || !double.IsFinite(upper) || lower >= upper)
        {
            throw new ArgumentException($"Bounds of '{Name}' are {lower} and {upper}; expected two finite numbers, the lower first.");
        }

        if (scale == SearchScale.Logarithmic && lower <= 0)
        {
            throw new ArgumentException($"Lower bound of '{Name}' is {lower}; expected over 0 on a logarithmic scale.");
        }

        (Lower, Upper) = (lower, upper);
        Scale = scale ?? (lower > 0 && upper / lower >= LogarithmicRatio ? SearchScale.Logarithmic : SearchScale.Linear);
    }

    /// <summary>Parameters that get the value; one or more.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The first path: what messages and tables call the variable.</summary>
    public string Name => Paths[0];

    /// <summary>Least value.</summary>
    public double Lower { get; }

    /// <summary>Greatest value.</summary>
    public double Upper { get; }

    /// <summary>How the range is walked.</summary>
    public SearchScale Scale { get; }

    /// <summary>The value at a place between the bounds.</summary>
    /// <param name="place">0 at the lower bound, 1 at the upper.</param>
    public double ValueAt(double place)
    {
        var value = Scale == SearchScale.Logarithmic
            ? Lower * Math.Pow(Upper / Lower, place)
            : Lower + (place * (Upper - Lower));
        return Math.Clamp(value, Lower, Upper);
    }

    /// <summary>The place of a value between the bounds, 0..1 if it is inside them.</summary>
    public double PlaceOf(double value) => Scale == SearchScale.Logarithmic
        ? Math.Log(value / Lower) / Math.Log(Upper / Lower)
        : (value - Lower) / (Upper - Lower);
}
