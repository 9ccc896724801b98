namespace Noble.Edge.Operator;

/// <summary>
/// The generator behind <see cref="FnoWeights.Random"/>: SplitMix64 (Steele, Lea and Flood 2014), uniform values.
/// Written out so that the weights of a seed never change with a library.
/// </summary>
internal sealed class WeightRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform in [-1, 1), from the top 24 bits.</summary>
    public float NextSigned()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z >> 40) * (1f / (1 << 23))) - 1f;
    }

    /// <summary>The elements of the tensor <paramref name="name"/> of shape <paramref name="axes"/>.</summary>
    public float[] Tensor(string name, int[] axes)
    {
        // [output, input] maps keep the variance of their input; gates lie near one; a mode's weight is one of H inputs.
        (float centre, float spread) = name switch
        {
            _ when name.Contains("channel_mlp_skips", StringComparison.Ordinal) => (1f, 0.25f),
            _ when name.EndsWith("bias", StringComparison.Ordinal) => (0f, 0.1f),
            _ when name.Contains(".convs.", StringComparison.Ordinal) => (0f, 0.5f / MathF.Sqrt(axes[0])),
            _ => (0f, MathF.Sqrt(2f / axes[1])),
        };
        float[] values = new float[ArrayShape.Count(axes)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = centre + (spread * NextSigned());
        }

        return values;
    }
}
