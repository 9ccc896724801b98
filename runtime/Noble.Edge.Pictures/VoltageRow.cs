namespace Noble.Edge.Pictures;

/// <summary>One neuron's voltage in a picture.</summary>
/// <param name="Name">What stands beside it.</param>
/// <param name="StepMilliseconds">Sampling interval [ms].</param>
/// <param name="Millivolts">Shape [sample], mV; sample k is at k * step.</param>
public sealed record VoltageRow(string Name, double StepMilliseconds, double[] Millivolts);
