using System.Collections.Frozen;

namespace Noble.Edge.Neurons;

/// <summary>How wide a target is where the sweeps alone do not say.</summary>
/// <remarks>
/// The spread of a feature is the largest of: its standard deviation over repeated sweeps, <see cref="Fraction"/> of its
/// mean, and its floor. Millivolts have no natural zero, so that features in mV get no fraction.
/// </remarks>
public sealed record TargetSpreadRule
{
    /// <summary>5 % of the mean; at least 1 mV, 1 Hz, 0.5 ms, 0.02 ms for widths, 1 spike.</summary>
    public static TargetSpreadRule Default { get; } = new();

    /// <summary>Share of the mean's size, 0 or more. Default 0.05.</summary>
    public double Fraction
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Fraction), value, $"{nameof(Fraction)}: expected 0 or more.");
    }

    = 0.05;

    /// <summary>Least spread by feature name (today's, not an alias) or by unit, each over 0; the name counts before the unit. A feature with neither gets 1e-3.</summary>
    public IReadOnlyDictionary<string, double> Floors
    {
        get;
        init => field = value.All(f => f.Value > 0 && double.IsFinite(f.Value))
            ? value.ToFrozenDictionary(StringComparer.Ordinal)
            : throw new ArgumentOutOfRangeException(nameof(Floors), $"{nameof(Floors)}: expected every floor over 0.");
    }

    = new Dictionary<string, double>
    {
        ["mV"] = 1,
        ["Hz"] = 1,
        ["ms"] = 0.5,
        ["AP1_width"] = 0.02,
        ["AP_width"] = 0.02,
        ["AP_duration_half_width"] = 0.02,
        ["spike_count"] = 1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The spread of a feature.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="mean">Its mean over the sweeps.</param>
    /// <param name="deviation">Its standard deviation over them; 0 for one sweep.</param>
    public double Of(FeatureDefinition feature, double mean, double deviation)
    {
        ArgumentNullException.ThrowIfNull(feature);
        var floor = Floors.TryGetValue(feature.Name, out var byName) ? byName
            : Floors.TryGetValue(feature.Unit, out var byUnit) ? byUnit
            : 1e-3;
        var share = feature.Unit == "mV" ? 0 : Fraction * Math.Abs(mean);
        return Math.Max(floor, Math.Max(share, deviation));
    }
}
