namespace Noble.Edge.Rig;

/// <summary>A converter in memory: what is written to an output is read at the input of the same number.</summary>
/// <param name="channels">Channels, 1 to 64.</param>
/// <param name="minimumVolts">Lowest voltage [V].</param>
/// <param name="maximumVolts">Highest voltage [V].</param>
/// <param name="bus">How long a call takes and when it fails; default at once and never.</param>
public sealed class SimulatedVoltages(int channels, double minimumVolts = -10, double maximumVolts = 10, SimulatedBus? bus = null) : IAnalogOutput, IAnalogInput
{
    private readonly double[] _volts = new double[channels is >= 1 and <= 64
        ? channels
        : throw new ArgumentOutOfRangeException(null, $"simulated converter channels {channels}: expected 1 to 64")];

    /// <inheritdoc cref="IAnalogOutput.ChannelCount" />
    public int ChannelCount => _volts.Length;

    /// <inheritdoc />
    public double MinimumVolts { get; } = minimumVolts;

    /// <inheritdoc />
    public double MaximumVolts { get; } = maximumVolts;

    /// <summary>What a channel has now [V]; any thread.</summary>
    public double this[int channel]
    {
        get => Volatile.Read(ref _volts[channel]);
        set => Volatile.Write(ref _volts[channel], value);
    }

    /// <inheritdoc />
    public void Write(int channel, double volts)
    {
        bus?.Transfer();
        this[channel] = volts;
    }

    /// <inheritdoc />
    public double Read(int channel)
    {
        bus?.Transfer();
        return this[channel];
    }

    /// <summary>Nothing to close.</summary>
    public void Dispose()
    {
    }
}
