using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>The kept modes of a real discrete Fourier transform as two real matrices, so that no complex tensor is needed.</summary>
/// <remarks>
/// forward [L, 2 M]: columns 0..M-1 give the real parts of rfft(h) / L, columns M..2M-1 the imaginary parts;
/// inverse [2 M, L]: the real signal of those modes, every other bin 0 and the imaginary part of the DC bin ignored.
/// </remarks>
public sealed class TruncatedFourier : IDisposable
{
    /// <param name="length">Grid length L.</param>
    /// <param name="modes">Kept modes M, at most L / 2 (the Nyquist bin of an even length would need a factor of its own).</param>
    /// <param name="device">Where the matrices live.</param>
    public TruncatedFourier(int length, int modes, Device device)
    {
        if (2 * modes > length)
        {
            throw new ArgumentException($"{modes} modes of a grid of {length} samples, expected at most {length / 2}", nameof(modes));
        }

        var forward = new float[length * 2 * modes];
        var inverse = new float[2 * modes * length];
        for (var t = 0; t < length; t++)
        {
            for (var m = 0; m < modes; m++)
            {
                // The product is reduced modulo L first: the angle is exact to float64 rounding however large m t is.
                var (sin, cos) = Math.SinCos(2 * Math.PI * ((long)m * t % length) / length);
                forward[(t * 2 * modes) + m] = (float)(cos / length);
                forward[(t * 2 * modes) + modes + m] = (float)(-sin / length);
                inverse[(m * length) + t] = (float)(m == 0 ? 1 : 2 * cos);
                inverse[((modes + m) * length) + t] = (float)(m == 0 ? 0 : -2 * sin);
            }
        }

        Forward = tensor(forward, [length, 2 * modes], device: device);
        Inverse = tensor(inverse, [2 * modes, length], device: device);
    }

    /// <summary>Shape [L, 2 M].</summary>
    public Tensor Forward { get; }

    /// <summary>Shape [2 M, L].</summary>
    public Tensor Inverse { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forward.Dispose();
        Inverse.Dispose();
    }
}
