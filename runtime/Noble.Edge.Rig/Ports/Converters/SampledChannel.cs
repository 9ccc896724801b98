namespace Noble.Edge.Rig;

/// <summary>An input of a converter, and how its voltage becomes a value: (volts - offset) * scale.</summary>
public sealed record SampledChannel
{
    /// <summary>Channel of the converter, from 0.</summary>
    public required int Input
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(null, $"converter channel {value}: expected from 0");
    }

    /// <summary>Channel of its events; default, -1: the converter's.</summary>
    public int Channel
    {
        get => field < 0 ? Input : field;
        init => field = value >= -1 ? value : throw new ArgumentOutOfRangeException(null, $"channel {value} of a converter input: expected from 0");
    } = -1;

    /// <summary>The value's unit for a volt, as in 100 for mV at an amplifier's output of 10 mV/mV; default 1: volts.</summary>
    public double UnitsPerVolt
    {
        get;
        init => field = Math.Abs(value) is >= 1e-9 and <= 1e9
            ? value
            : throw new ArgumentOutOfRangeException(null, $"scale of a converter input {value} per V: expected 1e-9 to 1e9, or the same below 0");
    } = 1;

    /// <summary>Voltage at which the value is 0 [V]; default 0.</summary>
    public double OffsetVolts
    {
        get;
        init => field = Math.Abs(value) <= 30 ? value : throw new ArgumentOutOfRangeException(null, $"offset of a converter input {value} V: expected -30 to 30 V");
    }
}
