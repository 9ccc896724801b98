using System.Globalization;

namespace Noble.Edge.Training;

/// <summary>The training curve as CSV: step, seconds, smoothed loss, learning rate; a row every 20 steps.</summary>
public sealed class TrainingCurve : IDisposable
{
    private const int Interval = 20;
    private readonly StreamWriter _writer;

    internal TrainingCurve(string path, long fromStep)
    {
        var kept = File.Exists(path)
            ? File.ReadLines(path).Skip(1).Where(row => long.Parse(row.Split(',')[0], CultureInfo.InvariantCulture) <= fromStep).ToArray()
            : [];
        _writer = new StreamWriter(path, append: false);
        _writer.WriteLine("step,seconds,loss,learning_rate");
        foreach (var row in kept)
        {
            _writer.WriteLine(row);
        }
    }

    /// <summary>Adds a step, if its turn has come.</summary>
    public void Add(TrainingProgress progress)
    {
        if (progress.Step % Interval == 0 || progress.Step == progress.Steps)
        {
            _writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{progress.Step},{progress.Elapsed.TotalSeconds:f1},{progress.Loss:g6},{progress.LearningRate:g4}"));
            _writer.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
