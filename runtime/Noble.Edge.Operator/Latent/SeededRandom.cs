namespace Noble.Edge.Operator;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same key on every machine, with no state to share between threads.</summary>
public struct SeededRandom
{
    private ulong _state;

    /// <param name="seed">The user's seed.</param>
    /// <param name="stream">Which neuron or purpose.</param>
    /// <param name="step">Which trial.</param>
    public SeededRandom(ulong seed, ulong stream = 0, ulong step = 0)
    {
        _state = seed;
        _state = NextBits() ^ stream;
        _state = NextBits() ^ step;
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Math.Log(1 - NextUniform());

    /// <summary>Normal with mean 0 and variance 1 (Box and Muller 1958; one of the pair, so that there is no state to keep).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(2 * NextExponential());
        return radius * Math.Cos(2 * Math.PI * NextUniform());
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>).</summary>
    public int NextIndex(int bound) => (int)(NextUniform() * bound);
}
