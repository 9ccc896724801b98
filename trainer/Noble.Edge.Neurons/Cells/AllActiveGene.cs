namespace Noble.Edge.Neurons;

/// <summary>One number of an all-active parameter file.</summary>
/// <param name="Region">Region, or <c>all</c>.</param>
/// <param name="Mechanism">Mechanism; empty for a property of the region.</param>
/// <param name="Parameter">Parameter of the mechanism, or <c>cm</c>, <c>Ra</c>, <c>lengthScale</c>, <c>diameterScale</c>.</param>
/// <param name="Value">Value in the parameter's unit.</param>
internal sealed record AllActiveGene(string Region, string Mechanism, string Parameter, double Value);
