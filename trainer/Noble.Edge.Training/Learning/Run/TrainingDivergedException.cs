using System.Globalization;

namespace Noble.Edge.Training;

/// <summary>The loss became infinite or not a number.</summary>
public sealed class TrainingDivergedException(long step, double learningRate) : Exception(
    string.Create(CultureInfo.InvariantCulture, $"training diverged at step {step} with learning rate {learningRate:g3}; try a lower --learning-rate"));
