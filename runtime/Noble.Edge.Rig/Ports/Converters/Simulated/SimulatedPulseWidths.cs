namespace Noble.Edge.Rig;

/// <summary>Pulse-width outputs in memory.</summary>
/// <param name="channels">Channels, 1 to 64.</param>
/// <param name="bus">How long a call takes and when it fails; default at once and never.</param>
public sealed class SimulatedPulseWidths(int channels, SimulatedBus? bus = null) : IPulseWidthOutput
{
    private readonly double[] _dutyCycles = new double[channels is >= 1 and <= 64
        ? channels
        : throw new ArgumentOutOfRangeException(null, $"simulated pulse-width channels {channels}: expected 1 to 64")];

    /// <inheritdoc />
    public int ChannelCount => _dutyCycles.Length;

    /// <summary>What a channel has now; any thread.</summary>
    public double this[int channel] => Volatile.Read(ref _dutyCycles[channel]);

    /// <inheritdoc />
    public void Write(int channel, double dutyCycle)
    {
        bus?.Transfer();
        Volatile.Write(ref _dutyCycles[channel], dutyCycle);
    }

    /// <summary>Nothing to close.</summary>
    public void Dispose()
    {
    }
}
