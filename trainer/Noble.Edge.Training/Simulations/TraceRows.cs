using System.Buffers;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>An array [trace, sample] on the disk, float32 or float64, under a name of its own until it is whole.</summary>
internal sealed class TraceRows : IDisposable
{
    private readonly string _path;
    private readonly NpyRowFile<float>? _single;
    private readonly NpyRowFile<double>? _double;

    public TraceRows(string path, int rows, int samples, bool isDouble)
    {
        _path = path;

        // Killed between giving two files their names: this one has its own already.
        if (File.Exists(path) && !File.Exists(PartPath))
        {
            File.Move(path, PartPath);
        }

        if (isDouble)
        {
            _double = new NpyRowFile<double>(PartPath, rows, samples);
        }
        else
        {
            _single = new NpyRowFile<float>(PartPath, rows, samples);
        }
    }

    private string PartPath => _path + ".part";

    /// <summary>Writes one row. Safe from several threads at once.</summary>
    public void Write(int row, ReadOnlySpan<double> values)
    {
        if (_double is not null)
        {
            _double.Write(row, values);
            return;
        }

        var rounded = ArrayPool<float>.Shared.Rent(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            rounded[i] = (float)values[i];
        }

        _single!.Write(row, rounded.AsSpan(0, values.Length));
        ArrayPool<float>.Shared.Return(rounded);
    }

    public void Flush()
    {
        _single?.Flush();
        _double?.Flush();
    }

    /// <summary>Gives the file its name.</summary>
    public void Finish()
    {
        Dispose();
        File.Move(PartPath, _path, overwrite: true);
    }

    public void Dispose()
    {
        _single?.Dispose();
        _double?.Dispose();
    }
}
