using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Noble.Edge.Operator;

/// <summary>
/// Writes a float32 .npy file of shape [row, column] in parts of rows, in any order, for arrays that are larger than memory. The file has another name
/// until <see cref="Complete"/>: one of this name is whole.
/// </summary>
public sealed class NpyBlockWriter : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly int _dataOffset;
    private bool _complete;

    /// <param name="path">The file; an existing one is replaced in the end.</param>
    /// <param name="rows">Number of rows, 1 or more.</param>
    /// <param name="columns">Elements in a row, 1 or more.</param>
    /// <exception cref="IOException">There is no room for it.</exception>
    public NpyBlockWriter(string path, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (_path, Rows, Columns) = (path, rows, columns);
        var header = NpyHeader.Format(ArrayElement.F32, [rows, columns]);
        _dataOffset = header.Length;
        _handle = File.OpenHandle(Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, header.Length + ((long)rows * columns * sizeof(float)));
        RandomAccess.Write(_handle, header, 0);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Elements in a row.</summary>
    public int Columns { get; }

    private string Unfinished => _path + ".new";

    /// <summary>Writes a part of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Its first column.</param>
    /// <param name="values">The elements.</param>
    public void Write(int row, int first, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, Columns - first, nameof(values));
        RandomAccess.Write(_handle, MemoryMarshal.AsBytes(values), _dataOffset + ((((long)row * Columns) + first) * sizeof(float)));
    }

    /// <summary>Gives the file its name; all parts have been written.</summary>
    public void Complete()
    {
        _complete = true;
        _handle.Dispose();
        File.Move(Unfinished, _path, overwrite: true);
    }

    /// <summary>Closes the file, and deletes it where it is not complete.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        if (!_complete)
        {
            File.Delete(Unfinished);
        }
    }
}
