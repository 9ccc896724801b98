namespace Noble.Edge.Rig;

/// <summary>How a stimulus channel's current becomes the voltage of a converter's channel: rest + current / scale.</summary>
public sealed record StimulusChannel
{
    /// <summary>Channel of the converter, from 0.</summary>
    public required int Output
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(null, $"converter channel {value}: expected from 0");
    }

    /// <summary>
    /// Current that the amplifier injects for a volt at its command input [nA/V], as its manual or front panel says; negative for a stage
    /// that inverts. A level shifter in between counts in.
    /// </summary>
    public required double NanoamperesPerVolt
    {
        get;
        init => field = Math.Abs(value) is >= 1e-6 and <= 1e6
            ? value
            : throw new ArgumentOutOfRangeException(null, $"scale of a stimulus channel {value} nA/V: expected 1e-6 to 1e6 nA/V, or the same below 0");
    }

    /// <summary>Voltage at which no current flows, the rest value [V]; default 0.</summary>
    public double RestVolts
    {
        get;
        init => field = Math.Abs(value) <= 30 ? value : throw new ArgumentOutOfRangeException(null, $"rest value {value} V: expected -30 to 30 V");
    }

    /// <summary>The voltage for a current [V].</summary>
    /// <param name="nanoamperes">The current [nA].</param>
    public double Volts(double nanoamperes) => RestVolts + (nanoamperes / NanoamperesPerVolt);
}
