using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>The rectangle of pixels that neurons stand for, row by row.</summary>
public sealed record SpifFrame
{
    /// <param name="width">Columns, 1 to 32,768.</param>
    /// <param name="height">Rows, 1 to 32,768.</param>
    /// <exception cref="ArgumentOutOfRangeException">Either of them.</exception>
    public SpifFrame(int width, int height)
    {
        const int most = SpifEvent.MaximumCoordinate + 1;
        if (width is < 1 or > most || height is < 1 or > most)
        {
            throw new ArgumentOutOfRangeException(null, $"SPIF frame {width} x {height}: expected 1 to {most} each");
        }

        Width = width;
        Height = height;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixel of a neuron; false beyond the frame.</summary>
    public bool TryGetPixel(int neuron, out int x, out int y)
    {
        (y, x) = Math.DivRem(neuron, Width);
        return neuron >= 0 && y < Height;
    }

    /// <summary>The neuron of a pixel; false beyond the frame.</summary>
    public bool TryGetNeuron(int x, int y, out int neuron)
    {
        neuron = (y * Width) + x;
        return (uint)x < (uint)Width && (uint)y < (uint)Height;
    }
}
