using System.Device.I2c;

namespace Noble.Edge.Rig.Tests;

/// <summary>A chip on a simulated I2C bus: every write is kept, errors come on demand; the models say what the chip does with its bytes.</summary>
internal abstract class I2cChipModel(int address) : I2cDevice
{
    internal List<byte[]> Writes { get; } = [];

    internal int FailNext { get; set; }

    internal bool IsClosed { get; private set; }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        FailWhereAsked();
        Writes.Add(buffer.ToArray());
        Take(buffer);
    }

    public override void Read(Span<byte> buffer)
    {
        FailWhereAsked();
        Give(buffer);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        FailWhereAsked();
        Take(writeBuffer);
        Give(readBuffer);
    }

    protected abstract void Take(ReadOnlySpan<byte> bytes);

    protected abstract void Give(Span<byte> bytes);

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }

    private void FailWhereAsked()
    {
        if (FailNext > 0)
        {
            FailNext--;
            throw new IOException("no acknowledgement");
        }
    }
}
