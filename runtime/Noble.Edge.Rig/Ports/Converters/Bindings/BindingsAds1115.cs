using System.Device.I2c;
using Iot.Device.Ads1115;

namespace Noble.Edge.Rig;

/// <summary>Texas Instruments ADS1115 through the library: four 16-bit inputs against ground, one conversion a read.</summary>
internal sealed class BindingsAds1115 : IAnalogInput
{
    private readonly Iot.Device.Ads1115.Ads1115 _chip;

    internal BindingsAds1115(I2cDevice device, double fullScaleVolts, int rate)
    {
        var range = fullScaleVolts switch
        {
            6.144 => MeasuringRange.FS6144,
            4.096 => MeasuringRange.FS4096,
            2.048 => MeasuringRange.FS2048,
            1.024 => MeasuringRange.FS1024,
            0.512 => MeasuringRange.FS0512,
            0.256 => MeasuringRange.FS0256,
            _ => throw new ArgumentOutOfRangeException(null, $"input range {fullScaleVolts} V of an ads1115: expected 6.144, 4.096, 2.048, 1.024, 0.512 or 0.256 V"),
        };
        var speed = rate switch
        {
            8 => DataRate.SPS008,
            16 => DataRate.SPS016,
            32 => DataRate.SPS032,
            64 => DataRate.SPS064,
            128 => DataRate.SPS128,
            250 => DataRate.SPS250,
            475 => DataRate.SPS475,
            860 => DataRate.SPS860,
            _ => throw new ArgumentOutOfRangeException(null, $"conversions {rate}/s of an ads1115: expected 8, 16, 32, 64, 128, 250, 475 or 860"),
        };
        _chip = new Iot.Device.Ads1115.Ads1115(device, InputMultiplexer.AIN0, range, speed, DeviceMode.PowerDown);
    }

    public int ChannelCount => 4;

    public double Read(int channel) => _chip.ReadVoltage(InputMultiplexer.AIN0 + channel).Volts;

    public void Dispose() => _chip.Dispose();
}
