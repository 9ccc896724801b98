namespace Noble.Edge.Pictures;

/// <summary>What goes into a neuron, in a picture.</summary>
/// <param name="Name">What stands beside it.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="StepMilliseconds">Sampling interval [ms].</param>
/// <param name="Values">Shape [sample]; sample k is held from k * step to (k + 1) * step.</param>
public sealed record InputRow(string Name, string Unit, double StepMilliseconds, double[] Values);
