using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>One input of many neurons, read from a file block by block.</summary>
internal sealed class StreamingInput : IDisposable
{
    private readonly string _option;
    private readonly NpyBlockReader _file;
    private float[] _values = []; // [row, sample of the block]
    private int _length;

    /// <summary>Opens the file.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file.</param>
    /// <param name="neurons">Neurons that there are.</param>
    /// <exception cref="UserMistakeException">It has another number of neurons, or no sample.</exception>
    internal StreamingInput(string option, string path, int neurons)
    {
        (_option, _file) = (option, new NpyBlockReader(path));
        if ((_file.Rows != neurons && _file.Rows != 1) || _file.Columns == 0)
        {
            _file.Dispose();
            throw new UserMistakeException($"{option} {path}: {_file.Rows} neurons of {_file.Columns} samples, expected 1 or {neurons} neurons and at least a sample");
        }
    }

    /// <summary>Samples of the whole file.</summary>
    internal int Samples => _file.Columns;

    /// <summary>Reads the next block.</summary>
    /// <param name="first">Its first sample.</param>
    /// <param name="length">Its samples.</param>
    internal void Read(int first, int length)
    {
        _length = length;
        if (_values.Length < _file.Rows * length)
        {
            _values = new float[_file.Rows * length];
        }

        for (var row = 0; row < _file.Rows; row++)
        {
            _file.Read(row, first, _values.AsSpan(row * length, length));
        }
    }

    /// <summary>Refuses values that are less than 0.</summary>
    /// <exception cref="UserMistakeException">There is one.</exception>
    internal void CheckNotNegative(int first)
    {
        var index = _values.AsSpan(0, _file.Rows * _length).IndexOfAnyInRange(float.NegativeInfinity, -float.Epsilon);
        if (index >= 0)
        {
            throw new UserMistakeException(FormattableString.Invariant($"{_option}: {_values[index]} uS at sample {first + (index % _length)} of neuron {index / _length}, expected 0 or more"));
        }
    }

    /// <summary>The value of a neuron at a sample of the block.</summary>
    internal float this[int neuron, int sample] => _values[((_file.Rows == 1 ? 0 : neuron) * _length) + sample];

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
