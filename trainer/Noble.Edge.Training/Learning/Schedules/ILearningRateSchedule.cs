namespace Noble.Edge.Training;

/// <summary>The learning rate of each step.</summary>
public interface ILearningRateSchedule
{
    /// <summary>The rate of a step, counted from 0.</summary>
    public double Rate(long step);
}
