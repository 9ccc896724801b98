namespace Noble.Edge.Training;

/// <summary>One feature over neurons; null for a neuron that does not have it.</summary>
/// <param name="Feature">eFEL's name.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Drawn">From the operator, for each drawn neuron.</param>
/// <param name="Training">From the solver, for each training neuron, linear between the two traces about the current.</param>
/// <param name="Unseen">The same for each neuron never seen.</param>
public sealed record EnsembleFeature(string Feature, string Unit, double?[] Drawn, double?[] Training, double?[] Unseen);
