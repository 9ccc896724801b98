namespace Noble.Edge.Rig;

/// <summary>A stimulus channel behind the bridge: a channel of the device's converter, wired to an amplifier's command input.</summary>
public sealed record BridgeStimulusChannel
{
    /// <summary>Channel of the device's converter, from 0; default 0.</summary>
    public int Output
    {
        get;
        init => field = value is >= 0 and < FirmwareBridge.BridgeProtocol.RegisterDacChannelsMax
            ? value
            : throw new ArgumentOutOfRangeException(null, $"converter channel {value}: expected 0 to {FirmwareBridge.BridgeProtocol.RegisterDacChannelsMax - 1}");
    }

    /// <summary>Bits of the converter's codes; default 12, range 8 to 16.</summary>
    public int Bits
    {
        get;
        init => field = value is >= 8 and <= 16 ? value : throw new ArgumentOutOfRangeException(null, $"converter of {value} bits: expected 8 to 16");
    } = 12;

    /// <summary>Voltage of code 0 at the amplifier's input [V]; default 0.</summary>
    public double LowestVolts { get; init; }

    /// <summary>Voltage of the highest code at the amplifier's input [V]; default 3.3, above the lowest.</summary>
    public double HighestVolts { get; init; } = 3.3;

    /// <summary>Voltage at which no current flows [V]; default 0.</summary>
    public double RestVolts { get; init; }

    /// <summary>Current for a volt at the amplifier's command input [nA/V]; not 0.</summary>
    public required double NanoamperesPerVolt
    {
        get;
        init => field = double.IsFinite(value) && value != 0 ? value : throw new ArgumentOutOfRangeException(null, "current per volt: expected a number other than 0");
    }

    /// <summary>Highest code.</summary>
    public int HighestCode => (1 << Bits) - 1;

    /// <summary>Code of no current.</summary>
    public int RestCode => CodeOf(0);

    /// <summary>Current of one code step [nA], above 0.</summary>
    public double NanoamperesPerCode => Math.Abs(NanoamperesPerVolt) * (HighestVolts - LowestVolts) / HighestCode;

    /// <summary>The code whose current is nearest.</summary>
    /// <returns>The code, or -1 where the converter cannot put the current out.</returns>
    public int CodeOf(double nanoamperes)
    {
        var volts = RestVolts + (nanoamperes / NanoamperesPerVolt);
        var code = Math.Round((volts - LowestVolts) / (HighestVolts - LowestVolts) * HighestCode);
        return code >= 0 && code <= HighestCode ? (int)code : -1;
    }

    /// <summary>Checks what concerns more than one value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The voltages are not in order.</exception>
    public void Check()
    {
        if (!(HighestVolts > LowestVolts) || !(RestVolts >= LowestVolts && RestVolts <= HighestVolts))
        {
            throw new ArgumentOutOfRangeException(null, $"converter voltages {LowestVolts} to {HighestVolts} V, rest {RestVolts} V: expected the lowest below the highest, and rest within");
        }
    }
}
