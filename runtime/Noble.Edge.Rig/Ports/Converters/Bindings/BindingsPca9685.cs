using System.Device.I2c;
using Iot.Device.Pwm;

namespace Noble.Edge.Rig;

/// <summary>NXP PCA9685: 16 pulse-width outputs of one frequency, 12 bits. Opening it keeps the duty cycles but stops the modulation for a moment.</summary>
internal sealed class BindingsPca9685(I2cDevice device, double hertz) : IPulseWidthOutput
{
    private readonly Pca9685 _chip = new(device, hertz);

    public int ChannelCount => 16;

    public void Write(int channel, double dutyCycle) => _chip.SetDutyCycle(channel, dutyCycle);

    public void Dispose() => _chip.Dispose();
}
