namespace Noble.Edge.Operator;

/// <summary>The functions of a streaming step in single precision, one operation after the other, so that vector code can give the same bits.</summary>
internal static class StreamingMath
{
    public const float Log2E = 1.442695041f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    /// <summary>
    /// Numbers of the state nearer to 0 than this are 0: a trace that decays would end as a subnormal number, which slows many processors down, and stay one
    /// for ever.
    /// </summary>
    public const float Least = 1e-30f;

    /// <summary>Taylor terms of exp on ±ln 2 / 2, highest first: relative error under 2e-7.</summary>
    public static ReadOnlySpan<float> ExpTerms => [1f / 720, 1f / 120, 1f / 24, 1f / 6, 0.5f, 1f, 1f];

    /// <summary>e to the power of x, for −80 ≤ x ≤ 80.</summary>
    public static float Exp(float x)
    {
        var n = MathF.Round(x * Log2E);
        var r = MathF.FusedMultiplyAdd(n, -Ln2High, x);
        r = MathF.FusedMultiplyAdd(n, -Ln2Low, r);
        var terms = ExpTerms;
        var sum = terms[0];
        for (var i = 1; i < terms.Length; i++)
        {
            sum = MathF.FusedMultiplyAdd(sum, r, terms[i]);
        }

        return sum * BitConverter.Int32BitsToSingle(((int)n + 127) << 23);
    }

    /// <summary>A number of the state, 0 where it is nearer to 0 than <see cref="Least"/>.</summary>
    public static float Kept(float x) => MathF.Abs(x) > Least ? x : 0;

    /// <summary>x held between two bounds; the lower one of what is no number.</summary>
    public static float Held(float x, float lowest, float highest) => x > lowest ? x < highest ? x : highest : lowest;

    /// <summary>Hard swish: x · clamp(x / 6 + 1/2, 0, 1).</summary>
    public static float HardSwish(float x) => x * MathF.Min(MathF.Max(MathF.FusedMultiplyAdd(x, 1f / 6, 0.5f), 0), 1);
}
