namespace Noble.Edge.Neurons;

/// <summary>Several stimuli at once, each with its own delay: their currents add.</summary>
public sealed record StimulusSum : Stimulus
{
    /// <summary>Joins stimuli.</summary>
    /// <param name="parts">At least one.</param>
    public StimulusSum(IReadOnlyList<Stimulus> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Parts = parts.Count > 0 ? [.. parts] : throw new ArgumentException("expected at least one stimulus", nameof(parts));
    }

    /// <summary>What is added.</summary>
    public IReadOnlyList<Stimulus> Parts { get; }

    /// <inheritdoc/>
    public override double StartMilliseconds => Parts.Min(p => p.StartMilliseconds);

    /// <inheritdoc/>
    public override double EndMilliseconds => Parts.Max(p => p.EndMilliseconds);

    /// <inheritdoc/>
    public override long? NoiseSeed => Parts.Select(p => p.NoiseSeed).FirstOrDefault(seed => seed is not null);

    /// <inheritdoc/>
    public override string Text => string.Join('+', Parts);

    /// <inheritdoc/>
    public override double At(double milliseconds) => Parts.Sum(p => p.At(milliseconds));

    /// <inheritdoc/>
    public override Stimulus Delayed(double milliseconds) => new StimulusSum([.. Parts.Select(p => p.Delayed(milliseconds))]);

    /// <inheritdoc/>
    public override void AddTo(Span<double> current, double stepMilliseconds)
    {
        foreach (var part in Parts)
        {
            part.AddTo(current, stepMilliseconds);
        }
    }
}
