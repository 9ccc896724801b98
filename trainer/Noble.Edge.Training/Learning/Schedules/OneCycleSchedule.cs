namespace Noble.Edge.Training;

/// <summary>The one-cycle learning rate of Smith and Topin (2019): a cosine up to the maximum, then a cosine down to nearly nothing.</summary>
/// <param name="maximum">Highest rate.</param>
/// <param name="totalSteps">Steps of the whole run.</param>
/// <param name="warmUpShare">Share of the steps that rise.</param>
public sealed class OneCycleSchedule(double maximum, long totalSteps, double warmUpShare = 0.15) : ILearningRateSchedule
{
    private const double StartDivisor = 25;
    private const double EndDivisor = 1e4;

    /// <inheritdoc/>
    public double Rate(long step)
    {
        var warmUp = Math.Max(1.0, warmUpShare * totalSteps);
        return step < warmUp
            ? Cosine(maximum / StartDivisor, maximum, step / warmUp)
            : Cosine(maximum, maximum / StartDivisor / EndDivisor, (step - warmUp) / Math.Max(1, totalSteps - warmUp));
    }

    private static double Cosine(double from, double to, double share) =>
        to + ((from - to) * (1 + Math.Cos(Math.PI * Math.Min(share, 1))) / 2);
}
