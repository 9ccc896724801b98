namespace Noble.Edge.Rig.Tests;

/// <summary>Outputs of an MCP4728 after multi-writes, of any length (DS22187, multi-write command).</summary>
internal sealed class Mcp4728Model() : I2cChipModel(0x60)
{
    internal double[] Volts { get; } = new double[4];

    protected override void Take(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(0, bytes.Length % 3);
        for (; bytes.Length > 0; bytes = bytes[3..])
        {
            Assert.Equal(0b01000, bytes[0] >> 3);
            Assert.Equal(0, bytes[0] & 1); // UDAC: at once
            Assert.Equal(0, bytes[1] & 0b0110_0000); // powered
            var code = ((bytes[1] & 0x0F) << 8) | bytes[2];
            Volts[(bytes[0] >> 1) & 3] = code * ((bytes[1] & 0x80) != 0 ? 2.048 : 5.0) / 4096 * ((bytes[1] & 0x10) != 0 ? 2 : 1);
        }
    }

    protected override void Give(Span<byte> bytes) => throw new NotSupportedException();
}
