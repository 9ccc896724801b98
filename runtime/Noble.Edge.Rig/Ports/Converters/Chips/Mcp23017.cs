using System.Device.I2c;

namespace Noble.Edge.Rig;

/// <summary>Microchip MCP23017: 16 lines; 0 to 7 are GPA0 to GPA7, 8 to 15 are GPB0 to GPB7.</summary>
/// <remarks>
/// Data sheet DS20001952, register addresses with IOCON.BANK = 0 (as after a reset; IOCON.SEQOP = 0, so that a port's two registers are
/// one transfer). Levels are written before directions, so that a line is an output at its level from the first moment. The data sheet of
/// 2022 allows GPA7 and GPB7 as outputs only.
/// </remarks>
internal sealed class Mcp23017(I2cDevice device, bool pullUps) : IDigitalExpander
{
    private const byte Direction = 0x00; // IODIRA, IODIRB; 1 is an input
    private const byte Polarity = 0x02; // IPOLA, IPOLB
    private const byte PullUp = 0x0C; // GPPUA, GPPUB
    private const byte Lines = 0x12; // GPIOA, GPIOB
    private const byte Latch = 0x14; // OLATA, OLATB

    public int LineCount => 16;

    public void Configure(uint outputs, uint levels)
    {
        WritePair(Latch, levels);
        WritePair(Polarity, 0);
        WritePair(PullUp, pullUps ? ~outputs : 0);
        WritePair(Direction, ~outputs);
        if (ReadPair(Direction) is var direction && direction != (~outputs & 0xFFFF))
        {
            throw new IOException($"the mcp23017 has directions 0x{direction:X4}, expected 0x{~outputs & 0xFFFF:X4}: is it another chip, or not as after a reset?");
        }
    }

    public void Write(uint levels) => WritePair(Latch, levels);

    public uint Read() => ReadPair(Lines);

    public void Dispose() => device.Dispose();

    private void WritePair(byte register, uint value)
    {
        ReadOnlySpan<byte> bytes = [register, (byte)value, (byte)(value >> 8)];
        device.Write(bytes);
    }

    private uint ReadPair(byte register)
    {
        Span<byte> bytes = stackalloc byte[2];
        device.WriteRead([register], bytes);
        return (uint)(bytes[0] | (bytes[1] << 8));
    }
}
