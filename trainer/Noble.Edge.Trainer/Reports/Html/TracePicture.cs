namespace Noble.Edge.Trainer;

/// <summary>Voltages of one comparison, for a picture of it.</summary>
/// <param name="Entry">Index into the report's columns of traces.</param>
/// <param name="Times">[ms]</param>
/// <param name="Solver">[mV]</param>
/// <param name="Operator">[mV]</param>
internal sealed record TracePicture(int Entry, double[] Times, double[] Solver, double[] Operator);
