namespace Noble.Edge.Rig;

/// <summary>Which rate is held, and how.</summary>
public sealed record RateClampOptions
{
    /// <summary>Name in reports; default <c>rate-clamp</c>.</summary>
    public string Name { get; init; } = "rate-clamp";

    /// <summary>Spikes that are counted; default all.</summary>
    public InputFilter Spikes { get; init; } = InputFilter.Spikes;

    /// <summary>Rate to hold, all counted spikes together [Hz], 0 or more; a command can change it (<see cref="RigCommand.Target"/>).</summary>
    public double TargetHertz
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"rate clamp target {value}: expected 0 Hz or more");
    }

    /// <summary>Stimulus channel; default 0.</summary>
    public int Channel { get; init; }

    /// <summary>Time constant of the rate's estimate; default 500 ms, range 10 ms to 60 s.</summary>
    public TimeSpan TimeConstant
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(10) && value <= TimeSpan.FromSeconds(60)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"rate clamp time constant {value.TotalMilliseconds} ms: expected 10 to 60000 ms");
    } = TimeSpan.FromMilliseconds(500);

    /// <summary>Proportional gain [nA/Hz]; default 0.001.</summary>
    public double ProportionalGain
    {
        get;
        init => field = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"rate clamp proportional gain {value}: expected a number of nA/Hz");
    } = 0.001;

    /// <summary>Integral gain [nA/(Hz s)]; default 0.005.</summary>
    public double IntegralGain
    {
        get;
        init => field = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"rate clamp integral gain {value}: expected a number of nA/(Hz s)");
    } = 0.005;

    /// <summary>Lowest current [nA]; default 0.</summary>
    public double MinimumNanoamperes { get; init; }

    /// <summary>Highest current [nA]; default 0.5, above the lowest.</summary>
    public double MaximumNanoamperes { get; init; } = 0.5;
}
