namespace Noble.Edge.Training;

/// <summary>Says beforehand how long a run takes, from a few of its steps.</summary>
public static class StepTiming
{
    private const int Steps = 5;

    /// <summary>Makes up to five steps.</summary>
    /// <param name="trainer">Given up afterwards: it has learned.</param>
    /// <returns>Time of a step; the first, in which libtorch sets itself up, counts only where there is no other.</returns>
    public static TimeSpan Measure(ModelTrainer trainer)
    {
        var (first, last, done) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        trainer.Run(
            progress =>
            {
                done++;
                first = done == 1 ? progress.Elapsed : first;
                last = progress.Elapsed;
            },
            () => done == Steps);
        return done > 1 ? (last - first) / (done - 1) : last;
    }
}
