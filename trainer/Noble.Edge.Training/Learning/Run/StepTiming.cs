namespace Noble.Edge.Training;

/// <summary>Says beforehand how long a run takes, from a few of its steps.</summary>
public static class StepTiming
{
    private const int Reports = 5; // one a step, on a GPU one of ten

    /// <summary>Makes a few steps.</summary>
    /// <param name="trainer">Given up afterwards: it has learned.</param>
    /// <returns>Time of a step; those before the first report, in which libtorch sets itself up, count only where there are no others.</returns>
    public static TimeSpan Measure(ModelTrainer trainer)
    {
        var reports = new List<TrainingProgress>();
        trainer.Run(reports.Add, () => reports.Count == Reports);
        var (first, last) = (reports[0], reports[^1]);
        return last.Step > first.Step ? (last.Elapsed - first.Elapsed) / (last.Step - first.Step) : last.Elapsed / last.Step;
    }
}
