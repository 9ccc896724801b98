namespace Noble.Edge.Rig;

/// <summary>
/// A preparation behind the safety box: what is sent is held to the limits, step by step, and from the safe state on nothing is sent. The limits
/// are those of <see cref="ClosedLoop"/>, where each step is a tick; time is that of the steps.
/// </summary>
public sealed class GuardedPreparation : IClampedPreparation
{
    private readonly IClampedPreparation _inner;
    private readonly ChannelGuard[] _guards; // [cell]
    private readonly float[] _sent; // [cell], nA
    private readonly long[] _hits = new long[5]; // [limit]
    private readonly long _step; // [ns]
    private long _now; // [ns]
    private bool _isSafe;

    /// <summary>Puts the box around a preparation.</summary>
    /// <param name="inner">The preparation.</param>
    /// <param name="limits">What each cell gets at most.</param>
    /// <param name="stepMilliseconds">Step, 0.01 to 100 ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limits allow no current, or the step is none.</exception>
    public GuardedPreparation(IClampedPreparation inner, SafetyLimits limits, double stepMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(limits);
        limits.Check(inner.CellCount);
        if (!(stepMilliseconds is >= 0.01 and <= 100))
        {
            throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"step {stepMilliseconds} ms: expected 0.01 to 100 ms"));
        }

        _inner = inner;
        _step = (long)Math.Round(stepMilliseconds * 1e6);
        _guards = [.. Enumerable.Range(0, inner.CellCount).Select(_ => new ChannelGuard(limits, _step))];
        _sent = new float[inner.CellCount];
    }

    /// <inheritdoc />
    public int CellCount => _guards.Length;

    /// <summary>What was sent in the last step, shape [cell], nA.</summary>
    public ReadOnlySpan<float> Sent => _sent;

    /// <summary>Steps of cells in which a limit changed the current.</summary>
    public long LimitHits(LimitKind limit) => _hits[(int)limit];

    /// <inheritdoc />
    public void Read(Span<float> millivolts) => _inner.Read(millivolts);

    /// <inheritdoc />
    public bool TryTakeSpike(out int cell, out double steps) => _inner.TryTakeSpike(out cell, out steps);

    /// <inheritdoc />
    public void Step(ReadOnlySpan<float> nanoamperes)
    {
        for (var cell = 0; cell < _guards.Length; cell++)
        {
            _sent[cell] = _isSafe ? 0 : (float)Guard(_guards[cell], nanoamperes[cell]);
        }

        _now += _step;
        _inner.Step(_sent);
    }

    /// <inheritdoc />
    public void EnterSafeState()
    {
        _isSafe = true;
        Array.Clear(_sent);
        foreach (var guard in _guards)
        {
            guard.Cut(_now);
        }

        _inner.EnterSafeState();
    }

    private double Guard(ChannelGuard guard, double wanted)
    {
        guard.Tick(_now, out var atTick);
        var allowed = guard.Ask(_now, wanted, out var atAsk);
        var hit = atAsk != 0 ? atAsk : atTick;
        _hits[(int)hit] += hit == 0 ? 0 : 1;
        return allowed;
    }
}
