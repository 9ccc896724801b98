using System.Globalization;

namespace Noble.Edge.Training;

/// <summary>A run's scalars for TensorBoard: <c>train/loss</c>, <c>train/learning_rate</c>, <c>validation/loss</c>, <c>validation/relative_l2</c>.</summary>
/// <remarks>A file for each start; one that begins at a later step takes the place of what the one before says of the steps that are run again.</remarks>
internal sealed class TensorBoardLog : IDisposable
{
    private readonly EventFile _file;

    public TensorBoardLog(string folder, long fromStep, TimeProvider time)
    {
        Directory.CreateDirectory(folder);

        // TensorBoard reads a folder's files in the order of their names.
        var second = time.GetUtcNow().ToUnixTimeSeconds();
        string path;
        do
        {
            path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{second++:d10}.noble-train"));
        }
        while (File.Exists(path));
        _file = new EventFile(path, fromStep, time);
    }

    public void Add(TrainingProgress progress)
    {
        if (progress.Step % TrainingCurve.Interval == 0 || progress.Step == progress.Steps)
        {
            _file.Scalar("train/loss", progress.Step, progress.Loss);
            _file.Scalar("train/learning_rate", progress.Step, progress.LearningRate);
        }

        if (progress.Validation is { } validation)
        {
            _file.Scalar("validation/loss", progress.Step, validation.Loss);
            _file.Scalar("validation/relative_l2", progress.Step, validation.RelativeL2);
        }
    }

    public void Dispose() => _file.Dispose();
}
