using System.Device.Gpio;

namespace Noble.Edge.Rig;

/// <summary>A bank of GPIO outputs inside this process: it counts and times the edges that a real bank would show.</summary>
/// <remarks>
/// One thread writes; counts may be read from any thread, the edge log after writing has ended. A write that does not
/// change a line is no edge. Hot path: <see cref="Write"/> does not allocate.
/// </remarks>
public sealed class VirtualGpioDriver : GpioDriver
{
    private readonly IMonotonicClock _clock;
    private readonly bool[] _high; // [line]
    private readonly long[] _rising; // [line]
    private readonly long[] _falling; // [line]
    private readonly VirtualEdge[] _log;
    private long _edges;

    /// <param name="lines">Lines of the bank.</param>
    /// <param name="clock">The clock that times the edges.</param>
    /// <param name="logCapacity">How many of the last edges are kept; default 4,096.</param>
    public VirtualGpioDriver(int lines, IMonotonicClock clock, int logCapacity = 4_096)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        ArgumentOutOfRangeException.ThrowIfLessThan(logCapacity, 1);
        _clock = clock;
        _high = new bool[lines];
        _rising = new long[lines];
        _falling = new long[lines];
        _log = new VirtualEdge[logCapacity];
    }

    /// <summary>Edges on all lines.</summary>
    public long Edges => Volatile.Read(ref _edges);

    /// <inheritdoc />
    protected override int PinCount => _high.Length;

    /// <summary>Rising edges of a line.</summary>
    public long RisingEdges(int line) => Volatile.Read(ref _rising[line]);

    /// <summary>Falling edges of a line.</summary>
    public long FallingEdges(int line) => Volatile.Read(ref _falling[line]);

    /// <summary>The last edges, oldest first.</summary>
    public VirtualEdge[] LastEdges()
    {
        var count = (int)Math.Min(_edges, _log.Length);
        return [.. Enumerable.Range(0, count).Select(i => _log[(_edges - count + i) % _log.Length])];
    }

    /// <inheritdoc />
    protected override void OpenPin(int pinNumber) => CheckLine(pinNumber);

    /// <inheritdoc />
    protected override void ClosePin(int pinNumber) => CheckLine(pinNumber);

    /// <inheritdoc />
    protected override void SetPinMode(int pinNumber, PinMode mode) => CheckLine(pinNumber);

    /// <inheritdoc />
    protected override PinMode GetPinMode(int pinNumber) => PinMode.Output;

    /// <inheritdoc />
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode == PinMode.Output;

    /// <inheritdoc />
    protected override PinValue Read(int pinNumber) => _high[pinNumber];

    /// <inheritdoc />
    protected override void Write(int pinNumber, PinValue value)
    {
        var high = value == PinValue.High;
        if (_high[pinNumber] == high)
        {
            return;
        }

        _high[pinNumber] = high;
        ref var count = ref high ? ref _rising[pinNumber] : ref _falling[pinNumber];
        Volatile.Write(ref count, count + 1);
        _log[_edges % _log.Length] = new VirtualEdge(_clock.NowNanoseconds, pinNumber, high);
        Volatile.Write(ref _edges, _edges + 1);
    }

    /// <inheritdoc />
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the virtual bank has outputs only");

    /// <inheritdoc />
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        throw new NotSupportedException("the virtual bank has outputs only");

    /// <inheritdoc />
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        throw new NotSupportedException("the virtual bank has outputs only");

    private void CheckLine(int line)
    {
        if ((uint)line >= (uint)_high.Length)
        {
            throw new InvalidOperationException($"the virtual bank has {_high.Length} lines, line {line} is not one of them");
        }
    }
}
