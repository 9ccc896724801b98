namespace Noble.Edge.Training;

/// <summary>The same rate in every step.</summary>
/// <param name="rate">The rate.</param>
public sealed class ConstantSchedule(double rate) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double Rate(long step) => rate;
}
