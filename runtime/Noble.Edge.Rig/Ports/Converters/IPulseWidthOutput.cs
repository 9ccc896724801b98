namespace Noble.Edge.Rig;

/// <summary>A generator of pulse-width modulated outputs. One thread at a time calls it; it may block on a bus.</summary>
public interface IPulseWidthOutput : IDisposable
{
    /// <summary>Channels, at least 1.</summary>
    public int ChannelCount { get; }

    /// <summary>Sets a channel's share of high time.</summary>
    /// <param name="channel">From 0.</param>
    /// <param name="dutyCycle">0, always low, to 1, always high.</param>
    /// <exception cref="IOException">The bus or the chip did not take it.</exception>
    public void Write(int channel, double dutyCycle);
}
