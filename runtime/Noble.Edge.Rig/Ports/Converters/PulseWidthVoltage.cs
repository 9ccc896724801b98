namespace Noble.Edge.Rig;

/// <summary>A pulse-width output behind a low-pass filter, as a voltage: duty cycle times supply.</summary>
/// <remarks>The filter delays and keeps a ripple: at a modulation of f and a single pole at f/100, 3 % of the supply at half duty.</remarks>
public sealed class PulseWidthVoltage : IAnalogOutput
{
    private readonly IPulseWidthOutput _output;

    /// <param name="output">The generator; closed with this.</param>
    /// <param name="supplyVolts">Voltage of a high output [V], above 0 to 30.</param>
    public PulseWidthVoltage(IPulseWidthOutput output, double supplyVolts) => (_output, MaximumVolts) = (output, ConverterRanges.Supply(supplyVolts));

    /// <inheritdoc />
    public int ChannelCount => _output.ChannelCount;

    /// <inheritdoc />
    public double MinimumVolts => 0;

    /// <inheritdoc />
    public double MaximumVolts { get; }

    /// <inheritdoc />
    public void Write(int channel, double volts) => _output.Write(channel, Math.Clamp(volts / MaximumVolts, 0, 1));

    /// <inheritdoc />
    public void Dispose() => _output.Dispose();
}
