namespace Noble.Edge.Neurons;

/// <summary>Polynomial mutation between bounds 0 and 1.</summary>
/// <remarks>
/// Deb and Goyal 1996, Comput Sci Inform 26:30; between bounds as Deb's NSGA-II does it: a step δ has density
/// ½ (η + 1) (1 - |δ|)^η, with each side of it squeezed into the room that there is up to the bound. Far from the bounds
/// (|δ| small beside the room) the mean step is 1 / (η + 2) of the range.
/// </remarks>
public static class PolynomialMutation
{
    /// <summary>Mutates a point in place.</summary>
    /// <param name="point">Each number in 0..1.</param>
    /// <param name="index">η, 0 or more: the greater, the smaller the steps.</param>
    /// <param name="probability">Probability with which each number is changed.</param>
    /// <param name="random">Numbers to draw from.</param>
    public static void Mutate(Span<double> point, double index, double probability, ref SearchRandom random)
    {
        for (var i = 0; i < point.Length; i++)
        {
            if (random.NextUniform() < probability)
            {
                point[i] = Math.Clamp(point[i] + Step(random.NextUniform(), point[i], index), 0, 1);
            }
        }
    }

    private static double Step(double u, double value, double index)
    {
        if (u < 0.5)
        {
            var tail = Math.Pow(1 - value, index + 1);
            return Math.Pow((2 * u) + ((1 - (2 * u)) * tail), 1 / (index + 1)) - 1;
        }

        var rest = Math.Pow(value, index + 1);
        return 1 - Math.Pow((2 * (1 - u)) + (((2 * u) - 1) * rest), 1 / (index + 1));
    }
}
