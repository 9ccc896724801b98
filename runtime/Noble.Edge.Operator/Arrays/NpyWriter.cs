using System.Numerics;
using System.Runtime.InteropServices;

namespace Noble.Edge.Operator;

/// <summary>
/// Writes a .npy file row by row, for arrays that are larger than memory. The first axis grows with every append and
/// the header is put right by <see cref="Dispose"/>; a file whose writer never got there is refused by
/// <see cref="NpyFile.Read{T}"/>, because its header still says that it has no rows.
/// </summary>
/// <typeparam name="T">float, double, int or long.</typeparam>
public sealed class NpyWriter<T> : IDisposable
    where T : unmanaged, INumberBase<T>
{
    private const int HeaderBytes = 256; // room for any row count, so that the header can be rewritten in place

    private readonly ArrayElement _element = NpyFile.ElementOf<T>();
    private readonly int[] _shape;
    private readonly int _rowLength;
    private readonly FileStream _stream;

    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="rowShape">The shape of one row, all axes but the first; empty for one-dimensional data.</param>
    public NpyWriter(string path, params ReadOnlySpan<int> rowShape)
    {
        ArgumentNullException.ThrowIfNull(path);
        _rowLength = ArrayShape.Count(rowShape);
        ArgumentOutOfRangeException.ThrowIfZero(_rowLength, nameof(rowShape));
        _shape = [0, .. rowShape];
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        _stream.Write(NpyHeader.Format(_element, _shape, HeaderBytes));
    }

    /// <summary>Rows written so far.</summary>
    public int Rows => _shape[0];

    /// <summary>Appends one or more whole rows.</summary>
    public void Append(ReadOnlySpan<T> rows)
    {
        if (rows.Length % _rowLength != 0)
        {
            throw new ArgumentException($"expected a multiple of {_rowLength} elements, found {rows.Length}", nameof(rows));
        }

        _stream.Write(MemoryMarshal.AsBytes(rows));
        _shape[0] += rows.Length / _rowLength;
    }

    /// <summary>Writes the number of rows into the header and closes the file.</summary>
    public void Dispose()
    {
        if (_stream.CanWrite)
        {
            _stream.Position = 0;
            _stream.Write(NpyHeader.Format(_element, _shape, HeaderBytes));
            _stream.Dispose();
        }
    }
}
