namespace Noble.Edge.Rig;

/// <summary>Input lines of a GPIO chip: triggers, inhibit lines and emergency stops.</summary>
/// <remarks>
/// Events carry the kernel's own time of the edge. Inhibit and emergency stop are known from the start, because the lines are read then, and
/// are read again where edges were lost. A chip that goes away counts as both: no pulse begins and the safe state is asked for, where such
/// lines are configured. Hot path: <see cref="TryRead"/> does not allocate, block or throw.
/// </remarks>
public sealed class GpioInput : IInputPort, IDisposable
{
    private readonly IInputLines _lines;
    private readonly GpioInputLine[] _configured; // [line]
    private readonly ulong _inhibits; // bit n: line n is one
    private readonly ulong _stops;
    private ClosedLoop? _loop;
    private ulong _active; // bit n: line n is active; kept up only for lines that tell both edges, as those with a role do
    private long _edges;
    private long _lost;
    private bool _hasFailed;

    /// <summary>Takes the lines and reads them.</summary>
    /// <exception cref="GpioException">A line cannot be had or read.</exception>
    public GpioInput(GpioChip chip, GpioInputOptions options)
        : this(chip.OpenInputs(options.Lines), options)
    {
    }

    internal GpioInput(IInputLines lines, GpioInputOptions options)
    {
        (_lines, Name, _configured) = (lines, options.Name, [.. options.Lines]);
        _inhibits = Mask(GpioInputRole.Inhibit);
        _stops = Mask(GpioInputRole.EmergencyStop);
        PollDescriptor = lines.Descriptor;
        if (!_lines.TryReadLevels(out var active))
        {
            lines.Dispose();
            throw new GpioException($"{Name}: the input lines cannot be read, so that inhibit and emergency stop would not be known");
        }

        Know(active);
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public int PollDescriptor { get; }

    /// <summary>Active while any of the inhibit lines is; for the ports that have to obey it.</summary>
    public InhibitLine Inhibit { get; } = new();

    /// <summary>The bank inside the process behind it, or null.</summary>
    public VirtualGpioInputs? Virtual => _lines as VirtualGpioInputs;

    /// <summary>Edges taken in.</summary>
    public long Edges => Volatile.Read(ref _edges);

    /// <summary>Edges that came while the kernel's buffer of 1,024 was full.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Whether the chip went away.</summary>
    public bool HasFailed => Volatile.Read(ref _hasFailed);

    /// <summary>The loop that an emergency-stop line stops; before the start. A line that is active already stops it at once.</summary>
    public void StopWith(ClosedLoop loop)
    {
        _loop = loop;
        Know(_active);
    }

    /// <inheritdoc />
    public bool TryRead(long nowNanoseconds, out InputEvent received)
    {
        received = default;
        if (!_lines.TryRead(out var edge, out var hasFailed))
        {
            if (hasFailed)
            {
                Fail();
            }

            return false;
        }

        Volatile.Write(ref _edges, _edges + 1);
        var bit = 1ul << edge.Index;
        Know(edge.IsRising ? _active | bit : _active & ~bit);
        if (edge.LostBefore > 0)
        {
            // The lost edge may have been that of a stop, and may have been the last one of its line.
            Volatile.Write(ref _lost, _lost + edge.LostBefore);
            if (_lines.TryReadLevels(out var active))
            {
                Know(active);
            }
            else
            {
                Fail();
            }
        }

        received = new InputEvent(edge.TimeNanoseconds, edge.IsRising ? InputKind.Rising : InputKind.Falling, 0, _configured[edge.Index].Channel, 0);
        return true;
    }

    /// <summary>Gives the lines back.</summary>
    public void Dispose() => _lines.Dispose();

    private ulong Mask(GpioInputRole role) =>
        _configured.Select((line, index) => line.Role == role ? 1ul << index : 0).Aggregate(0ul, (all, bit) => all | bit);

    private void Fail()
    {
        Volatile.Write(ref _hasFailed, true);
        Know(_active | _inhibits | _stops);
    }

    private void Know(ulong active)
    {
        _active = active;
        Inhibit.Update((active & _inhibits) != 0);
        if ((active & _stops) != 0)
        {
            _loop?.RequestSafeState(SafeStateCause.Input);
        }
    }
}
