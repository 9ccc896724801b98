namespace Noble.Edge.Training;

/// <summary>A straight line up to the maximum, then half a cosine down to a share of it (Loshchilov and Hutter 2017, without restarts).</summary>
/// <param name="maximum">Highest rate.</param>
/// <param name="totalSteps">Steps of the whole run.</param>
/// <param name="warmUpShare">Share of the steps that rise; 0 for none.</param>
/// <param name="endShare">The last rate, as a share of the maximum.</param>
public sealed class CosineSchedule(double maximum, long totalSteps, double warmUpShare, double endShare) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double Rate(long step)
    {
        var warmUp = warmUpShare * totalSteps;
        if (step < warmUp)
        {
            return maximum * (step + 1) / (warmUp + 1);
        }

        var share = Math.Min(1, (step - warmUp) / Math.Max(1, totalSteps - 1 - warmUp));
        return maximum * (endShare + ((1 - endShare) * (1 + Math.Cos(Math.PI * share)) / 2));
    }
}
