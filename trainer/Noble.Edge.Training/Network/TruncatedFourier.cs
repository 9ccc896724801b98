using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>The kept modes of a real discrete Fourier transform as real matrix products, so that no complex tensor is needed.</summary>
/// <remarks>
/// With L = P Q and sample n = Q p + q the transform splits (Cooley and Tukey 1965): a real transform over p for each q, and for each of
/// its residues r one product over q that holds the twiddle factors and yields the modes m = r and m = -r modulo P. That takes
/// about a fifth of the multiplications of one [L, 2 M] matrix. P = 1 is that matrix.
/// </remarks>
public sealed class TruncatedFourier : IDisposable
{
    private readonly int _length;
    private readonly int _outer; // P
    private readonly int _inner; // Q
    private readonly int _residues;
    private readonly Tensor _forwardInner; // [2 residues, P]
    private readonly Tensor _forwardOuter; // [residue, 2 Q, 2 slot]
    private readonly Tensor _inverseInner; // [P, 2 residues]
    private readonly Tensor _inverseOuter; // [residue, 2 slot, 2 Q]
    private readonly Tensor _toModes; // [2 M]: where each mode's part stands in [residue, 2 slot]
    private readonly Tensor _toSlots; // [residue * 2 slot]: the reverse; an empty slot takes a zero at 2 M

    /// <param name="length">Grid length L.</param>
    /// <param name="modes">Kept modes M, at most L / 2 (the Nyquist bin of an even length would need a factor of its own).</param>
    /// <param name="device">Where the matrices live.</param>
    public TruncatedFourier(int length, int modes, Device device)
        : this(length, modes, device, CheapestSplit(length, modes))
    {
    }

    /// <param name="length">Grid length L.</param>
    /// <param name="modes">Kept modes M.</param>
    /// <param name="device">Where the matrices live.</param>
    /// <param name="outer">P, a divisor of L; the other constructor takes the cheapest.</param>
    public TruncatedFourier(int length, int modes, Device device, int outer)
    {
        if (2 * modes > length)
        {
            throw new ArgumentException($"{modes} modes of a grid of {length} samples, expected at most {length / 2}", nameof(modes));
        }

        if (outer < 1 || length % outer != 0)
        {
            throw new ArgumentException($"a split of {length} samples by {outer}, expected a divisor", nameof(outer));
        }

        (_length, _outer, _inner, _residues) = (length, outer, length / outer, (outer / 2) + 1);
        var slots = SlotsOf(modes, outer);
        var most = slots.Max(modesOfResidue => modesOfResidue.Count);
        (_forwardInner, _inverseInner) = InnerMatrices(device);
        (_forwardOuter, _inverseOuter) = OuterMatrices(slots, most, device);
        var toModes = new long[2 * modes];
        var toSlots = new long[_residues * 2 * most];
        Array.Fill(toSlots, 2 * modes);
        for (var r = 0; r < _residues; r++)
        {
            for (var s = 0; s < slots[r].Count; s++)
            {
                for (var part = 0; part < 2; part++)
                {
                    var place = (((r * 2) + part) * most) + s;
                    toModes[(part * modes) + slots[r][s]] = place;
                    toSlots[place] = (part * modes) + slots[r][s];
                }
            }
        }

        _toModes = tensor(toModes, device: device);
        _toSlots = tensor(toSlots, device: device);
    }

    /// <summary>rfft(h) / L of each row, kept modes only.</summary>
    /// <param name="rows">Shape [row, L].</param>
    /// <returns>Shape [row, 2 M]: real parts, then imaginary parts.</returns>
    public Tensor Forward(Tensor rows)
    {
        var count = rows.shape[0];
        var inner = _forwardInner.matmul(rows.reshape(count, _outer, _inner)); // [row, 2 residues, Q]
        var byResidue = inner.reshape(count, 2, _residues, _inner).permute(2, 0, 1, 3).reshape(_residues, count, 2 * _inner);
        return byResidue.bmm(_forwardOuter).permute(1, 0, 2).reshape(count, -1).index_select(1, _toModes);
    }

    /// <summary>The real signal of the kept modes, every other bin 0 and the imaginary part of the DC bin ignored.</summary>
    /// <param name="bins">Shape [row, 2 M]: real parts, then imaginary parts.</param>
    /// <returns>Shape [row, L].</returns>
    public Tensor Inverse(Tensor bins)
    {
        var count = bins.shape[0];
        var slots = nn.functional.pad(bins, [0, 1]).index_select(1, _toSlots).reshape(count, _residues, -1).permute(1, 0, 2);
        var inner = slots.bmm(_inverseOuter).reshape(_residues, count, 2, _inner).permute(1, 2, 0, 3).reshape(count, 2 * _residues, _inner);
        return _inverseInner.matmul(inner).reshape(count, _length);
    }

    // Multiplications a row: 2 residues by L for the inner transforms, 2 Q by 2 slots for each residue.
    private static int CheapestSplit(int length, int modes)
    {
        return Enumerable.Range(1, Math.Min(length, 128)).Where(p => length % p == 0).MinBy(Cost);

        long Cost(int outer)
        {
            var residues = (outer / 2) + 1;
            var most = SlotsOf(modes, outer).Max(slots => slots.Count);
            return ((long)length * 2 * residues) + ((long)residues * (length / outer) * 4 * most);
        }
    }

    // Which modes come of each residue r of P: those that are r or -r modulo P.
    private static List<int>[] SlotsOf(int modes, int outer)
    {
        var slots = Enumerable.Range(0, (outer / 2) + 1).Select(_ => new List<int>()).ToArray();
        for (var m = 0; m < modes; m++)
        {
            slots[Math.Min(m % outer, outer - (m % outer))].Add(m);
        }

        return slots;
    }

    // Over p: C_r = sum_p x cos(2 pi r p / P), S_r = sum_p x sin(2 pi r p / P), and their transposes.
    private (Tensor Forward, Tensor Inverse) InnerMatrices(Device device)
    {
        var forward = new float[2 * _residues * _outer];
        var inverse = new float[2 * _residues * _outer];
        for (var r = 0; r < _residues; r++)
        {
            for (var p = 0; p < _outer; p++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * ((long)r * p % _outer) / _outer);
                forward[(r * _outer) + p] = (float)cos;
                forward[((_residues + r) * _outer) + p] = (float)sin;
                inverse[(p * 2 * _residues) + r] = (float)cos;
                inverse[(p * 2 * _residues) + _residues + r] = (float)sin;
            }
        }

        return (tensor(forward, [2 * _residues, _outer], device: device), tensor(inverse, [_outer, 2 * _residues], device: device));
    }

    // X_m = 1/L sum_q e^(-2 pi i m q / L) sum_p x e^(-2 pi i m p / P). The inner sum is C_r - i S_r where m = r modulo P and C_r + i S_r
    // where m = -r. With t = 2 pi m q / L: Re = C cos t -+ S sin t, Im = -C sin t -+ S cos t.
    private (Tensor Forward, Tensor Inverse) OuterMatrices(List<int>[] slots, int most, Device device)
    {
        var forward = new float[_residues * 2 * _inner * 2 * most];
        var inverse = new float[_residues * 2 * most * 2 * _inner];
        for (var r = 0; r < _residues; r++)
        {
            for (var s = 0; s < slots[r].Count; s++)
            {
                var m = slots[r][s];
                var sign = m % _outer == r ? 1.0 : -1.0;
                for (var q = 0; q < _inner; q++)
                {
                    // Reduced modulo L first: the angle is exact to float64 rounding however large m q is.
                    var (sin, cos) = Math.SinCos(2 * Math.PI * ((long)m * q % _length) / _length);
                    Set(r, q, s, 0, cos, m);
                    Set(r, _inner + q, s, 0, -sign * sin, m);
                    Set(r, q, s, 1, -sin, m);
                    Set(r, _inner + q, s, 1, -sign * cos, m);
                }
            }
        }

        return (tensor(forward, [_residues, 2 * _inner, 2 * most], device: device), tensor(inverse, [_residues, 2 * most, 2 * _inner], device: device));

        // The inverse is the transpose, times 2 L: each mode stands for itself and its conjugate, but the DC bin for itself alone.
        void Set(int r, int row, int slot, int part, double value, int mode)
        {
            var column = (part * most) + slot;
            forward[(((r * 2 * _inner) + row) * 2 * most) + column] = (float)(value / _length);
            inverse[(((r * 2 * most) + column) * 2 * _inner) + row] = (float)(mode > 0 ? 2 * value : part == 0 ? value : 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var held in (Tensor[])[_forwardInner, _forwardOuter, _inverseInner, _inverseOuter, _toModes, _toSlots])
        {
            held.Dispose();
        }
    }
}
