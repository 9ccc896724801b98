using PureHDF;
using PureHDF.Selections;

namespace Noble.Edge.Tools;

/// <summary>A time series of known length whose values come one after another, and leave memory a block at a time.</summary>
/// <typeparam name="T">double, int or string.</typeparam>
internal sealed class NwbSeries<T> : INwbSeries
{
    private const int Block = 8192;

    private readonly T[] _values;
    private readonly double[] _times;
    private readonly H5Dataset<T[]> _data;
    private readonly H5Dataset<double[]> _timestamps;
    private readonly long _length;
    private long _written;
    private int _used;

    /// <param name="type">The schema's type.</param>
    /// <param name="length">Values in all.</param>
    /// <param name="unit">The schema's unit of the values.</param>
    /// <param name="conversion">Factor from the values to that unit; null where there is none.</param>
    /// <param name="continuity">The schema's word for it.</param>
    /// <param name="attributes">Of the group.</param>
    internal NwbSeries(string type, long length, string unit, double? conversion, string continuity, params (string Name, object Value)[] attributes)
    {
        _length = length;
        var room = (int)Math.Min(length, Block);
        (_values, _times) = (new T[room], new double[room]);
        _data = new H5Dataset<T[]>([(ulong)length]) { Attributes = new Dictionary<string, object> { ["unit"] = unit, ["continuity"] = continuity } };
        if (conversion is { } factor)
        {
            _data.Attributes["conversion"] = factor;
        }

        if (type == "AnnotationSeries")
        {
            _data.Attributes["resolution"] = -1.0f;
        }

        _timestamps = new H5Dataset<double[]>([(ulong)length]) { Attributes = new Dictionary<string, object> { ["unit"] = "seconds", ["interval"] = 1 } };
        Group = NwbTypes.Group(type, attributes);
        Group["data"] = _data;
        Group["timestamps"] = _timestamps;
    }

    /// <inheritdoc />
    public H5Group Group { get; }

    /// <summary>The next value.</summary>
    /// <param name="writer">The file's.</param>
    /// <param name="seconds">When.</param>
    /// <param name="value">What.</param>
    internal void Add(H5NativeWriter writer, double seconds, T value)
    {
        (_times[_used], _values[_used]) = (seconds, value);
        _used++;
        if (_used == _values.Length)
        {
            Flush(writer);
        }
    }

    /// <inheritdoc />
    public void Complete(H5NativeWriter writer)
    {
        Flush(writer);
        if (_written != _length)
        {
            throw new InvalidOperationException($"{_written} values written, expected {_length}");
        }
    }

    private void Flush(H5NativeWriter writer)
    {
        if (_used == 0)
        {
            return;
        }

        var selection = new HyperslabSelection(start: (ulong)_written, block: (ulong)_used);
        writer.Write(_data, _values[.._used], fileSelection: selection);
        writer.Write(_timestamps, _times[.._used], fileSelection: selection);
        _written += _used;
        _used = 0;
    }
}
