namespace Noble.Edge.Neurons;

/// <summary>Frozen Ornstein-Uhlenbeck noise: low-passed Gaussian noise, the same for the same seed.</summary>
/// <remarks>
/// Drawn on a grid of <see cref="GridMilliseconds"/> that does not depend on the solver's step, and held over each interval of it.
/// On the grid the discretisation is exact (Gillespie 1996, Phys Rev E 54:2084):
/// x(0) = mean + sd N, x(k + 1) = mean + (x(k) − mean) ρ + sd √(1 − ρ²) N, ρ = exp(−grid/τ), N standard normal numbers from
/// <see cref="PortableNormal"/>, which rounds alike on every machine: so does the noise.
/// </remarks>
public sealed record OrnsteinUhlenbeckStimulus : TimedPiece
{
    // A solver step that divides the grid may meet a boundary of the grid a rounding too early.
    private const double Slack = 1e-9;

    /// <summary>Describes noise.</summary>
    /// <param name="meanNanoamperes">Mean, nA.</param>
    /// <param name="standardDeviationNanoamperes">Standard deviation over time, nA, 0 or more.</param>
    /// <param name="timeConstantMilliseconds">Time over which the autocorrelation falls to 1/e, ms, over 0.</param>
    /// <param name="seed">Seed.</param>
    public OrnsteinUhlenbeckStimulus(double meanNanoamperes, double standardDeviationNanoamperes, double timeConstantMilliseconds, long seed)
    {
        MeanNanoamperes = Finite(meanNanoamperes, "mean");
        StandardDeviationNanoamperes = standardDeviationNanoamperes >= 0
            ? Finite(standardDeviationNanoamperes, "sd")
            : throw new ArgumentOutOfRangeException(nameof(standardDeviationNanoamperes), standardDeviationNanoamperes, "sd: expected 0 or more");
        TimeConstantMilliseconds = Positive(timeConstantMilliseconds, "tau");
        Seed = seed;
    }

    /// <summary>Mean, nA.</summary>
    public double MeanNanoamperes { get; }

    /// <summary>Standard deviation over time, nA.</summary>
    public double StandardDeviationNanoamperes { get; }

    /// <summary>Time constant, ms.</summary>
    public double TimeConstantMilliseconds { get; }

    /// <summary>Seed.</summary>
    public long Seed { get; }

    /// <summary>Interval of the grid on which the noise is drawn, ms, over 0. Default 0.02.</summary>
    public double GridMilliseconds
    {
        get;
        init => field = Positive(value, "grid");
    }

    = 0.02;

    /// <inheritdoc/>
    public override long? NoiseSeed => Seed;

    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant(
        $"ou:mean={MeanNanoamperes},sd={StandardDeviationNanoamperes},tau={TimeConstantMilliseconds},seed={Seed},grid={GridMilliseconds},{TimeText}");

    /// <inheritdoc/>
    public override void AddTo(Span<double> current, double stepMilliseconds)
    {
        var path = new Path(this);
        for (var n = 0; n < current.Length; n++)
        {
            var time = (n + 0.5) * stepMilliseconds;
            if (time >= StartMilliseconds && time < EndMilliseconds)
            {
                current[n] += path.At(Index(time - DelayMilliseconds));
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Draws the noise from its start: use <see cref="AddTo"/> for a whole waveform.</remarks>
    protected override double Current(double milliseconds) => new Path(this).At(Index(milliseconds));

    private long Index(double milliseconds) => (long)Math.Floor((milliseconds / GridMilliseconds) + Slack);

    /// <summary>The noise from its start on, one value after the other.</summary>
    private sealed class Path
    {
        private readonly double _mean;
        private readonly double _keep;
        private readonly double _spread;
        private readonly PortableNormal _normal;
        private double _deviation;
        private long _at;

        public Path(OrnsteinUhlenbeckStimulus noise)
        {
            _mean = noise.MeanNanoamperes;
            _keep = PortableMath.Exp(-noise.GridMilliseconds / noise.TimeConstantMilliseconds);
            _spread = noise.StandardDeviationNanoamperes * Math.Sqrt(1 - (_keep * _keep));
            _normal = new PortableNormal(noise.Seed);
            _deviation = noise.StandardDeviationNanoamperes * _normal.Next();
        }

        public double At(long index)
        {
            for (; _at < index; _at++)
            {
                _deviation = (_deviation * _keep) + (_spread * _normal.Next());
            }

            return _mean + _deviation;
        }
    }
}
