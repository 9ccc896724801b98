namespace Noble.Edge.Training;

/// <summary>Where a training run stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Training loss, averaged over about the last hundred steps.</param>
/// <param name="LearningRate">Of the last step.</param>
/// <param name="Elapsed">Wall time, earlier parts of a resumed run included.</param>
/// <param name="Remaining">At the pace since it was started or resumed.</param>
/// <param name="Validation">Of this step; null where none was due.</param>
public readonly record struct TrainingProgress(
    long Step, long Steps, double Loss, double LearningRate, TimeSpan Elapsed, TimeSpan Remaining, ValidationResult? Validation = null);
