using System.Device.Gpio;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A pulse on a GPIO line for each spike: high at the spike's moment, low again after the pulse width.</summary>
/// <remarks>
/// A spike that finds its line still high (neurons that share a line, or a pulse wider than the interval) makes it fall
/// and rise again at once, so that a counter of rising edges counts every spike; <see cref="Retriggered"/> tells how
/// often. The controller stays the caller's. Hot path: <see cref="Emit"/> and <see cref="RunDue"/> do not allocate,
/// as long as the controller's driver does not.
/// </remarks>
public sealed class GpioPort : IImmediatePort, IDisposable
{
    private readonly GpioController _controller;
    private readonly int[] _lineOfNeuron; // [neuron] -> index of the line here, or -1
    private readonly int[] _pins; // [line] -> number at the controller
    private readonly FallingEdges _falling;
    private readonly long _pulseWidth; // [ns]
    private bool _isSafe;
    private long _pulses;
    private long _retriggered;
    private long _unmapped;

    /// <summary>Opens the lines as outputs, low.</summary>
    /// <exception cref="InvalidOperationException">The controller does not have a line, or it cannot be an output.</exception>
    public GpioPort(GpioController controller, GpioPortOptions options)
    {
        _controller = controller;
        Name = options.Name;
        _pulseWidth = options.PulseWidth.Ticks * 100;
        _pins = [.. options.LineOfNeuron.Where(pin => pin != GpioPortOptions.NoLine).Distinct().Order()];
        _lineOfNeuron = [.. options.LineOfNeuron.Select(pin => Array.BinarySearch(_pins, pin) is >= 0 and var line ? line : -1)];
        _falling = new FallingEdges(_pins.Length);
        foreach (var pin in _pins)
        {
            if (pin >= controller.PinCount)
            {
                throw new InvalidOperationException($"GPIO line {pin} asked for, the controller has {controller.PinCount} lines");
            }

            controller.OpenPin(pin, PinMode.Output, PinValue.Low);
        }
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>Lines in use.</summary>
    public int LineCount => _pins.Length;

    /// <summary>Pulses begun: rising edges.</summary>
    public long Pulses => Volatile.Read(ref _pulses);

    /// <summary>Pulses whose line was still high from the pulse before.</summary>
    public long Retriggered => Volatile.Read(ref _retriggered);

    /// <summary>Spikes of neurons that have no line.</summary>
    public long Unmapped => Volatile.Read(ref _unmapped);

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

        if (_falling.IsHigh(line))
        {
            Write(line, PinValue.Low);
            Volatile.Write(ref _retriggered, _retriggered + 1);
        }

        Write(line, PinValue.High);
        _falling.Schedule(line, nowNanoseconds + _pulseWidth);
        Volatile.Write(ref _pulses, _pulses + 1);
        return true;
    }

    /// <inheritdoc />
    public void RunDue(long nowNanoseconds)
    {
        while (_falling.NextDue <= nowNanoseconds)
        {
            var line = _falling.NextLine;
            Write(line, PinValue.Low);
            _falling.Remove(line);
        }
    }

    /// <inheritdoc />
    public void EnterSafeState()
    {
        _isSafe = true;
        for (var line = 0; line < _pins.Length; line++)
        {
            Write(line, PinValue.Low);
        }
    }

    /// <summary>Closes the lines.</summary>
    public void Dispose()
    {
        foreach (var pin in _pins)
        {
            if (_controller.IsPinOpen(pin))
            {
                _controller.ClosePin(pin);
            }
        }
    }

    // The controller's write of a single pin keeps a dictionary that allocates; the one of several pins goes straight to the driver.
    private void Write(int line, PinValue value)
    {
        var pair = new PinValuePair(_pins[line], value);
        _controller.Write(new ReadOnlySpan<PinValuePair>(in pair));
    }
}
