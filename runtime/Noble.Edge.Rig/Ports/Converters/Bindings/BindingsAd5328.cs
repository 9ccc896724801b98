using System.Device.Spi;
using Iot.Device.DAC;
using UnitsNet;

namespace Noble.Edge.Rig;

/// <summary>Analog Devices AD5328: eight 12-bit outputs, 0 to the reference. LDAC has to be tied low, so that an output changes with its word.</summary>
/// <remarks>After power-on every output is at 0 V (data sheet, power-on reset).</remarks>
internal sealed class BindingsAd5328(SpiDevice device, double referenceVolts) : IAnalogOutput
{
    private readonly AD5328 _chip = new(device, ElectricPotential.FromVolts(referenceVolts), ElectricPotential.FromVolts(referenceVolts));

    public int ChannelCount => 8;

    public double MinimumVolts => 0;

    public double MaximumVolts => referenceVolts;

    public void Write(int channel, double volts) => _chip.SetVoltage((ushort)channel, ElectricPotential.FromVolts(Math.Clamp(volts, 0, referenceVolts)));

    public void Dispose() => _chip.Dispose();
}
