namespace Noble.Edge.Rig.Tests;

/// <summary>An MCP23017 with its registers in pairs (DS20001952, register addresses with IOCON.BANK = 0).</summary>
internal sealed class Mcp23017Model() : I2cChipModel(0x20)
{
    private readonly byte[] _registers = [0xFF, 0xFF, .. new byte[0x14]];
    private int _pointer;

    /// <summary>What the world does to the lines [bit n: line n].</summary>
    internal int Driven { get; set; }

    /// <summary>Levels at the pins.</summary>
    internal int Pins => (Latch & ~Direction) | (Driven & Direction);

    internal int Direction => _registers[0] | (_registers[1] << 8);

    internal int PullUps => _registers[0x0C] | (_registers[0x0D] << 8);

    private int Latch => _registers[0x14] | (_registers[0x15] << 8);

    protected override void Take(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        foreach (var value in bytes[1..])
        {
            _registers[_pointer is 0x12 or 0x13 ? _pointer + 2 : _pointer] = value; // a write to GPIO is one to OLAT
            _pointer++;
        }
    }

    protected override void Give(Span<byte> bytes)
    {
        foreach (ref var value in bytes)
        {
            value = _pointer switch
            {
                0x12 => (byte)Pins,
                0x13 => (byte)(Pins >> 8),
                _ => _registers[_pointer],
            };
            _pointer++;
        }
    }
}
