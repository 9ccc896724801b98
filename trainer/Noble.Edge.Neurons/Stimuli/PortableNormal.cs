namespace Noble.Edge.Neurons;

/// <summary>Standard normal numbers that are the same for the same seed on every machine.</summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood 2014, OOPSLA) for the bits, the polar method (Marsaglia and Bray 1964, SIAM Review 6:260)
/// with <see cref="PortableMath.Log"/> for the normal numbers.
/// </remarks>
internal sealed class PortableNormal(long seed)
{
    private ulong _state = (ulong)seed;
    private double _spare = double.NaN;

    /// <summary>The next number.</summary>
    public double Next()
    {
        if (!double.IsNaN(_spare))
        {
            var spare = _spare;
            _spare = double.NaN;
            return spare;
        }

        double u, v, s;
        do
        {
            u = (2 * NextUniform()) - 1;
            v = (2 * NextUniform()) - 1;
            s = (u * u) + (v * v);
        }
        while (s is 0 or >= 1);

        var factor = Math.Sqrt(-2 * PortableMath.Log(s) / s);
        _spare = v * factor;
        return u * factor;
    }

    private double NextUniform()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }
}
