using System.Diagnostics;

namespace Noble.Edge.Training;

/// <summary>A training run in its folder: logs, checkpoints, record.</summary>
public static class TrainingRun
{
    /// <summary>Trains until the last step or until it is told to stop; the folder then holds a checkpoint of where it is.</summary>
    /// <param name="folder">The run's folder, with its configuration in it.</param>
    /// <param name="dataFolder">The data set, for the record.</param>
    /// <param name="configuration">The run.</param>
    /// <param name="design">Its design.</param>
    /// <param name="trainer">At the start, or resumed.</param>
    /// <param name="time">Wall time of the logs.</param>
    /// <param name="onProgress">Called after every step.</param>
    /// <param name="shouldStop">Asked before every step.</param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number.</exception>
    public static void Execute(
        string folder,
        string dataFolder,
        TrainingConfiguration configuration,
        ModelDesign design,
        ModelTrainer trainer,
        TimeProvider time,
        Action<TrainingProgress> onProgress,
        Func<bool> shouldStop)
    {
        using var curve = RunFolder.Curve(folder, trainer.Step);
        using var events = RunFolder.Events(folder, trainer.Step, time);
        var interval = TimeSpan.FromMinutes(configuration.CheckpointMinutes);
        var saved = Stopwatch.StartNew();

        trainer.Run(Next, shouldStop);
        Save();

        void Next(TrainingProgress progress)
        {
            curve.Add(progress);
            events.Add(progress);
            if (configuration.KeepBest && progress.Validation is { IsBest: true })
            {
                trainer.SaveCheckpoint(folder, Checkpoint.Best);
            }

            if (saved.Elapsed > interval || (configuration.CheckpointSteps > 0 && progress.Step % configuration.CheckpointSteps == 0))
            {
                Save();
                saved.Restart();
            }

            onProgress(progress);
        }

        void Save()
        {
            trainer.SaveCheckpoint(folder);
            RunFolder.Finish(folder, dataFolder, trainer, design);
        }
    }
}
