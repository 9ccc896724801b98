namespace Noble.Edge.Rig.Tests;

public class ConverterDriverTests
{
    [Theory]
    [InlineData(0, 0.0, "40 90 00")]
    [InlineData(1, 2.048, "42 98 00")]
    [InlineData(2, 1.2344, "44 94 D2")]
    [InlineData(3, 4.095, "46 9F FF")]
    [InlineData(3, 9.0, "46 9F FF")]
    [InlineData(0, -1.0, "40 90 00")]
    public void Mcp4728_Write_IsAMultiWriteOfTheNearestCode(int channel, double volts, string bytes)
    {
        var chip = new Mcp4728Model();
        using var output = new Mcp4728(chip);
        output.Write(channel, volts);
        Assert.Equal(bytes, Hex(Assert.Single(chip.Writes)));
        Assert.Equal(Math.Clamp(volts, 0, 4.095), chip.Volts[channel], 0.00051);
    }

    [Theory]
    [InlineData(0.0, "00 00")]
    [InlineData(2.5, "08 00")]
    [InlineData(1.2345, "03 F3")]
    [InlineData(5.0, "0F FF")]
    [InlineData(-0.1, "00 00")]
    public void Mcp4725_Write_IsAFastWriteOfTheNearestCode(double volts, string bytes)
    {
        var chip = new WriteOnlyModel();
        using var output = new Mcp4725(chip, supplyVolts: 5);
        output.Write(0, volts);
        Assert.Equal(bytes, Hex(Assert.Single(chip.Writes)));
        Assert.Equal(5.0 * 4095 / 4096, output.MaximumVolts, 1e-12);
    }

    [Theory]
    [InlineData(0, 4.096, 860, "01 C3 E3")]
    [InlineData(1, 2.048, 128, "01 D5 83")]
    [InlineData(2, 6.144, 8, "01 E1 03")]
    [InlineData(3, 0.256, 475, "01 FB C3")]
    public void Ads1115_Read_StartsOneConversionAndGivesItsVolts(int channel, double range, int rate, string bytes)
    {
        var clock = new ManualClock();
        var chip = new Ads1115Model(clock);
        chip.Volts[channel] = -0.125;
        using var input = new Ads1115(chip, range, rate, clock);
        Assert.Equal(-0.125, input.Read(channel), range / 32768);
        Assert.Equal(bytes, Hex(Assert.Single(chip.Writes)));
        Assert.InRange(clock.NowNanoseconds, 1_000_000_000L / rate, 1_200_000_000L / rate);
    }

    [Theory]
    [InlineData(1.1, true)]
    [InlineData(2.9, true)]
    [InlineData(4.0, false)]
    public void Ads1115_SlowConversion_IsWaitedForWithinABound(double slowness, bool ends)
    {
        var clock = new ManualClock();
        var chip = new Ads1115Model(clock) { Slowness = slowness };
        chip.Volts[0] = 1;
        using var input = new Ads1115(chip, 4.096, 860, clock);
        if (ends)
        {
            Assert.Equal(1, input.Read(0), 0.001);
        }
        else
        {
            Assert.Contains("did not end a conversion", Assert.Throws<IOException>(() => input.Read(0)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(5.0, 860, "input range 5 V")]
    [InlineData(4.096, 1000, "conversions 1000/s")]
    public void Ads1115_SettingThatItDoesNotHave_IsRefused(double range, int rate, string message)
    {
        using var chip = new Ads1115Model(new ManualClock());
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Ads1115(chip, range, rate, new ManualClock()));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mcp23017_Configure_LevelsComeBeforeDirections()
    {
        var chip = new Mcp23017Model { Driven = 0x8001 };
        using var expander = new Mcp23017(chip, pullUps: true);
        expander.Configure(outputs: 0x0F10, levels: 0x0A00);
        Assert.Equal(["14 00 0A", "02 00 00", "0C EF F0", "00 EF F0"], chip.Writes.Select(Hex));
        Assert.Equal(0x8A01u, expander.Read());
        expander.Write(0x0510);
        Assert.Equal("14 10 05", Hex(chip.Writes[^1]));
        Assert.Equal(0x8511, chip.Pins);
    }

    [Fact]
    public void Mcp23017_SomethingElseAnswers_IsNoticed()
    {
        using var expander = new Mcp23017(new WriteOnlyModel(), pullUps: false);
        Assert.Contains("another chip", Assert.Throws<IOException>(() => expander.Configure(1, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Drivers_Dispose_CloseTheirDevice()
    {
        I2cChipModel[] chips = [new Mcp4728Model(), new WriteOnlyModel(), new Ads1115Model(new ManualClock()), new Mcp23017Model()];
        new Mcp4728(chips[0]).Dispose();
        new Mcp4725(chips[1], 5).Dispose();
        new Ads1115(chips[2], 4.096, 860, new ManualClock()).Dispose();
        new Mcp23017(chips[3], false).Dispose();
        Assert.All(chips, chip => Assert.True(chip.IsClosed));
    }

    [Fact]
    public void PulseWidthVoltage_Write_IsAShareOfTheSupply()
    {
        using var pulses = new SimulatedPulseWidths(2);
        using var output = new PulseWidthVoltage(pulses, 5);
        output.Write(1, 1.25);
        Assert.Equal((0.25, 0.0, 5.0, 2), (pulses[1], pulses[0], output.MaximumVolts, output.ChannelCount));
    }

    [Theory]
    [InlineData(ConverterChip.Mcp23017, "chip mcp23017 has no analogue outputs")]
    [InlineData(ConverterChip.Ads1115, "chip ads1115 has no analogue outputs")]
    public void ConverterChips_ChipOfAnotherKind_IsRefused(ConverterChip chip, string message)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => ConverterChips.OpenOutput(new ConverterChipOptions { Chip = chip }));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConverterChips_BusThatIsNotThere_SaysWhich()
    {
        var error = Assert.Throws<ConverterException>(() => ConverterChips.OpenOutput(new ConverterChipOptions { Chip = ConverterChip.Mcp4728, Bus = 255 }));
        Assert.StartsWith("/dev/i2c-255 is not there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConverterChips_ChipOfTheBindings_SaysHowToHaveIt()
    {
        var error = Assert.Throws<ConverterException>(() => ConverterChips.OpenOutput(new ConverterChipOptions { Chip = ConverterChip.BindingsAd5328, Bus = 255 }));
        Assert.StartsWith(ConverterChips.HasBindings ? "/dev/spidev255.0 is not there" : "chip bindingsAd5328 is not in this build", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 70.0)] // address and two bytes: 27 clocks and 2
    [InlineData(3, 95.0)]
    public void SimulatedBus_I2cTime_CountsNineClocksAByte(int bytes, double microseconds) =>
        Assert.Equal(microseconds, SimulatedBus.I2cTime(bytes).TotalMicroseconds, 3.0);

    private static string Hex(byte[] bytes) => string.Join(' ', bytes.Select(value => value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    private sealed class WriteOnlyModel() : I2cChipModel(0x60)
    {
        protected override void Take(ReadOnlySpan<byte> bytes)
        {
        }

        protected override void Give(Span<byte> bytes) => bytes.Clear();
    }
}
