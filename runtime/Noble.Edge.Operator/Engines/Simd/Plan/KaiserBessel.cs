namespace Noble.Edge.Operator;

/// <summary>
/// The Kaiser-Bessel window, phi(d) = I0(beta sqrt(1 - (2d/w)^2)) / I0(beta) for |d| at most w/2 and its Fourier transform.
/// </summary>
/// <param name="width">w, in grid points.</param>
/// <param name="oversampling">Grid points over the least number that holds the kept modes, sigma.</param>
internal sealed class KaiserBessel(int width, double oversampling)
{
    // The shape that Beatty, Nishimura and Pauly (2005, equation 5) found best for a width and an oversampling.
    private readonly double _beta = Math.PI * Math.Sqrt(Math.Pow(width / oversampling * (oversampling - 0.5), 2) - 0.8);

    /// <summary>phi at distance <paramref name="d"/>, in grid points.</summary>
    public double Value(double d)
    {
        double root = 1 - (4 * d * d / (width * width));
        return root < 0 ? 0 : BesselI0(_beta * Math.Sqrt(root)) / BesselI0(_beta);
    }

    /// <summary>The integral of phi(d) exp(-2 pi i f d), f in cycles per grid point.</summary>
    public double Transform(double f)
    {
        double square = (_beta * _beta) - Math.Pow(Math.PI * width * f, 2);
        double root = Math.Sqrt(Math.Abs(square));
        double shape = root == 0 ? 1 : square > 0 ? Math.Sinh(root) / root : Math.Sin(root) / root;
        return width * shape / BesselI0(_beta);
    }

    // The power series; every term is positive.
    private static double BesselI0(double x)
    {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
