using System.Device.Gpio;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A pulse on a GPIO line for each spike: active at the spike's moment, at rest again after the pulse width.</summary>
/// <remarks>
/// A spike that finds its line still active (neurons that share a line, or a pulse wider than the interval) ends that pulse and begins
/// its own at once, so that a counter of pulses counts every spike; <see cref="Retriggered"/> tells how often. Chip, controller and
/// inhibit stay the caller's. Hot path: <see cref="Emit"/> and <see cref="RunDue"/> do not allocate, as long as the driver does not.
/// </remarks>
public sealed class GpioPort : IImmediatePort, IDisposable
{
    private readonly IOutputLines _lines;
    private readonly InhibitLine? _inhibit;
    private readonly IMonotonicClock? _clock;
    private readonly int[] _lineOfNeuron; // [neuron] -> index of the line here, or -1
    private readonly ulong[] _all; // [bank], bits of its lines
    private readonly ulong[] _rest; // [bank], bits of the lines that are high at rest
    private readonly ulong[] _ending; // [bank], scratch
    private readonly FallingEdges _falling;
    private readonly long _pulseWidth; // [ns]
    private bool _isSafe;
    private long _pulses;
    private long _retriggered;
    private long _unmapped;
    private long _inhibited;
    private long _failed;

    /// <summary>Takes the lines of a chip as outputs, at rest; a pulse's width counts from the moment at which the line was set.</summary>
    /// <param name="chip">The chip.</param>
    /// <param name="options">Which lines, and the pulse.</param>
    /// <param name="inhibit">What keeps pulses from beginning, or null.</param>
    /// <exception cref="GpioException">A line cannot be had.</exception>
    public GpioPort(GpioChip chip, GpioPortOptions options, InhibitLine? inhibit = null)
        : this(chip.OpenOutputs(options.Lines, options.RestLevels), options, inhibit, chip.Clock)
    {
    }

    /// <summary>Opens the lines of a controller as outputs, at rest; a pulse's width counts from the pacer's look at the clock.</summary>
    /// <param name="controller">The controller, with any driver of System.Device.Gpio.</param>
    /// <param name="options">Which lines, and the pulse.</param>
    /// <param name="inhibit">What keeps pulses from beginning, or null.</param>
    /// <exception cref="InvalidOperationException">The controller does not have a line, or it cannot be an output.</exception>
    public GpioPort(GpioController controller, GpioPortOptions options, InhibitLine? inhibit = null)
        : this(new ControllerLines(controller, options.Lines, options.RestLevels), options, inhibit)
    {
    }

    internal GpioPort(IOutputLines lines, GpioPortOptions options, InhibitLine? inhibit, IMonotonicClock? clock = null)
    {
        (_lines, _inhibit, _clock, Name) = (lines, inhibit, clock, options.Name);
        _pulseWidth = options.PulseWidth.Ticks * 100;
        int[] numbers = [.. options.Lines];
        var restLevels = options.RestLevels;
        _lineOfNeuron = [.. options.LineOfNeuron.Select(number => Array.BinarySearch(numbers, number) is >= 0 and var line ? line : -1)];
        _falling = new FallingEdges(numbers.Length);
        var banks = (numbers.Length + IOutputLines.BankLines - 1) / IOutputLines.BankLines;
        (_all, _rest, _ending) = (new ulong[banks], new ulong[banks], new ulong[banks]);
        for (var line = 0; line < numbers.Length; line++)
        {
            _all[Bank(line)] |= Bit(line);
            _rest[Bank(line)] |= restLevels[line] ? Bit(line) : 0;
        }
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>Lines in use.</summary>
    public int LineCount => _lines.Count;

    /// <summary>Pulses begun.</summary>
    public long Pulses => Volatile.Read(ref _pulses);

    /// <summary>Pulses whose line was still active from the pulse before.</summary>
    public long Retriggered => Volatile.Read(ref _retriggered);

    /// <summary>Spikes of neurons that have no line.</summary>
    public long Unmapped => Volatile.Read(ref _unmapped);

    /// <summary>Spikes that the inhibit line kept from leaving; they do not count as dropped.</summary>
    public long Inhibited => Volatile.Read(ref _inhibited);

    /// <summary>Calls that the driver refused.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <inheritdoc />
    public long NextDueNanoseconds => _falling.NextDue;

    /// <inheritdoc />
    public bool Emit(in SpikeEvent spike, long nowNanoseconds)
    {
        if (_isSafe)
        {
            return false;
        }

        var line = (uint)spike.Neuron < (uint)_lineOfNeuron.Length ? _lineOfNeuron[spike.Neuron] : -1;
        if (line < 0)
        {
            Volatile.Write(ref _unmapped, _unmapped + 1);
            return true;
        }

        if (_inhibit is { IsActive: true })
        {
            Volatile.Write(ref _inhibited, _inhibited + 1);
            return true;
        }

        if (_falling.IsHigh(line))
        {
            Set(Bank(line), Bit(line), _rest[Bank(line)]);
            Volatile.Write(ref _retriggered, _retriggered + 1);
        }

        var isSet = Set(Bank(line), Bit(line), ~_rest[Bank(line)]);

        // From the line's own moment: the thread may have been held up since the pacer looked at the clock, and a rig must not miss a pulse for
        // being short. Also where the driver refused: what the line did is not known then, and going to rest does no harm.
        _falling.Schedule(line, (_clock?.NowNanoseconds ?? nowNanoseconds) + _pulseWidth);
        if (!isSet)
        {
            return false;
        }

        Volatile.Write(ref _pulses, _pulses + 1);
        return true;
    }

    /// <inheritdoc />
    public void RunDue(long nowNanoseconds)
    {
        while (_falling.NextDue <= nowNanoseconds)
        {
            var line = _falling.NextLine;
            _ending[Bank(line)] |= Bit(line);
            _falling.Remove(line);
        }

        for (var bank = 0; bank < _ending.Length; bank++)
        {
            if (_ending[bank] != 0)
            {
                Set(bank, _ending[bank], _rest[bank]);
                _ending[bank] = 0;
            }
        }
    }

    /// <inheritdoc />
    public void EnterSafeState()
    {
        _isSafe = true;
        for (var bank = 0; bank < _all.Length; bank++)
        {
            Set(bank, _all[bank], _rest[bank]);
        }
    }

    /// <summary>Gives the lines back.</summary>
    public void Dispose() => _lines.Dispose();

    private static int Bank(int line) => line / IOutputLines.BankLines;

    private static ulong Bit(int line) => 1ul << (line % IOutputLines.BankLines);

    private bool Set(int bank, ulong mask, ulong levels)
    {
        var isSet = _lines.Set(bank, mask, levels);
        if (!isSet)
        {
            Volatile.Write(ref _failed, _failed + 1);
        }

        return isSet;
    }
}
