namespace Noble.Edge.Neurons;

/// <summary>A point of a section's diameter profile; the diameter is linear between points.</summary>
/// <param name="PositionMicrometres">Path length from the section's start, µm.</param>
/// <param name="DiameterMicrometres">Diameter there, µm.</param>
public readonly record struct ProfilePoint(double PositionMicrometres, double DiameterMicrometres);
