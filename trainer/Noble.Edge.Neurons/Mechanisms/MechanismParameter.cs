namespace Noble.Edge.Neurons;

/// <summary>A number that a mechanism takes.</summary>
/// <param name="Name">Name within the mechanism, for example <c>gbar</c>.</param>
/// <param name="Unit">Unit, for example <c>S/cm²</c>; empty for a pure number.</param>
/// <param name="Default">Value where the cell gives none.</param>
public readonly record struct MechanismParameter(string Name, string Unit, double Default);
