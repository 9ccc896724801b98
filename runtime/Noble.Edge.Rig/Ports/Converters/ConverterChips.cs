using System.Device.I2c;

namespace Noble.Edge.Rig;

/// <summary>Opens converter and expander chips.</summary>
public static partial class ConverterChips
{
    /// <summary>Whether the chips of Iot.Device.Bindings are in this build.</summary>
    public static bool HasBindings
    {
        get
        {
            var has = false;
            TellBindings(ref has);
            return has;
        }
    }

    /// <summary>Opens an analogue output; what its outputs have is not touched.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The chip has no analogue outputs.</exception>
    /// <exception cref="ConverterException">The bus is not there, or the chip is not in this build.</exception>
    public static IAnalogOutput OpenOutput(ConverterChipOptions options) => options.Chip switch
    {
        ConverterChip.Simulated => new SimulatedVoltages(options.SimulatedChannels),
        ConverterChip.Mcp4725 => new Mcp4725(OpenI2c(options), options.SupplyVolts),
        ConverterChip.Mcp4728 => new Mcp4728(OpenI2c(options)),
        ConverterChip.BindingsAd5328 or ConverterChip.BindingsPca9685 => FromBindings<IAnalogOutput>(options),
        _ => throw Unfit(options, "analogue outputs", "simulated, mcp4725, mcp4728, bindingsAd5328 or bindingsPca9685"),
    };

    /// <summary>Opens an analogue input.</summary>
    /// <param name="options">Chip and bus.</param>
    /// <param name="clock">For waiting for conversions; default the machine's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The chip has no analogue inputs, or not with these settings.</exception>
    /// <exception cref="ConverterException">The bus is not there, or the chip is not in this build.</exception>
    public static IAnalogInput OpenInput(ConverterChipOptions options, IMonotonicClock? clock = null) => options.Chip switch
    {
        ConverterChip.Simulated => new SimulatedVoltages(options.SimulatedChannels),
        ConverterChip.Ads1115 => new Ads1115(OpenI2c(options), options.FullScaleVolts, options.Rate, clock ?? MonotonicClock.Instance),
        ConverterChip.BindingsAds1115 => FromBindings<IAnalogInput>(options),
        _ => throw Unfit(options, "analogue inputs", "simulated, ads1115 or bindingsAds1115"),
    };

    /// <summary>Opens a port expander; its lines are not touched.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The chip is none.</exception>
    /// <exception cref="ConverterException">The bus is not there, or the chip is not in this build.</exception>
    public static IDigitalExpander OpenExpander(ConverterChipOptions options) => options.Chip switch
    {
        ConverterChip.Simulated => new SimulatedExpander(),
        ConverterChip.Mcp23017 => new Mcp23017(OpenI2c(options), options.PullUps),
        ConverterChip.BindingsMcp23017 => FromBindings<IDigitalExpander>(options),
        _ => throw Unfit(options, "digital lines", "simulated, mcp23017 or bindingsMcp23017"),
    };

    /// <summary>How a chip is written in a configuration.</summary>
    public static string NameOf(ConverterChip chip) => char.ToLowerInvariant(chip.ToString()[0]) + chip.ToString()[1..];

    internal static I2cDevice OpenI2c(ConverterChipOptions options)
    {
        var path = $"/dev/i2c-{options.Bus}";
        if (!File.Exists(path))
        {
            throw new ConverterException($"{path} is not there: expected an I2C bus; is its driver loaded (i2c-dev) and the bus enabled?");
        }

        try
        {
            using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new ConverterException($"{path} cannot be opened: {error.Message}; its group, often i2c, may", error);
        }

        return I2cDevice.Create(new I2cConnectionSettings(options.Bus, options.UsedAddress));
    }

    static partial void TellBindings(ref bool areThere);

    static partial void OpenWithBindings(ConverterChipOptions options, ref IDisposable? device);

    private static T FromBindings<T>(ConverterChipOptions options)
        where T : class
    {
        IDisposable? device = null;
        OpenWithBindings(options, ref device);
        return device as T ?? throw new ConverterException($"chip {NameOf(options.Chip)} is not in this build: expected one made with -p:IotBindings=true");
    }

    private static ArgumentOutOfRangeException Unfit(ConverterChipOptions options, string what, string expected) =>
        new(null, $"chip {NameOf(options.Chip)} has no {what}: expected {expected}");
}
