namespace Noble.Edge.Rig;

/// <summary>A sampled channel behind the bridge: what a code of the device's analogue input stands for.</summary>
public sealed record BridgeSampleChannel
{
    /// <summary>Channel of the device's analogue input, from 0.</summary>
    public required int Input
    {
        get;
        init => field = value is >= 0 and <= 255 ? value : throw new ArgumentOutOfRangeException(null, $"analogue input {value}: expected 0 to 255");
    }

    /// <summary>Channel of the events; default -1, the input's own number.</summary>
    public int Channel
    {
        get;
        init => field = value >= -1 ? value : throw new ArgumentOutOfRangeException(null, $"channel {value} of a bridge's input: expected from 0");
    } = -1;

    /// <summary>Volts of a code step; default 3.3 V over 12 bits.</summary>
    public double VoltsPerCode { get; init; } = 3.3 / 4095;

    /// <summary>Voltage of code 0 [V]; default 0.</summary>
    public double LowestVolts { get; init; }

    /// <summary>The event's value for a volt; default 1.</summary>
    public double UnitsPerVolt { get; init; } = 1;

    /// <summary>The event's value for a code.</summary>
    public double ValueOf(int code) => (LowestVolts + (code * VoltsPerCode)) * UnitsPerVolt;
}
