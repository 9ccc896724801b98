using System.Numerics;

namespace Noble.Edge.Neurons;

/// <summary>Low-passes a trace without delay and keeps one sample in <see cref="Factor"/>.</summary>
/// <remarks>
/// A symmetric windowed-sinc filter (Kaiser window, unit gain at zero frequency) with its −6 dB point at the new Nyquist
/// frequency: flat to 0.8 of it, 80 dB down from 1.2 of it. Output sample k is exactly at input sample k · factor; past its
/// ends the trace is taken to stand still. Safe to use from several threads at once; allocates nothing after construction.
/// </remarks>
public sealed class Decimator
{
    /// <summary>Kaiser's shape for 80 dB.</summary>
    private const double Shape = 7.857;

    /// <summary>Half length of the filter in output samples: gives the transition of 0.4 of the new Nyquist frequency at 80 dB.</summary>
    private const int HalfLengthInOutputSamples = 13;

    private readonly double[] _taps;
    private readonly int _half;

    /// <summary>Prepares a filter.</summary>
    /// <param name="factor">Input samples to an output sample, 1 or more; 1 copies.</param>
    public Decimator(int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        Factor = factor;
        _half = factor == 1 ? 0 : factor * HalfLengthInOutputSamples;
        _taps = new double[(2 * _half) + 1];
        for (var i = 0; i < _taps.Length; i++)
        {
            double x = i - _half;
            var sinc = x == 0 ? 1 : Math.Sin(Math.PI * x / factor) / (Math.PI * x / factor);
            var edge = x / (_half + 1);
            _taps[i] = sinc * Bessel(Shape * Math.Sqrt(1 - (edge * edge)));
        }

        var sum = _taps.Sum();
        for (var i = 0; i < _taps.Length; i++)
        {
            _taps[i] /= sum;
        }
    }

    /// <summary>Input samples to an output sample.</summary>
    public int Factor { get; }

    /// <summary>Output samples for a number of input samples: those at 0, factor, 2 · factor and so on.</summary>
    public int OutputLength(int inputLength) => (inputLength + Factor - 1) / Factor;

    /// <summary>Filters and decimates.</summary>
    /// <param name="input">Trace.</param>
    /// <param name="output">Receives <see cref="OutputLength"/> samples, in the input's unit.</param>
    /// <exception cref="ArgumentException">The output has another length.</exception>
    public void Decimate(ReadOnlySpan<double> input, Span<float> output)
    {
        CheckLength(input.Length, output.Length);
        for (var k = 0; k < output.Length; k++)
        {
            output[k] = (float)At(input, k);
        }
    }

    /// <inheritdoc cref="Decimate(ReadOnlySpan{double}, Span{float})"/>
    public void Decimate(ReadOnlySpan<double> input, Span<double> output)
    {
        CheckLength(input.Length, output.Length);
        for (var k = 0; k < output.Length; k++)
        {
            output[k] = At(input, k);
        }
    }

    private void CheckLength(int input, int output)
    {
        if (output != OutputLength(input))
        {
            throw new ArgumentException(
                $"Output has {output} samples; expected {OutputLength(input)} for {input} input samples.",
                nameof(output));
        }
    }

    private double At(ReadOnlySpan<double> input, int k)
    {
        var first = (k * Factor) - _half;
        return first >= 0 && first + _taps.Length <= input.Length
            ? Dot(input.Slice(first, _taps.Length))
            : DotPastEnds(input, first);
    }

    private double Dot(ReadOnlySpan<double> window)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i + Vector<double>.Count <= _taps.Length; i += Vector<double>.Count)
        {
            sum += new Vector<double>(window[i..]) * new Vector<double>(_taps, i);
        }

        var rest = Vector.Sum(sum);
        for (; i < _taps.Length; i++)
        {
            rest += window[i] * _taps[i];
        }

        return rest;
    }

    private double DotPastEnds(ReadOnlySpan<double> input, int first)
    {
        double sum = 0;
        for (var i = 0; i < _taps.Length; i++)
        {
            sum += input[Math.Clamp(first + i, 0, input.Length - 1)] * _taps[i];
        }

        return sum;
    }

    /// <summary>Modified Bessel function of the first kind, order 0, by its series.</summary>
    private static double Bessel(double x)
    {
        double sum = 1;
        double term = 1;
        for (var k = 1; term > 1e-17 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
