using System.Device.I2c;

namespace Noble.Edge.Rig;

/// <summary>Microchip MCP4725: one 12-bit output, 0 to its supply.</summary>
/// <remarks>
/// Data sheet DS22039. Written by the fast mode write command (0 0 PD1 PD0 D11..D8, then D7..D0), which leave the EEPROM alone: what the
/// output has at power-on stays what the EEPROM says, half the supply from the factory.
/// </remarks>
internal sealed class Mcp4725(I2cDevice device, double supplyVolts) : IAnalogOutput
{
    private const int Steps = 4096;

    public int ChannelCount => 1;

    public double MinimumVolts => 0;

    // The highest code is one step under the supply.
    public double MaximumVolts { get; } = ConverterRanges.Supply(supplyVolts) * (Steps - 1) / Steps;

    public void Write(int channel, double volts)
    {
        var code = (int)Math.Round(Math.Clamp(volts / supplyVolts * Steps, 0, Steps - 1));
        ReadOnlySpan<byte> bytes = [(byte)(code >> 8), (byte)code];
        device.Write(bytes);
    }

    public void Dispose() => device.Dispose();
}
