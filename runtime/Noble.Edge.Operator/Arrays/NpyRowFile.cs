using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Noble.Edge.Operator;

/// <summary>
/// A two-dimensional .npy file of known size whose rows are written in any order, from several threads at once. It is a whole .npy file
/// from the start; rows not yet written are zero.
/// </summary>
/// <typeparam name="T">float, double, int or long.</typeparam>
public sealed class NpyRowFile<T> : IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly SafeFileHandle _handle;
    private readonly long _dataAt;

    /// <summary>Opens a file that an earlier run left, or makes one with all its disk space.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Number of rows, 1 or more.</param>
    /// <param name="rowLength">Elements in a row, 1 or more.</param>
    /// <exception cref="ArrayFileException">There is a file of another size or kind.</exception>
    /// <exception cref="IOException">There is no room for it.</exception>
    public NpyRowFile(string path, int rows, int rowLength)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowLength, 1);
        byte[] header = NpyHeader.Format(NpyFile.ElementOf<T>(), [rows, rowLength]);
        long bytes = header.Length + ((long)rows * rowLength * Marshal.SizeOf<T>());
        if (!File.Exists(path))
        {
            // Under another name until it has its size and header: a file of this name is whole or absent.
            string unfinished = path + ".new";
            using (SafeFileHandle fresh = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, bytes))
            {
                RandomAccess.SetLength(fresh, bytes);
                RandomAccess.Write(fresh, header, 0);
            }

            File.Move(unfinished, path);
        }

        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        byte[] found = new byte[header.Length];
        if (RandomAccess.GetLength(_handle) != bytes || RandomAccess.Read(_handle, found, 0) != found.Length || !found.AsSpan().SequenceEqual(header))
        {
            long length = RandomAccess.GetLength(_handle);
            _handle.Dispose();
            throw new ArrayFileException(path, null, $"{bytes} bytes with a header for shape ({rows}, {rowLength})", $"another file of {length} bytes");
        }

        (_dataAt, Rows, RowLength) = (header.Length, rows, rowLength);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Elements in a row.</summary>
    public int RowLength { get; }

    /// <summary>Writes one row. Safe from several threads at once.</summary>
    public void Write(int row, ReadOnlySpan<T> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        if (values.Length != RowLength)
        {
            throw new ArgumentException($"expected {RowLength} elements, found {values.Length}", nameof(values));
        }

        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        RandomAccess.Write(_handle, bytes, _dataAt + ((long)row * bytes.Length));
    }

    /// <summary>Waits until everything written is on the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
