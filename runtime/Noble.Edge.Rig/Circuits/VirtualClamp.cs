namespace Noble.Edge.Rig;

/// <summary>The virtual preparation as cells of a circuit, at the circuit's own pace. Its neurons show no spike in their voltage: they tell of it.</summary>
public sealed class VirtualClamp : IClampedPreparation
{
    private readonly VirtualPreparation _preparation;
    private readonly long _step; // [ns]
    private long _now; // [ns]

    /// <summary>Takes a preparation over, from its beginning.</summary>
    /// <param name="preparation">The preparation; nothing else reads or drives it.</param>
    /// <param name="stepMilliseconds">Step, a multiple of the preparation's own of 0.1 ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is no such multiple.</exception>
    public VirtualClamp(VirtualPreparation preparation, double stepMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        _step = (long)Math.Round(stepMilliseconds * 1e6);
        if (_step <= 0 || _step % VirtualPreparation.StepNanoseconds != 0)
        {
            throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"step {stepMilliseconds} ms: expected a multiple of 0.1 ms, the virtual preparation's"));
        }

        _preparation = preparation;
        for (var cell = 0; cell < CellCount; cell++)
        {
            _preparation.Apply(cell, 0, 0);
        }
    }

    /// <inheritdoc />
    public int CellCount => _preparation.ChannelCount;

    /// <inheritdoc />
    public void Read(Span<float> millivolts)
    {
        for (var cell = 0; cell < CellCount; cell++)
        {
            millivolts[cell] = (float)_preparation.Millivolts(cell);
        }
    }

    /// <inheritdoc />
    public bool TryTakeSpike(out int cell, out double steps)
    {
        while (_preparation.TryRead(_now, out var received))
        {
            if (received.Kind == InputKind.Spike)
            {
                (cell, steps) = (received.Channel, (received.TimeNanoseconds - _now) / (double)_step);
                return true;
            }
        }

        (cell, steps) = (0, 0);
        return false;
    }

    /// <inheritdoc />
    public void Step(ReadOnlySpan<float> nanoamperes)
    {
        for (var cell = 0; cell < CellCount; cell++)
        {
            _preparation.Apply(cell, nanoamperes[cell], _now);
        }

        _now += _step;

        // Nothing changes in it at this moment, but it goes on to it.
        _preparation.Apply(0, nanoamperes[0], _now);
    }

    /// <inheritdoc />
    public void EnterSafeState() => _preparation.EnterSafeState();
}
