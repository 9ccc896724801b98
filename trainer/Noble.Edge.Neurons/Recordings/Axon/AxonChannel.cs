namespace Noble.Edge.Neurons;

/// <summary>A recorded channel of an Axon file.</summary>
/// <param name="Name">As in <c>IN 0</c>.</param>
/// <param name="Unit">Unit of its samples, as in <c>mV</c>.</param>
/// <param name="Gain">What one step of a 16-bit sample is in the unit.</param>
/// <param name="Offset">What a 16-bit sample of zero is in the unit.</param>
public sealed record AxonChannel(string Name, string Unit, double Gain, double Offset);
