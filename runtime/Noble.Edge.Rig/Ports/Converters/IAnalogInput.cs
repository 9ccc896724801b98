namespace Noble.Edge.Rig;

/// <summary>An analogue-to-digital converter. One thread at a time calls it; it may block for a conversion and on a bus.</summary>
public interface IAnalogInput : IDisposable
{
    /// <summary>Channels, at least 1.</summary>
    public int ChannelCount { get; }

    /// <summary>Converts a channel.</summary>
    /// <param name="channel">From 0.</param>
    /// <returns>The voltage [V].</returns>
    /// <exception cref="IOException">The bus or the chip did not answer.</exception>
    public double Read(int channel);
}
