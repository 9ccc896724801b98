namespace Noble.Edge.Training;

/// <summary>What makes the inputs easy to learn from.</summary>
/// <param name="Mean">Of each input, shape [input].</param>
/// <param name="Scale">Standard deviation of each, shape [input].</param>
/// <param name="Whitening">
/// Makes inputs that are centred and scaled independent of each other, x W, shape [input, input]. Integrators of neighbouring time constants are nearly
/// the same number, and what tells a spike's time is their difference.
/// </param>
internal sealed record StreamingNormalisation(float[] Mean, float[] Scale, float[] Whitening);
