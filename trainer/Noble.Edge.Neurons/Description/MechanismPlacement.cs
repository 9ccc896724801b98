namespace Noble.Edge.Neurons;

/// <summary>A mechanism painted on every segment of a region.</summary>
/// <param name="Region">Name of the region.</param>
/// <param name="Mechanism">Name of the mechanism in the <see cref="MechanismRegistry"/>.</param>
/// <param name="Parameters">Values that replace the mechanism's own defaults here; null for none.</param>
public sealed record MechanismPlacement(
    string Region,
    string Mechanism,
    IReadOnlyDictionary<string, double>? Parameters = null);
