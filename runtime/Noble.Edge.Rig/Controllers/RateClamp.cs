namespace Noble.Edge.Rig;

/// <summary>Holds the firing rate of a preparation with a current: a proportional-integral controller that does not wind up.</summary>
/// <remarks>
/// The rate is an exponential average over spikes. While the current is at its bound the integral takes back what the bound cut off
/// (back-calculation: K. J. Åström and T. Hägglund, PID Controllers, 1995), so that the clamp lets go as soon as the error turns.
/// </remarks>
public sealed class RateClamp : IController
{
    private readonly RateClampOptions _options;
    private readonly double _decay; // [1/s]
    private double _rate; // at _rateAt [Hz]
    private long _rateAt; // [ns]
    private long _lastTick; // [ns]
    private double _integral; // [nA]

    /// <param name="options">What is held, and how.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lowest current is not under the highest.</exception>
    public RateClamp(RateClampOptions options)
    {
        if (!(options.MinimumNanoamperes < options.MaximumNanoamperes))
        {
            throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"rate clamp current {options.MinimumNanoamperes} to {options.MaximumNanoamperes} nA: expected the lowest under the highest"));
        }

        _options = options;
        _decay = 1 / options.TimeConstant.TotalSeconds;
        TargetHertz = options.TargetHertz;
        _integral = Math.Clamp(0, options.MinimumNanoamperes, options.MaximumNanoamperes);
    }

    /// <inheritdoc />
    public string Name => _options.Name;

    /// <summary>Rate that is held [Hz].</summary>
    public double TargetHertz { get; private set; }

    /// <summary>Rate as estimated at the last tick [Hz].</summary>
    public double RateHertz => _rate;

    /// <summary>Current as asked for at the last tick [nA].</summary>
    public double Nanoamperes { get; private set; }

    /// <inheritdoc />
    public void OnInput(in InputEvent received, LoopActions actions)
    {
        if (received is { Kind: InputKind.Command, Channel: (int)RigCommand.Target } && received.Value >= 0 && double.IsFinite(received.Value))
        {
            TargetHertz = received.Value;
        }
        else if (_options.Spikes.Matches(received))
        {
            Decay(received.TimeNanoseconds);
            _rate += _decay;
        }
    }

    /// <inheritdoc />
    public void OnTick(LoopActions actions)
    {
        var now = actions.NowNanoseconds;
        Decay(now);
        var elapsed = (now - _lastTick) * 1e-9;
        _lastTick = now;
        var error = TargetHertz - _rate;
        _integral += _options.IntegralGain * error * elapsed;
        var wanted = (_options.ProportionalGain * error) + _integral;
        Nanoamperes = Math.Clamp(wanted, _options.MinimumNanoamperes, _options.MaximumNanoamperes);
        _integral += (Nanoamperes - wanted) * Math.Min(1, elapsed * _decay);
        actions.Stimulate(_options.Channel, Nanoamperes);
    }

    private void Decay(long now)
    {
        _rate *= Math.Exp(-(now - _rateAt) * 1e-9 * _decay);
        _rateAt = now;
    }
}
