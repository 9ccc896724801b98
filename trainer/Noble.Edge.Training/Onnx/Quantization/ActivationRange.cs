namespace Noble.Edge.Training;

/// <summary>A range of an activation.</summary>
/// <param name="Method">How it was found.</param>
/// <param name="Magnitude">What becomes 127.</param>
/// <param name="RelativeL2">What it costs the voltage where nothing else is quantized [1].</param>
internal sealed record ActivationRange(string Method, float Magnitude, double RelativeL2);
