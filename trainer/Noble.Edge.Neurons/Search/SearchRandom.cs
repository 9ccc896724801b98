namespace Noble.Edge.Neurons;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014) with a state that can be written down and taken up again.</summary>
public struct SearchRandom
{
    /// <summary>Takes up a state, or starts from a seed.</summary>
    public SearchRandom(ulong state)
    {
        State = state;
    }

    /// <summary>Everything that determines the numbers to come.</summary>
    public ulong State { get; private set; }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUniform()
    {
        State = unchecked(State + 0x9E3779B97F4A7C15);
        var z = State;
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>).</summary>
    public int NextIndex(int bound) => (int)(NextUniform() * bound);
}
