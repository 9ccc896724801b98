namespace Noble.Edge.Training;

/// <summary>
/// The kept Fourier modes over blocks of the time axis. Inside a block of T samples the modes below M span, to float32's precision, only about
/// 2 M T / L functions and a few more (Slepian 1978 has the theory), the same in every block. A transform is then a product with these [T, K]
/// inside each block, which is a convolution whose stride is its width, and a small product over the blocks' coefficients.
/// </summary>
/// <remarks>
/// Where the modes' transform of a signal h is sqrt(1/L) sum h[t] (cos, -sin)(2 pi m t / L), the transform back is its transpose. The axis is
/// filled up to whole blocks with zeros, which add nothing to a sum over samples: the period stays L, and L may be any number.
/// </remarks>
internal sealed class SpectralBasis
{
    // What a mode may lose of its norm inside a block: float32's rounding.
    private const double Truncation = 6e-8;

    private SpectralBasis(int length, int modes, int blockLength, int functions, float[] inBlock, float[] overBlocks)
    {
        (Length, Modes, BlockLength, Functions, InBlock, OverBlocks) = (length, modes, blockLength, functions, inBlock, overBlocks);
    }

    /// <summary>Samples of the time axis, L.</summary>
    public int Length { get; }

    /// <summary>Kept modes, M.</summary>
    public int Modes { get; }

    /// <summary>Samples of a block, T; L for the plain form, which has one block and no functions in it.</summary>
    public int BlockLength { get; }

    /// <summary>Functions of a block, K; 0 for the plain form.</summary>
    public int Functions { get; }

    /// <summary>Blocks, enough to cover the axis.</summary>
    public int Blocks => (Length + BlockLength - 1) / BlockLength;

    /// <summary>Whether it is two products over the whole axis.</summary>
    public bool IsPlain => Functions == 0;

    /// <summary>The functions of a block, orthonormal, shape [T, K]; empty for the plain form.</summary>
    public float[] InBlock { get; }

    /// <summary>From the blocks' coefficients, or in the plain form from the samples, to the modes: shape [blocks K, 2 M] or [L, 2 M], real parts first.</summary>
    public float[] OverBlocks { get; }

    /// <summary>Multiply-adds of a channel in one direction.</summary>
    public long Products => IsPlain ? 2L * Modes * Length : Cost(Blocks, BlockLength, Functions, Modes);

    /// <summary>Two real matrix products over the whole axis.</summary>
    public static SpectralBasis Plain(int length, int modes)
    {
        var over = new float[length * 2 * modes];
        for (var t = 0; t < length; t++)
        {
            for (var m = 0; m < modes; m++)
            {
                var (sin, cos) = Mode(t, m, length);
                over[(t * 2 * modes) + m] = (float)cos;
                over[(((t * 2) + 1) * modes) + m] = (float)-sin;
            }
        }

        return new SpectralBasis(length, modes, length, 0, [], over);
    }

    /// <summary>The blocks that cost least; null where no division into blocks costs less than the plain form.</summary>
    public static SpectralBasis? Short(int length, int modes)
    {
        (long Cost, int BlockLength, double[][] Functions) best = (2L * modes * length, 0, []);
        foreach (var blockLength in Candidates(length))
        {
            var functions = Span(length, modes, blockLength);
            var cost = Cost((length + blockLength - 1) / blockLength, blockLength, functions.Length, modes);
            if (cost < best.Cost)
            {
                best = (cost, blockLength, functions);
            }
        }

        return best.BlockLength == 0 ? null : Blocked(length, modes, best.BlockLength, best.Functions);
    }

    private static long Cost(int blocks, int blockLength, int functions, int modes) => ((long)blocks * blockLength * functions) + (2L * modes * blocks * functions);

    // With K = 2 M T / L + c the cost is least at T = sqrt(c L), c about 10. Around it every divisor of L, which needs no filling up, and a few others.
    private static IEnumerable<int> Candidates(int length)
    {
        var best = Math.Sqrt(10.0 * length);
        var (least, most) = (Math.Max(8, (int)(0.6 * best)), Math.Min(length / 2, (int)(1.6 * best)));
        return Enumerable.Range(least, Math.Max(0, most - least + 1)).Where(t => length % t == 0 || t % 24 == 0);
    }

    // Gram-Schmidt over the modes' cosines and sines in a block, always the one next that is furthest from the span so far, until none is
    // further from it than float32 can tell. Each is made orthogonal twice, which leaves nothing of the first pass's rounding.
    private static double[][] Span(int length, int modes, int blockLength)
    {
        double[][] rest = [.. Enumerable.Range(0, 2 * modes).Select(c => Column(length, c / 2, c % 2 == 1, blockLength))];
        var functions = new List<double[]>();
        var allowed = Truncation * Truncation * blockLength / length;
        while (functions.Count < blockLength)
        {
            var furthest = rest.MaxBy(SquaredNorm)!;
            if (SquaredNorm(furthest) <= allowed)
            {
                break;
            }

            double[] next = [.. furthest];
            foreach (var known in functions)
            {
                Remove(next, known);
            }

            var norm = Math.Sqrt(SquaredNorm(next));
            for (var t = 0; t < next.Length; t++)
            {
                next[t] /= norm;
            }

            functions.Add(next);
            foreach (var column in rest)
            {
                Remove(column, next);
            }
        }

        return [.. functions];
    }

    private static double[] Column(int length, int mode, bool isSine, int samples)
    {
        var column = new double[samples];
        for (var t = 0; t < samples; t++)
        {
            var (sin, cos) = Mode(t, mode, length);
            column[t] = isSine ? sin : cos;
        }

        return column;
    }

    private static double SquaredNorm(double[] x) => Dot(x, x);

    private static double Dot(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var t = 0; t < x.Length; t++)
        {
            sum += x[t] * y[t];
        }

        return sum;
    }

    private static void Remove(double[] column, double[] function)
    {
        var along = Dot(column, function);
        for (var t = 0; t < column.Length; t++)
        {
            column[t] -= along * function[t];
        }
    }

    private static SpectralBasis Blocked(int length, int modes, int blockLength, double[][] functions)
    {
        var inBlock = new float[blockLength * functions.Length];
        for (var t = 0; t < blockLength; t++)
        {
            for (var k = 0; k < functions.Length; k++)
            {
                inBlock[(t * functions.Length) + k] = (float)functions[k][t];
            }
        }

        var blocks = (length + blockLength - 1) / blockLength;
        var over = new float[blocks * functions.Length * 2 * modes];
        for (var m = 0; m < modes; m++)
        {
            var (cosines, sines) = (Column(length, m, false, blockLength), Column(length, m, true, blockLength));
            for (var k = 0; k < functions.Length; k++)
            {
                // The function's own transform, then a phase for each block.
                var (real, imaginary) = (Dot(functions[k], cosines), -Dot(functions[k], sines));
                for (var block = 0; block < blocks; block++)
                {
                    var (sin, cos) = Phase((long)block * blockLength, m, length);
                    var at = ((block * functions.Length) + k) * 2 * modes;
                    over[at + m] = (float)((real * cos) + (imaginary * sin));
                    over[at + modes + m] = (float)((imaginary * cos) - (real * sin));
                }
            }
        }

        return new SpectralBasis(length, modes, blockLength, functions.Length, inBlock, over);
    }

    private static (double Sin, double Cos) Mode(int sample, int mode, int length)
    {
        var (sin, cos) = Phase(sample, mode, length);
        var scale = Math.Sqrt(1.0 / length);
        return (scale * sin, scale * cos);
    }

    private static (double Sin, double Cos) Phase(long sample, int mode, int length) => Math.SinCos(2 * Math.PI * (sample * mode % length) / length);
}
