namespace Noble.Edge.Operator;

/// <summary>Each kernel of an instruction set against its scalar twin, around the widths of blocks and vectors.</summary>
internal static unsafe class KernelChecks
{
    // Sums of up to fifty products of numbers below one, in another order.
    private const double Accepted = 5e-6;

    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run(SimdInstructions instructions)
    {
        KernelSet kernels = KernelChoice.Create(instructions);
        yield return OperatorSelfCheck.Within($"gelu, {kernels.Name}, against float64", Gelu(kernels), 1e-6, "largest error");
        if (instructions == SimdInstructions.Scalar)
        {
            yield break;
        }

        yield return OperatorSelfCheck.Within($"dense products, {kernels.Name}, against the scalar twin", Dense(kernels), Accepted, "largest difference");
        yield return OperatorSelfCheck.Within($"spreading, {kernels.Name}, against the scalar twin", Spread(kernels), Accepted, "largest difference");
        yield return OperatorSelfCheck.Within($"mixing of modes, {kernels.Name}, against the scalar twin", Mix(kernels), Accepted, "largest difference");
    }

    private static double Gelu(KernelSet kernels)
    {
        const int Count = 4096;
        using var arena = new AlignedArena();
        float* values = arena.Allocate(Count);
        double[] expected = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            values[i] = ((i - (Count / 2)) / 256f) + 0.001f;
            expected[i] = ErrorFunction.Gelu(values[i]);
        }

        kernels.Gelu(values, Count);
        double largest = 0;
        for (int i = 0; i < Count; i++)
        {
            largest = Math.Max(largest, Math.Abs(values[i] - expected[i]));
        }

        return largest;
    }

    private static double Dense(KernelSet kernels)
    {
        const int Blocks = 3;
        double largest = 0;
        foreach (int inputs in (ReadOnlySpan<int>)[0, 1, 2, 23, 24])
        {
            for (int vectors = 1; vectors <= 13; vectors++)
            {
                using var arena = new AlignedArena();
                int row = (vectors + 1) * kernels.Lanes;
                int count = 4 * Blocks * row;
                var call = new DenseCall
                {
                    Weights = Random(arena, Blocks * inputs * 4),
                    Bias = Random(arena, Blocks * 4),
                    Inputs = inputs,
                    Blocks = Blocks,
                    X = Random(arena, inputs * row),
                    XStride = row,
                    YStride = row,
                    Vectors = vectors,
                    Gate = Random(arena, Blocks * 4),
                    GateX = Random(arena, Blocks * 4 * row),
                    GateXStride = row,
                };
                float* expected = arena.Allocate(count);
                float* actual = arena.Allocate(count);
                call.Y = expected;
                new ScalarKernels(kernels.Lanes).Dense(call);
                call.Y = actual;
                kernels.Dense(call);
                largest = Math.Max(largest, Difference(expected, actual, count));
            }
        }

        return largest;
    }

    private static double Spread(KernelSet kernels)
    {
        const int Blocks = 2;
        double largest = 0;
        for (int points = 4; points <= 12; points++)
        {
            using var arena = new AlignedArena();
            int row = 3 * kernels.Lanes;
            int reach = SpreadCall.ReachVectors(points, kernels.Lanes);
            var call = new SpreadCall
            {
                X = Random(arena, 4 * Blocks * row),
                XStride = row,
                Blocks = Blocks,
                Window = Random(arena, points * row),
                WindowStride = row,
                Points = points,
                Vectors = 3,
                OutStride = (1 + reach) * kernels.Lanes,
            };
            int count = (int)(4 * Blocks * call.OutStride);
            float* expected = call.Out = arena.Allocate(count);
            call.Scratch = arena.Allocate(SpreadCall.ScratchLength(points, kernels.Lanes));
            new ScalarKernels(kernels.Lanes).Spread(call);
            float* actual = call.Out = arena.Allocate(count);
            call.Scratch = arena.Allocate(SpreadCall.ScratchLength(points, kernels.Lanes));
            kernels.Spread(call);
            largest = Math.Max(largest, Difference(expected, actual, count));
        }

        return largest;
    }

    private static double Mix(KernelSet kernels)
    {
        const int Modes = 3;
        double largest = 0;
        foreach (int channels in (ReadOnlySpan<int>)[1, 7, 8, 9, 24, 33])
        {
            using var arena = new AlignedArena();
            int stride = (channels + kernels.Lanes - 1) / kernels.Lanes * kernels.Lanes;
            var call = new MixCall
            {
                Weights = Random(arena, Modes * channels * 2 * stride),
                Modes = Modes,
                Channels = channels,
                Rows = arena.Copy((ReadOnlySpan<int>)[4, 0, 2]),
                X = Random(arena, 2 * Modes * stride),
                Stride = stride,
            };
            float* expected = call.Y = arena.Allocate(2 * Modes * stride);
            new ScalarKernels(kernels.Lanes).Mix(call);
            float* actual = call.Y = arena.Allocate(2 * Modes * stride);
            kernels.Mix(call);
            largest = Math.Max(largest, Difference(expected, actual, 2 * Modes * stride));
        }

        return largest;
    }

    private static float* Random(AlignedArena arena, int count)
    {
        float* values = arena.Allocate(count);
        OperatorSelfCheck.Fill(new Span<float>(values, count), (ulong)count);
        return values;
    }

    // A NaN in either is a difference without bound.
    private static double Difference(float* expected, float* actual, int count)
    {
        double largest = 0;
        for (int i = 0; i < count; i++)
        {
            double difference = Math.Abs((double)expected[i] - actual[i]);
            largest = difference <= largest ? largest : double.IsNaN(difference) ? double.PositiveInfinity : difference;
        }

        return largest;
    }
}
