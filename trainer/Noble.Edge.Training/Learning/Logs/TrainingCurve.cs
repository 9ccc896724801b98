using System.Globalization;

namespace Noble.Edge.Training;

/// <summary>
/// The training curve as CSV: step, seconds, smoothed loss, learning rate, and the validation's loss and relative L2 where one was due; a row every 20
/// steps and with every validation.
/// </summary>
public sealed class TrainingCurve : IDisposable
{
    internal const int Interval = 20;
    private const int Columns = 6;
    private readonly StreamWriter _writer;

    internal TrainingCurve(string path, long fromStep)
    {
        var kept = File.Exists(path) ? Rows(path).Where(row => long.Parse(row.Split(',')[0], CultureInfo.InvariantCulture) <= fromStep).ToArray() : [];

        // Beside the old file, so that a kill leaves one of the two.
        File.WriteAllLines(path + ".tmp", ["step,seconds,loss,learning_rate,validation_loss,validation_relative_l2", .. kept]);
        File.Move(path + ".tmp", path, overwrite: true);
        _writer = new StreamWriter(path, append: true);
    }

    /// <summary>Adds a step, if its turn has come.</summary>
    public void Add(TrainingProgress progress)
    {
        if (progress.Step % Interval == 0 || progress.Step == progress.Steps || progress.Validation is not null)
        {
            var validation = progress.Validation is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v.Loss:g6},{v.RelativeL2:g6}") : ",";
            _writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{progress.Step},{progress.Elapsed.TotalSeconds:f1},{progress.Loss:g6},{progress.LearningRate:g4},{validation}"));
            _writer.Flush();
        }
    }

    /// <summary>Reads a curve; NaN where a row has no value.</summary>
    /// <returns>[row][column], columns as in the file.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static double[][] Read(string path) =>
        [.. Rows(path).Select(row => row.Split(',').Select(cell => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    // A row that a kill cut short is left out; one of an earlier version has no validation.
    private static IEnumerable<string> Rows(string path) => File.ReadLines(path).Skip(1)
        .Select(row => row.Count(c => c == ',') == 3 ? row + ",," : row)
        .Where(row => row.Count(c => c == ',') == Columns - 1);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
