namespace Noble.Edge.Rig;

/// <summary>Chips that ports can be on. Those of Iot.Device.Bindings are there in a build with <c>-p:IotBindings=true</c>.</summary>
public enum ConverterChip
{
    /// <summary>In memory; any port.</summary>
    Simulated,

    /// <summary>One 12-bit analogue output, I2C.</summary>
    Mcp4725,

    /// <summary>Four 12-bit analogue outputs, I2C.</summary>
    Mcp4728,

    /// <summary>Four 16-bit analogue inputs, I2C.</summary>
    Ads1115,

    /// <summary>16 digital lines, I2C.</summary>
    Mcp23017,

    /// <summary>Eight 12-bit analogue outputs, SPI; Iot.Device.Bindings.</summary>
    BindingsAd5328,

    /// <summary>16 pulse-width outputs, I2C, each a voltage behind a filter; Iot.Device.Bindings.</summary>
    BindingsPca9685,

    /// <summary>Four 16-bit analogue inputs, I2C; Iot.Device.Bindings.</summary>
    BindingsAds1115,

    /// <summary>16 digital lines, I2C; Iot.Device.Bindings.</summary>
    BindingsMcp23017,
}
