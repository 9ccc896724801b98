namespace Noble.Edge.Rig;

/// <summary>Holds one stimulus channel to the limits. All times are the loop's own [ns], and they never go back.</summary>
/// <remarks>
/// Charge is kept in ticks: what flowed in each tick of the window, and in the one that runs. A current is allowed only if it may flow for
/// two more ticks without the window's sum going over the limit, and is looked at again at each tick: the limit holds at every moment as
/// long as no tick comes more than a tick late.
/// </remarks>
internal sealed class ChannelGuard
{
    private const double AttocoulombsPerPicocoulomb = 1e6; // 1 nA for 1 ns is 1 aC

    private readonly SafetyLimits _limits;
    private readonly long _tick; // [ns]
    private readonly double _mostCharge; // [aC]
    private readonly long[] _charge; // a ring of ticks, each rounded up [aC]: whole numbers, so that the sum never drifts
    private readonly long[] _onsets; // a ring of the last stimuli's times [ns]
    private int _place; // of the tick that runs, in the ring
    private int _onset;
    private long _windowCharge; // of all ticks in the ring [aC]
    private long _since; // the present current flows since then [ns]
    private long _slewFrom; // what the slew allows counts from then [ns]
    private bool _saidSlew;
    private bool _saidCharge;

    internal ChannelGuard(SafetyLimits limits, long tickNanoseconds)
    {
        (_limits, _tick) = (limits, tickNanoseconds);
        _mostCharge = limits.ChargePicocoulombs * AttocoulombsPerPicocoulomb;
        _charge = new long[double.IsPositiveInfinity(_mostCharge) ? 1 : checked((int)(limits.ChargeWindow.Ticks * 100 / tickNanoseconds) + 2)];
        _onsets = new long[limits.StimuliPerSecond];
        Array.Fill(_onsets, long.MinValue / 2);
        _slewFrom = -tickNanoseconds;
    }

    /// <summary>What flows [nA].</summary>
    internal double Output { get; private set; }

    /// <summary>What was last asked for, within the limits of current and rate [nA].</summary>
    internal double Target { get; private set; }

    /// <summary>Charge of the window up to a moment [pC].</summary>
    internal double ChargePicocoulombs(long now) => (_windowCharge + Flow(now)) / AttocoulombsPerPicocoulomb;

    /// <summary>A new current is asked for.</summary>
    /// <param name="now">When [ns].</param>
    /// <param name="nanoamperes">The current; what is not a number counts as none.</param>
    /// <param name="hit">The limit that changed it, or 0.</param>
    /// <returns>What may flow from now on [nA].</returns>
    internal double Ask(long now, double nanoamperes, out LimitKind hit)
    {
        hit = 0;
        var target = double.IsNaN(nanoamperes) ? 0 : Math.Clamp(nanoamperes, _limits.MinimumNanoamperes, _limits.MaximumNanoamperes);
        if (target != nanoamperes)
        {
            hit = LimitKind.Current;
        }

        if (target != 0 && Math.Sign(target) != Math.Sign(Target) && !TakeOnset(now))
        {
            hit = LimitKind.Rate;
            target = 0;
        }

        Target = target;
        (_saidSlew, _saidCharge) = (false, false);
        return Move(now, ref hit);
    }

    /// <summary>A tick of the loop: the window moves on, a ramp goes on, the charge is looked at again.</summary>
    internal double Tick(long now, out LimitKind hit)
    {
        hit = 0;
        Settle(now);
        _place = _place + 1 == _charge.Length ? 0 : _place + 1;
        _windowCharge -= _charge[_place];
        _charge[_place] = 0;
        return Move(now, ref hit);
    }

    /// <summary>Nothing flows any more.</summary>
    internal void Cut(long now)
    {
        Settle(now);
        (Output, Target) = (0, 0);
    }

    private double Move(long now, ref LimitKind hit)
    {
        Settle(now);
        var next = Target;

        // Towards no current there is no limit: that is always the safe side.
        var from = Math.Sign(next) == Math.Sign(Output) ? Output : 0;
        var most = _limits.SlewNanoamperesPerMillisecond * Math.Min(now - _slewFrom, _tick) * 1e-6;
        if (Math.Abs(next) > Math.Abs(from) && Math.Abs(next - from) > most)
        {
            next = from + Math.CopySign(most, next);
            hit = _saidSlew ? hit : LimitKind.Slew;
            _saidSlew = true;
        }

        if (next != 0 && _windowCharge + (Math.Abs(next) * 2 * _tick) > _mostCharge)
        {
            next = 0;
            hit = _saidCharge ? hit : LimitKind.Charge;
            _saidCharge = true;
        }

        _slewFrom = now;
        Output = next;
        return next;
    }

    private bool TakeOnset(long now)
    {
        if (now - _onsets[_onset] < 1_000_000_000)
        {
            return false;
        }

        _onsets[_onset] = now;
        _onset = _onset + 1 == _onsets.Length ? 0 : _onset + 1;
        return true;
    }

    private long Flow(long now) => (long)Math.Ceiling(Math.Abs(Output) * (now - _since));

    private void Settle(long now)
    {
        var flown = Flow(now);
        _charge[_place] += flown;
        _windowCharge += flown;
        _since = now;
    }
}
