using System.Numerics;

namespace Noble.Edge.Rig;

/// <summary>
/// Edges of a port expander's lines, seen at an interval: <see cref="InputKind.Rising"/> when a line becomes active,
/// <see cref="InputKind.Falling"/> when it no longer is.
/// </summary>
/// <remarks>An edge's time is that of the reading that showed it. No line for an emergency stop: that belongs on a GPIO line.</remarks>
public sealed class ExpanderInput : SampledInput
{
    private readonly IDigitalExpander _expander;
    private readonly uint _mask;
    private readonly uint _inverted;
    private uint _active;

    /// <summary>Reads the lines, and starts the thread; their levels now are no edges.</summary>
    /// <param name="expander">The expander, its inputs configured; closed with this.</param>
    /// <param name="options">Lines and interval.</param>
    /// <param name="clock">The clock of the pacer; default the machine's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The expander has no such line.</exception>
    /// <exception cref="ConverterException">It does not answer.</exception>
    public ExpanderInput(IDigitalExpander expander, ExpanderInputOptions options, IMonotonicClock? clock = null)
        : this(expander, options, clock ?? MonotonicClock.Instance, startsThread: true)
    {
    }

    internal ExpanderInput(IDigitalExpander expander, ExpanderInputOptions options, IMonotonicClock clock, bool startsThread)
        : base(options.Name, expander, clock, options.Interval, capacity: 1_024, options.ErrorsInARow, options.StopTimeout)
    {
        (_expander, _mask, _inverted) = (expander, options.Mask, options.Inverted);
        if (options.Lines.Max() is var highest && highest >= expander.LineCount)
        {
            throw new ArgumentOutOfRangeException(null, $"{Name}: expander line {highest}: expected 0 to {expander.LineCount - 1}");
        }

        try
        {
            _active = (expander.Read() ^ _inverted) & _mask;
        }
        catch (IOException error)
        {
            throw new ConverterException($"{Name}: the expander does not answer: {error.Message}", error);
        }

        if (startsThread)
        {
            StartThread();
        }
    }

#pragma warning disable CA1031 // Whatever a driver throws is a bus error, and never the end of the process.
    private protected override void Round()
    {
        try
        {
            var active = (_expander.Read() ^ _inverted) & _mask;
            var now = Clock.NowNanoseconds;
            for (var changed = active ^ _active; changed != 0; changed &= changed - 1)
            {
                var line = BitOperations.TrailingZeroCount(changed);
                Add(new InputEvent(now, (active >> line & 1) != 0 ? InputKind.Rising : InputKind.Falling, 0, line, 0));
            }

            _active = active;
            Good();
        }
        catch (Exception error)
        {
            Bad(error);
        }
    }
#pragma warning restore CA1031
}
