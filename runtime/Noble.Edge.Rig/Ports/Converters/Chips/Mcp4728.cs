using System.Device.I2c;

namespace Noble.Edge.Rig;

/// <summary>Microchip MCP4728: four 12-bit outputs from the internal reference, 0 to 4.095 V in steps of 1 mV; the supply has to be above that.</summary>
/// <remarks>
/// Data sheet DS22187. Written by the multi-write command (0 1 0 0 0 DAC1 DAC0 UDAC, then VREF PD1 PD0 Gx D11..D8, then D7..D0), which
/// leaves the EEPROM alone: what an output has at power-on stays what the EEPROM says. UDAC is 0: the output changes with the last byte.
/// </remarks>
internal sealed class Mcp4728(I2cDevice device) : IAnalogOutput
{
    private const int HighestCode = 4095;
    private const double VoltsPerStep = 0.001; // reference 2.048 V, gain 2, 4096 steps
    private const int MultiWrite = 0b0100_0000;
    private const int InternalReference = 0b1000_0000;
    private const int GainOfTwo = 0b0001_0000;

    public int ChannelCount => 4;

    public double MinimumVolts => 0;

    public double MaximumVolts => HighestCode * VoltsPerStep;

    public void Write(int channel, double volts)
    {
        var code = (int)Math.Round(Math.Clamp(volts / VoltsPerStep, 0, HighestCode));
        ReadOnlySpan<byte> bytes = [(byte)(MultiWrite | (channel << 1)), (byte)(InternalReference | GainOfTwo | (code >> 8)), (byte)code];
        device.Write(bytes);
    }

    public void Dispose() => device.Dispose();
}
