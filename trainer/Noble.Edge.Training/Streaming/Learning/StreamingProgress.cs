namespace Noble.Edge.Training;

/// <summary>Where a run stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps of the run.</param>
/// <param name="VoltageLoss">Mean loss of the voltage in the last round, mV.</param>
/// <param name="HazardLoss">Mean negative log likelihood in the last round, nat/ms.</param>
/// <param name="LearningRate">Of the next step.</param>
/// <param name="Elapsed">Wall time so far.</param>
public readonly record struct StreamingProgress(long Step, long Steps, double VoltageLoss, double HazardLoss, double LearningRate, TimeSpan Elapsed)
{
    /// <summary>Wall time to the end, at the pace so far.</summary>
    public TimeSpan Remaining => Step > 0 ? Elapsed * ((Steps - Step) / (double)Step) : TimeSpan.Zero;
}
