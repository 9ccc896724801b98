namespace Noble.Edge.Neurons;

/// <summary>Draws candidate parameter sets of the fast-spiking cell, as cells of one type differ.</summary>
/// <remarks>
/// Eight independent standard normal factors, each moving the parameters that vary together in a cell: size, leak,
/// rest, membrane capacitance, excitability (a higher sodium threshold goes with more sodium channels), Kv3 density,
/// channel speed, slow potassium. Densities, sizes and speeds are log-normal, voltages normal. A factor is cut at 2.2
/// standard deviations. The same number always gives the same candidate, on every machine.
/// </remarks>
public static class FastSpikingGenerator
{
    private const int FactorCount = 8;
    private const double Cut = 2.2;
    private const int SignificantDigits = 5;
    private const ulong Seed = 0x4E6F626C65456467;

    /// <summary>Numbers of the candidates that became <see cref="BuiltInCells.FastSpikingParameterSets"/>, in their order.</summary>
    public static IReadOnlyList<int> Accepted { get; } = [.. FastSpikingTable.Neurons.Select(n => n.Candidate)];

    /// <summary>The candidate of a number.</summary>
    /// <param name="candidate">Number of the candidate, 0 or more.</param>
    public static ParameterSet Draw(int candidate) => FastSpikingParameters.ToSet($"candidate-{candidate}", DrawRow(candidate));

    /// <summary>The candidate's numbers, in the order of <see cref="FastSpikingParameters.Columns"/>.</summary>
    internal static double[] DrawRow(int candidate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(candidate);
        var z = Factors(candidate);
        var (size, leak, rest, membrane, excitability, kv3, speed, slow) = (z[0], z[1], z[2], z[3], z[4], z[5], z[6], z[7]);
        double[] row =
        [
            2.2e-4 * Math.Exp(0.22 * leak),
            -72 + (1.8 * rest),
            Math.Exp(0.1 * membrane),
            150 * Math.Exp(-0.15 * membrane),
            Math.Exp(0.15 * size),
            Math.Exp(0.06 * size),
            5e-5 * Math.Exp(0.3 * rest),
            0.2 * Math.Exp(0.12 * excitability),
            1.5 * excitability,

            // More load on the spike initiator needs more available sodium, or firing starts far above rheobase.
            3.8 + (0.8 * excitability) + (1.3 * leak) + (0.9 * size) + (0.6 * slow),
            2.5 * Math.Exp(0.12 * speed),
            0.3 * Math.Exp((0.12 * excitability) + (0.3 * kv3)),
            2.5 * Math.Exp(0.15 * speed),
            1e-4 * Math.Exp(-0.4 * slow),
            5e-5 * Math.Exp(0.8 * slow),
        ];
        return [.. row.Select(Round)];
    }

    private static double Round(double value)
    {
        var decimals = SignificantDigits - 1 - (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(value), 1e-3)));
        var scale = Math.Pow(10, Math.Abs(value) < 1e-3 ? 8 : decimals);
        return Math.Round(value * scale) / scale;
    }

    private static double[] Factors(int candidate)
    {
        // A stream of its own for each candidate, far from the next one's.
        var state = unchecked(Seed + ((ulong)candidate << 32));
        var factors = new double[FactorCount];
        for (var i = 0; i < FactorCount; i++)
        {
            do
            {
                // Box and Muller, one of the pair.
                var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(ref state)));
                factors[i] = radius * Math.Cos(2 * Math.PI * Uniform(ref state));
            }
            while (Math.Abs(factors[i]) > Cut);
        }

        return factors;
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014), 0 to under 1.</summary>
    private static double Uniform(ref ulong state)
    {
        state = unchecked(state + 0x9E3779B97F4A7C15);
        var x = state;
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EB);
        x ^= x >> 31;
        return (x >> 11) * (1.0 / (1UL << 53));
    }
}
