namespace Noble.Edge.Rig;

/// <summary>A digital-to-analogue converter. One thread at a time calls it; it may block on a bus for as long as that takes.</summary>
public interface IAnalogOutput : IDisposable
{
    /// <summary>Channels, at least 1.</summary>
    public int ChannelCount { get; }

    /// <summary>Lowest voltage that every channel can put out [V].</summary>
    public double MinimumVolts { get; }

    /// <summary>Highest voltage that every channel can put out [V].</summary>
    public double MaximumVolts { get; }

    /// <summary>Puts a voltage out; it is there when the call returns.</summary>
    /// <param name="channel">From 0.</param>
    /// <param name="volts">Within the range [V]; the nearest code is taken.</param>
    /// <exception cref="IOException">The bus or the chip did not take it; what the output has is not known then.</exception>
    public void Write(int channel, double volts);
}
