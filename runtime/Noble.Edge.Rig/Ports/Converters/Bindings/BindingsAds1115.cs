using System.Device.I2c;
using Iot.Device.Ads1115;

namespace Noble.Edge.Rig;

/// <summary>Texas Instruments ADS1115 through the library: four 16-bit inputs against ground, one conversion a read.</summary>
internal sealed class BindingsAds1115 : IAnalogInput
{
    private readonly Iot.Device.Ads1115.Ads1115 _chip;

    internal BindingsAds1115(I2cDevice device, double fullScaleVolts, int rate)
    {
        // The library's enumerations have the values of the chip's fields.
        _chip = new Iot.Device.Ads1115.Ads1115(
            device, InputMultiplexer.AIN0, (MeasuringRange)Rig.Ads1115.GainOf(fullScaleVolts), (DataRate)Rig.Ads1115.SpeedOf(rate), DeviceMode.PowerDown);
    }

    public int ChannelCount => 4;

    public double Read(int channel) => _chip.ReadVoltage(InputMultiplexer.AIN0 + channel).Volts;

    public void Dispose() => _chip.Dispose();
}
