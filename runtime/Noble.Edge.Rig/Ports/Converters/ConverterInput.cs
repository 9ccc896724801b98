namespace Noble.Edge.Rig;

/// <summary>Samples of an analogue-to-digital converter: an <see cref="InputKind.Sample"/> a channel and interval, in the channel's unit.</summary>
/// <remarks>A sample's time is that at which its conversion had been read. A conversion that fails gives no event.</remarks>
public sealed class ConverterInput : SampledInput
{
    private readonly IAnalogInput _input;
    private readonly SampledChannel[] _channels;

    /// <summary>Reads every channel once, and starts the thread.</summary>
    /// <param name="input">The converter; closed with this.</param>
    /// <param name="options">Channels, scales and interval.</param>
    /// <param name="clock">The clock of the pacer; default the machine's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The converter has no such channel.</exception>
    /// <exception cref="ConverterException">It does not answer.</exception>
    public ConverterInput(IAnalogInput input, ConverterInputOptions options, IMonotonicClock? clock = null)
        : this(input, options, clock ?? MonotonicClock.Instance, startsThread: true)
    {
    }

    internal ConverterInput(IAnalogInput input, ConverterInputOptions options, IMonotonicClock clock, bool startsThread)
        : base(options.Name, input, clock, options.Interval, options.BufferCapacity, options.ErrorsInARow, options.StopTimeout)
    {
        (_input, _channels) = (input, [.. options.Channels]);
        foreach (var channel in _channels)
        {
            if (channel.Input >= input.ChannelCount)
            {
                throw new ArgumentOutOfRangeException(null, $"{Name}: converter channel {channel.Input}: expected 0 to {input.ChannelCount - 1}");
            }
        }

        try
        {
            foreach (var channel in _channels)
            {
                _ = input.Read(channel.Input);
            }
        }
        catch (IOException error)
        {
            throw new ConverterException($"{Name}: the converter does not answer: {error.Message}", error);
        }

        if (startsThread)
        {
            StartThread();
        }
    }

#pragma warning disable CA1031 // Whatever a driver throws is a bus error, and never the end of the process.
    private protected override void Round()
    {
        foreach (var channel in _channels)
        {
            try
            {
                var volts = _input.Read(channel.Input);
                Add(new InputEvent(Clock.NowNanoseconds, InputKind.Sample, 0, channel.Channel, (volts - channel.OffsetVolts) * channel.UnitsPerVolt));
                Good();
            }
            catch (Exception error)
            {
                Bad(error);
            }
        }
    }
#pragma warning restore CA1031
}
