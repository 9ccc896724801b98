namespace Noble.Edge.Rig;

/// <summary>Input lines inside this process: a test or a simulated rig puts levels on them, and the pacer's thread wakes as it would from a chip.</summary>
/// <remarks>One thread sets levels, one reads. Neither allocates or waits.</remarks>
public sealed class VirtualGpioInputs : IInputLines
{
    private readonly GpioInputLine[] _lines;
    private readonly IMonotonicClock _clock;
    private readonly SpscRing<LineEdge> _edges;
    private readonly WakeEvent _wake = new();
    private ulong _active; // bit n: line n is active
    private uint _lost;
    private bool _isGone;

    internal VirtualGpioInputs(IReadOnlyList<GpioInputLine> lines, IMonotonicClock clock, int capacity = LibC.GpioEventBufferLargest)
    {
        _lines = [.. lines];
        _clock = clock;
        _edges = new SpscRing<LineEdge>(capacity);
        for (var index = 0; index < _lines.Length; index++)
        {
            _active |= IsActive(_lines[index], IsOpenHigh(_lines[index])) ? 1ul << index : 0;
        }
    }

    int IInputLines.Descriptor => _wake.Descriptor;

    /// <summary>Puts a level on a line. The level that it has already is no edge.</summary>
    /// <param name="line">The line's number.</param>
    /// <param name="high">The level.</param>
    /// <exception cref="ArgumentOutOfRangeException">The line is not open.</exception>
    public void Set(int line, bool high)
    {
        var index = IndexOf(line);
        var (active, bit) = (IsActive(_lines[index], high), 1ul << index);
        if (active == ((_active & bit) != 0))
        {
            return;
        }

        Volatile.Write(ref _active, active ? _active | bit : _active & ~bit);
        if ((_lines[index].Edges & (active ? GpioEdges.Rising : GpioEdges.Falling)) == 0)
        {
            return;
        }

        if (_edges.TryPush(new LineEdge(_clock.NowNanoseconds, index, active, _lost)))
        {
            _lost = 0;
        }
        else
        {
            _lost++;
        }

        _wake.Set();
    }

    /// <summary>Nothing drives the line any more: it goes to where its bias holds it, low where it has none.</summary>
    /// <param name="line">The line's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The line is not open.</exception>
    public void Disconnect(int line) => Set(line, IsOpenHigh(_lines[IndexOf(line)]));

    /// <summary>The chip is gone, as one at a USB port may be: nothing can be read from now on.</summary>
    public void Unplug()
    {
        Volatile.Write(ref _isGone, true);
        _wake.Set();
    }

    bool IInputLines.TryRead(out LineEdge edge, out bool hasFailed)
    {
        hasFailed = Volatile.Read(ref _isGone);
        if (hasFailed)
        {
            edge = default;
            return false;
        }

        if (!_edges.TryPeek(out edge))
        {
            // The wake-up is taken back before the second look: an edge that comes in between sets it again.
            _wake.Reset();
            if (!_edges.TryPeek(out edge))
            {
                return false;
            }

            _wake.Set();
        }

        _edges.Drop();
        return true;
    }

    bool IInputLines.TryReadLevels(out ulong active)
    {
        active = Volatile.Read(ref _active);
        return !Volatile.Read(ref _isGone);
    }

    /// <inheritdoc />
    public void Dispose() => _wake.Dispose();

    private int IndexOf(int line)
    {
        for (var index = 0; index < _lines.Length; index++)
        {
            if (_lines[index].Line == line)
            {
                return index;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(line), $"line {line} of the virtual bank is not an input: expected one of {string.Join(", ", _lines.Select(open => open.Line))}");
    }

    private static bool IsOpenHigh(GpioInputLine line) => line.Bias == GpioBias.PullUp;

    private static bool IsActive(GpioInputLine line, bool high) => high != line.ActiveLow;
}
