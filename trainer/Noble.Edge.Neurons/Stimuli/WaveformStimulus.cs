namespace Noble.Edge.Neurons;

/// <summary>A recorded or computed waveform with a sample interval of its own.</summary>
/// <remarks>
/// It is on for samples · interval from its delay. Held, the current is that of the last sample; linear, it goes straight from sample
/// to sample and stands still after the last.
/// </remarks>
public sealed record WaveformStimulus : StimulusPiece
{
    // As in the noise: a time on the grid may fall a rounding short of its sample.
    private const double Slack = 1e-9;

    private readonly double[] _samples;

    /// <summary>Describes a waveform.</summary>
    /// <param name="name">Where it came from: the file, as the text form names it.</param>
    /// <param name="samplesNanoamperes">At least one finite sample, nA.</param>
    /// <param name="intervalMilliseconds">Sample interval, ms, over 0.</param>
    public WaveformStimulus(string name, IReadOnlyList<double> samplesNanoamperes, double intervalMilliseconds)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(samplesNanoamperes);
        Name = name;
        _samples = [.. samplesNanoamperes];
        if (_samples.Length == 0)
        {
            throw new ArgumentException("expected at least one sample", nameof(samplesNanoamperes));
        }

        if (Array.FindIndex(_samples, v => !double.IsFinite(v)) is >= 0 and var bad)
        {
            throw new ArgumentException($"sample {bad} is {_samples[bad]}; expected finite numbers", nameof(samplesNanoamperes));
        }

        IntervalMilliseconds = Positive(intervalMilliseconds, "dt");
    }

    /// <summary>Where it came from.</summary>
    public string Name { get; }

    /// <summary>Samples, nA, before <see cref="Scale"/>.</summary>
    public IReadOnlyList<double> SamplesNanoamperes => _samples;

    /// <summary>Sample interval, ms.</summary>
    public double IntervalMilliseconds { get; }

    /// <summary>Whether the current goes straight from sample to sample. Default false: held.</summary>
    public bool IsLinear { get; init; }

    /// <summary>Factor on the samples. Default 1.</summary>
    public double Scale
    {
        get;
        init => field = Finite(value, "scale");
    }

    = 1;

    /// <inheritdoc/>
    public override double OnMilliseconds => _samples.Length * IntervalMilliseconds;

    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant(
        $"npy:{Name},dt={IntervalMilliseconds},interpolation={(IsLinear ? "linear" : "hold")},scale={Scale},delay={DelayMilliseconds}");

    /// <inheritdoc/>
    protected override double Current(double milliseconds)
    {
        var position = milliseconds / IntervalMilliseconds;
        if (!IsLinear)
        {
            return Scale * _samples[Math.Min((int)(position + Slack), _samples.Length - 1)];
        }

        var at = Math.Min((int)position, _samples.Length - 1);
        var next = Math.Min(at + 1, _samples.Length - 1);
        return Scale * (_samples[at] + ((position - at) * (_samples[next] - _samples[at])));
    }
}
