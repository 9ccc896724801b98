namespace Noble.Edge.Neurons;

/// <summary>What a feature is.</summary>
/// <param name="Name">eFEL's name, as in <c>AP1_width</c>.</param>
/// <param name="Unit">eFEL's unit; <c>constant</c> where there is none.</param>
/// <param name="Description">One line.</param>
public sealed record FeatureDefinition(string Name, string Unit, string Description);
