using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Noble.Edge.Operator;

/// <summary>Reads parts of the rows of a .npy file that is larger than memory: shape [column], a single row, or [row, column]; float32 or float64.</summary>
public sealed class NpyBlockReader : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly NpyHeader _header;

    /// <param name="path">The file.</param>
    /// <exception cref="ArrayFileException">The file is truncated or too long, or of another element type or number of axes.</exception>
    public NpyBlockReader(string path)
    {
        (_path, _header) = (path, NpyHeader.Read(path));
        if (_header.Element is not (ArrayElement.F32 or ArrayElement.F64) || _header.Shape.Length is not (1 or 2))
        {
            throw new ArrayFileException(path, null, "float32 or float64 with one axis or two", $"{_header.Element} of shape {ArrayShape.Text(_header.Shape)}");
        }

        (Rows, Columns) = (_header.Shape.Length == 1 ? 1 : _header.Shape[0], _header.Shape[^1]);
        _handle = File.OpenHandle(path);
        var (expected, found) = ((long)Rows * Columns * _header.ElementSize, RandomAccess.GetLength(_handle) - _header.DataOffset);
        if (expected != found)
        {
            _handle.Dispose();
            throw new ArrayFileException(path, null, $"{expected} bytes of data for shape {ArrayShape.Text(_header.Shape)}", $"{found} bytes");
        }
    }

    /// <summary>Number of rows; 1 where the file has one axis.</summary>
    public int Rows { get; }

    /// <summary>Elements in a row.</summary>
    public int Columns { get; }

    /// <summary>Reads a part of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Its first column.</param>
    /// <param name="values">Receives the elements; a float64 beyond float32 becomes infinite.</param>
    /// <exception cref="ArrayFileException">The file has become shorter.</exception>
    public void Read(int row, int first, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, Columns - first, nameof(values));
        var at = _header.DataOffset + ((((long)row * Columns) + first) * _header.ElementSize);
        if (_header.Element == ArrayElement.F32)
        {
            ReadBytes(MemoryMarshal.AsBytes(values), at);
            return;
        }

        var wide = ArrayPool<double>.Shared.Rent(values.Length);
        ReadBytes(MemoryMarshal.AsBytes(wide.AsSpan(0, values.Length)), at);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)wide[i];
        }

        ArrayPool<double>.Shared.Return(wide);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void ReadBytes(Span<byte> bytes, long at)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_handle, bytes, at);
            if (read == 0)
            {
                throw new ArrayFileException(_path, null, $"a byte at {at}", "the end");
            }

            bytes = bytes[read..];
            at += read;
        }
    }
}
