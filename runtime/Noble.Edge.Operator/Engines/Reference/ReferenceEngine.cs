namespace Noble.Edge.Operator;

/// <summary>
/// The network written down as its equations say: float64, one value after another, Fourier sums evaluated term by
/// term. It is what the other engines are tested against; seconds per trace where they take milliseconds.
/// </summary>
public sealed class ReferenceEngine : IOperatorEngine
{
    private readonly FnoWeights _weights;
    private readonly double[] _cosine; // [L], cos(2 pi k / L)
    private readonly double[] _sine; // [L], sin(2 pi k / L)

    /// <param name="weights">The network.</param>
    /// <param name="length">Samples of the time axis, at least twice the number of modes.</param>
    public ReferenceEngine(FnoWeights weights, int length)
    {
        ArgumentNullException.ThrowIfNull(weights);
        EngineArguments.CheckLength(weights.Shape, length);
        _weights = weights;
        Length = length;
        _cosine = new double[length];
        _sine = new double[length];
        for (int k = 0; k < length; k++)
        {
            (_sine[k], _cosine[k]) = Math.SinCos(2 * Math.PI * k / length);
        }
    }

    /// <inheritdoc/>
    public NetworkShape Shape => _weights.Shape;

    /// <inheritdoc/>
    public int Length { get; }

    /// <inheritdoc/>
    public string Description => "reference, float64, direct Fourier sums";

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, int batch, Span<float> output)
    {
        EngineArguments.CheckBuffers(this, input, batch, output);
        int inputLength = Shape.InputChannels * Length;
        for (int trace = 0; trace < batch; trace++)
        {
            double[] voltage = Evaluate(input.Slice(trace * inputLength, inputLength));
            for (int i = 0; i < Length; i++)
            {
                output[(trace * Length) + i] = (float)voltage[i];
            }
        }
    }

    /// <summary>Evaluates one trace in float64.</summary>
    /// <param name="input">Embedded input, shape [C, L], float32.</param>
    /// <param name="observer">
    /// Called with "lifting" and "block 0", "block 1" ... and the hidden state after it, shape [H, L], float64; null for none.
    /// </param>
    /// <returns>Voltage in the network's unit, shape [L], float64.</returns>
    public double[] Evaluate(ReadOnlySpan<float> input, Action<string, double[]>? observer = null)
    {
        if (input.Length != Shape.InputChannels * Length)
        {
            throw new ArgumentException($"expected [{Shape.InputChannels}, {Length}] = {Shape.InputChannels * Length} elements, found {input.Length}", nameof(input));
        }

        double[] state = new double[(Shape.InputChannels + 1) * Length];
        for (int i = 0; i < input.Length; i++)
        {
            state[i] = input[i];
        }

        for (int i = 0; i < Length; i++)
        {
            state[input.Length + i] = (float)i / Length;
        }

        state = Gelu(Map(_weights.LiftingWeight0, _weights.LiftingBias0, state));
        state = Map(_weights.LiftingWeight1, _weights.LiftingBias1, state);
        observer?.Invoke("lifting", state);
        for (int layer = 0; layer < Shape.Layers; layer++)
        {
            state = Block(_weights.Blocks[layer], state, last: layer == Shape.Layers - 1);
            observer?.Invoke($"block {layer}", state);
        }

        state = Gelu(Map(_weights.ProjectionWeight0, _weights.ProjectionBias0, state));
        return Map(_weights.ProjectionWeight1, [_weights.ProjectionBias1], state);
    }

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }

    private double[] Block(FnoBlockWeights block, double[] state, bool last)
    {
        double[] sum = Spectral(block, state);
        double[] skip = Map(block.Skip, new float[Shape.HiddenChannels], state);
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += skip[i];
        }

        double[] u = last ? sum : Gelu(sum);
        double[] v = Map(block.MlpWeight1, block.MlpBias1, Gelu(Map(block.MlpWeight0, block.MlpBias0, u)));
        for (int i = 0; i < v.Length; i++)
        {
            v[i] += block.Gate[i / Length] * state[i];
        }

        return last ? v : Gelu(v);
    }

    // y[o, t] = bias[o] + sum_i weight[o, i] x[i, t]
    private double[] Map(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, double[] x)
    {
        int inputs = x.Length / Length;
        double[] y = new double[bias.Length * Length];
        for (int o = 0; o < bias.Length; o++)
        {
            Span<double> row = y.AsSpan(o * Length, Length);
            row.Fill(bias[o]);
            for (int i = 0; i < inputs; i++)
            {
                double w = weight[(o * inputs) + i];
                ReadOnlySpan<double> from = x.AsSpan(i * Length, Length);
                for (int t = 0; t < row.Length; t++)
                {
                    row[t] += w * from[t];
                }
            }
        }

        return y;
    }

    // irfft(W rfft(x) / L, n = L) without scaling, plus the bias: the kept modes weigh twice but for the zero frequency.
    private double[] Spectral(FnoBlockWeights block, double[] x)
    {
        int hidden = Shape.HiddenChannels;
        int modes = Shape.Modes;
        double[] real = new double[hidden * modes];
        double[] imaginary = new double[hidden * modes];
        for (int i = 0; i < hidden; i++)
        {
            for (int m = 0; m < modes; m++)
            {
                (real[(i * modes) + m], imaginary[(i * modes) + m]) = Coefficient(x.AsSpan(i * Length, Length), m);
            }
        }

        ReadOnlySpan<float> weightReal = block.SpectralReal;
        ReadOnlySpan<float> weightImaginary = block.SpectralImaginary;
        double[] y = new double[x.Length];
        for (int o = 0; o < hidden; o++)
        {
            Span<double> row = y.AsSpan(o * Length, Length);
            row.Fill(block.SpectralBias[o]);
            for (int m = 0; m < modes; m++)
            {
                double re = 0;
                double im = 0;
                for (int i = 0; i < hidden; i++)
                {
                    double wr = weightReal[(((i * hidden) + o) * modes) + m];
                    double wi = weightImaginary[(((i * hidden) + o) * modes) + m];
                    re += (real[(i * modes) + m] * wr) - (imaginary[(i * modes) + m] * wi);
                    im += (real[(i * modes) + m] * wi) + (imaginary[(i * modes) + m] * wr);
                }

                double weight = m == 0 ? 1 : 2;
                AddMode(row, m, weight * re, weight * im);
            }
        }

        return y;
    }

    // sum_t x[t] exp(-2 pi i m t / L) / L
    private (double Real, double Imaginary) Coefficient(ReadOnlySpan<double> x, int m)
    {
        double re = 0;
        double im = 0;
        int k = 0; // m t mod L
        for (int t = 0; t < x.Length; t++)
        {
            re += x[t] * _cosine[k];
            im -= x[t] * _sine[k];
            k += m;
            k -= k >= Length ? Length : 0;
        }

        return (re / Length, im / Length);
    }

    // row[t] += Re((re + i im) exp(2 pi i m t / L))
    private void AddMode(Span<double> row, int m, double re, double im)
    {
        int k = 0; // m t mod L
        for (int t = 0; t < row.Length; t++)
        {
            row[t] += (re * _cosine[k]) - (im * _sine[k]);
            k += m;
            k -= k >= Length ? Length : 0;
        }
    }

    private static double[] Gelu(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = ErrorFunction.Gelu(x[i]);
        }

        return x;
    }
}
