namespace Noble.Edge.Neurons;

/// <summary>What a feature should be: one objective of a search.</summary>
/// <param name="Feature">The feature's eFEL name.</param>
/// <param name="Mean">Value to reach, in the feature's unit.</param>
/// <param name="Spread">Standard deviation over the recordings, in the same unit, over 0; the objective is |value - mean| / spread.</param>
public sealed record FeatureTarget(string Feature, double Mean, double Spread);
