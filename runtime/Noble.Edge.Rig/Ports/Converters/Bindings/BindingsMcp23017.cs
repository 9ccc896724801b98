using System.Device.I2c;
using Iot.Device.Mcp23xxx;

namespace Noble.Edge.Rig;

/// <summary>Microchip MCP23017 through the library: 16 lines; 0 to 7 are port A, 8 to 15 port B.</summary>
/// <remarks>The library makes every line an input when it opens the chip, so that outputs float for a moment; the driver without the library does not.</remarks>
internal sealed class BindingsMcp23017(I2cDevice device, bool pullUps) : IDigitalExpander
{
    private readonly Iot.Device.Mcp23xxx.Mcp23017 _chip = new(device);

    public int LineCount => 16;

    public void Configure(uint outputs, uint levels)
    {
        _chip.WriteUInt16(Register.OLAT, (ushort)levels);
        _chip.WriteUInt16(Register.GPPU, (ushort)(pullUps ? ~outputs : 0));
        _chip.WriteUInt16(Register.IODIR, (ushort)~outputs);
    }

    public void Write(uint levels) => _chip.WriteUInt16(Register.OLAT, (ushort)levels);

    public uint Read() => _chip.ReadUInt16(Register.GPIO);

    public void Dispose() => _chip.Dispose();
}
