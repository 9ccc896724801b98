namespace Noble.Edge.Rig;

/// <summary>Which converter or expander chip, and where.</summary>
public sealed record ConverterChipOptions
{
    /// <summary>The chip; default <see cref="ConverterChip.Simulated"/>.</summary>
    public ConverterChip Chip { get; init; }

    /// <summary>Number of the bus: n of <c>/dev/i2c-n</c>, or of <c>/dev/spidevn.m</c>; default 1, range 0 to 255.</summary>
    public int Bus
    {
        get;
        init => field = value is >= 0 and <= 255 ? value : throw new ArgumentOutOfRangeException(null, $"bus {value}: expected 0 to 255");
    } = 1;

    /// <summary>I2C address (7 bits), or chip select on SPI; default, -1: the chip's first address, chip select 0.</summary>
    public int Address
    {
        get;
        init => field = value is >= -1 and <= 0x77 ? value : throw new ArgumentOutOfRangeException(null, $"address {value}: expected 0 to 119");
    } = -1;

    /// <summary>Supply or reference of a chip that has none of its own [V]; default 3.3, above 0 to 30.</summary>
    public double SupplyVolts
    {
        get;
        init => field = ConverterRanges.Supply(value);
    } = 3.3;

    /// <summary>Input range of an ADS1115, plus and minus [V]: 6.144, 4.096 (default), 2.048, 1.024, 0.512 or 0.256.</summary>
    public double FullScaleVolts
    {
        get;
        init => field = Ads1115.GainOf(value) >= 0 ? value : 0;
    } = 4.096;

    /// <summary>Conversions of an ADS1115 [1/s]: 8, 16, 32, 64, 128, 250, 475 or 860 (default).</summary>
    public int Rate
    {
        get;
        init => field = Ads1115.SpeedOf(value) >= 0 ? value : 0;
    } = 860;

    /// <summary>Modulation of a PCA9685 [Hz]; default 1,000, range 24 to 1,526.</summary>
    public double PulseHertz
    {
        get;
        init => field = value is >= 24 and <= 1_526 ? value : throw new ArgumentOutOfRangeException(null, $"pulse frequency {value} Hz: expected 24 to 1526 Hz");
    } = 1_000;

    /// <summary>Whether the inputs of an expander are pulled up; default false.</summary>
    public bool PullUps { get; init; }

    /// <summary>Channels of a simulated converter; default 4, range 1 to 64.</summary>
    public int SimulatedChannels
    {
        get;
        init => field = value is >= 1 and <= 64 ? value : throw new ArgumentOutOfRangeException(null, $"simulated converter channels {value}: expected 1 to 64");
    } = 4;

    /// <summary>The address that is used.</summary>
    internal int UsedAddress => Address >= 0 ? Address : Chip switch
    {
        ConverterChip.Mcp4725 or ConverterChip.Mcp4728 => 0x60,
        ConverterChip.Ads1115 or ConverterChip.BindingsAds1115 => 0x48,
        ConverterChip.Mcp23017 or ConverterChip.BindingsMcp23017 => 0x20,
        ConverterChip.BindingsPca9685 => 0x40,
        _ => 0,
    };
}
