using System.Device.Spi;

namespace Noble.Edge.Rig.Tests;

/// <summary>The drivers of Iot.Device.Bindings against the models that our own are held to; in a build with <c>-p:IotBindings=true</c>.</summary>
public class BindingsTests
{
    [Fact]
    public void ConverterChips_ThisBuild_HasThem() => Assert.True(ConverterChips.HasBindings);

    [Theory]
    [InlineData(0, 4.096, 860)]
    [InlineData(3, 2.048, 475)]
    public void Ads1115_Read_GivesTheVoltsOfTheChannel(int channel, double range, int rate)
    {
        var chip = new Ads1115Model(MonotonicClock.Instance);
        chip.Volts[channel] = 1.25;
        using var input = new BindingsAds1115(chip, range, rate);
        Assert.Equal(1.25, input.Read(channel), range / 32768);
        chip.Volts[channel] = -0.5;
        Assert.Equal(-0.5, input.Read(channel), range / 32768);
    }

    [Fact]
    public void Mcp23017_Lines_AreWrittenAndRead()
    {
        var chip = new Mcp23017Model { Driven = 0x8001 };
        using var expander = new BindingsMcp23017(chip, pullUps: true);
        expander.Configure(outputs: 0x0F10, levels: 0x0A00);
        Assert.Equal((0xF0EF, 0xF0EF, 0x8A01u), (chip.Direction, chip.PullUps, expander.Read()));
        expander.Write(0x0510);
        Assert.Equal(0x8511, chip.Pins);
    }

    [Fact]
    public void Ad5328_Write_IsTheChannelAndTheCode()
    {
        var wire = new SpiWire();
        using var output = new BindingsAd5328(wire, referenceVolts: 2.5);
        output.Write(0, 0);
        output.Write(7, 2.5);
        output.Write(5, 1.25);
        output.Write(1, -0.1);
        Assert.Equal(["0000", "7FFF", "5800", "1000"], wire.Words);
    }

    [Theory]
    [InlineData(0.25, 0x0000, 0x0400)]
    [InlineData(0.0, 0x0000, 0x1000)]
    [InlineData(1.0, 0x1000, 0x0000)]
    public void Pca9685_Write_SetsOnAndOffTimes(double dutyCycle, int on, int off)
    {
        var chip = new Pca9685Model();
        using var output = new BindingsPca9685(chip, hertz: 1_000);
        output.Write(3, dutyCycle);
        Assert.Equal((on, off, 5), (chip.Word(0x06 + (4 * 3)), chip.Word(0x08 + (4 * 3)), chip.Prescale));
    }

    private sealed class SpiWire : SpiDevice
    {
        internal List<string> Words { get; } = [];

        public override SpiConnectionSettings ConnectionSettings { get; } = new(0);

        public override void Write(ReadOnlySpan<byte> buffer) => Words.Add(Convert.ToHexString(buffer));

        public override void Read(Span<byte> buffer) => throw new NotSupportedException();

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => throw new NotSupportedException();
    }

    // PCA9685 data sheet, register summary: LEDn_ON_L at 6 + 4n, LEDn_OFF_L at 8 + 4n, PRE_SCALE at 0xFE.
    private sealed class Pca9685Model() : I2cChipModel(0x40)
    {
        private readonly byte[] _registers = new byte[256];
        private int _pointer;

        internal int Prescale => _registers[0xFE];

        internal int Word(int register) => _registers[register] | (_registers[register + 1] << 8);

        protected override void Take(ReadOnlySpan<byte> bytes)
        {
            _pointer = bytes[0];
            foreach (var value in bytes[1..])
            {
                _registers[_pointer++] = value;
            }
        }

        protected override void Give(Span<byte> bytes)
        {
            foreach (ref var value in bytes)
            {
                value = _registers[_pointer++];
            }
        }
    }
}
