using System.Device.Spi;

namespace Noble.Edge.Rig;

/// <content>The chips of Iot.Device.Bindings.</content>
public static partial class ConverterChips
{
    static partial void TellBindings(ref bool areThere) => areThere = true;

    static partial void OpenWithBindings(ConverterChipOptions options, ref IDisposable? device)
    {
        try
        {
            device = options.Chip switch
            {
                ConverterChip.BindingsAd5328 => new BindingsAd5328(OpenSpi(options), options.SupplyVolts),
                ConverterChip.BindingsPca9685 => new PulseWidthVoltage(new BindingsPca9685(OpenI2c(options), options.PulseHertz), options.SupplyVolts),
                ConverterChip.BindingsAds1115 => new BindingsAds1115(OpenI2c(options), options.FullScaleVolts, options.Rate),
                ConverterChip.BindingsMcp23017 => new BindingsMcp23017(OpenI2c(options), options.PullUps),
                _ => null,
            };
        }
        catch (IOException error)
        {
            // The library's drivers talk to their chip when they are made.
            throw new ConverterException($"chip {NameOf(options.Chip)} at bus {options.Bus}, address 0x{options.UsedAddress:X2} does not answer: {error.Message}", error);
        }
    }

    private static SpiDevice OpenSpi(ConverterChipOptions options)
    {
        var path = $"/dev/spidev{options.Bus}.{options.UsedAddress}";
        if (!File.Exists(path))
        {
            throw new ConverterException($"{path} is not there: expected an SPI bus; is its driver loaded (spidev) and the bus enabled?");
        }

        // AD5328 data sheet, serial interface: a bit is taken at the clock's falling edge; 30 MHz at most.
        return SpiDevice.Create(new SpiConnectionSettings(options.Bus, options.UsedAddress) { Mode = SpiMode.Mode1, ClockFrequency = 10_000_000 });
    }
}
