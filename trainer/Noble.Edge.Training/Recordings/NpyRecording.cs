using System.Buffers.Binary;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Traces in a .npy file, shape [sample] or [trace, sample], float32 or float64, mV.</summary>
/// <remarks>Traces are read when they are asked for, so that a file may be larger than memory.</remarks>
public sealed class NpyRecording : Recording
{
    private readonly FileStream _file;
    private readonly NpyHeader _header;
    private readonly double _stepMilliseconds;

    private NpyRecording(FileStream file, NpyHeader header, double stepMilliseconds) =>
        (_file, _header, _stepMilliseconds) = (file, header, stepMilliseconds);

    /// <inheritdoc/>
    public override int SweepCount => _header.Shape is [var traces, _] ? traces : 1;

    /// <summary>Samples of a trace.</summary>
    public int SampleCount => _header.Shape[^1];

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stepMilliseconds">Step between samples, ms, over 0.</param>
    /// <exception cref="RecordingException">It is no such file.</exception>
    public static NpyRecording Open(string path, double stepMilliseconds)
    {
        try
        {
            var header = NpyHeader.Read(path);
            if (header.Element is not (ArrayElement.F32 or ArrayElement.F64) || header.Shape is not ([> 0] or [> 0, > 0]))
            {
                throw new RecordingException(
                    path, $"holds {header.Element} of shape ({string.Join(", ", header.Shape)}), expected float32 or float64 of shape [sample] or [trace, sample]");
            }

            var file = File.OpenRead(path);
            var expected = header.Shape.Aggregate((long)header.ElementSize, (bytes, axis) => bytes * axis);
            if (file.Length - header.DataOffset != expected)
            {
                var found = file.Length - header.DataOffset;
                file.Dispose();
                throw new RecordingException(path, $"is truncated: {expected} bytes of samples expected, {found} found");
            }

            return new NpyRecording(file, header, stepMilliseconds) { Path = path, Format = "NumPy array" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException(path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override RecordedSweep ReadSweep(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)SweepCount, nameof(index));
        var bytes = new byte[(long)SampleCount * _header.ElementSize];
        _file.Position = _header.DataOffset + (index * (long)bytes.Length);
        _file.ReadExactly(bytes);
        var voltage = new double[SampleCount];
        for (var i = 0; i < voltage.Length; i++)
        {
            voltage[i] = _header.Element == ArrayElement.F32
                ? BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)))
                : BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)));
        }

        var wrong = Array.FindIndex(voltage, v => !double.IsFinite(v));
        return wrong < 0
            ? new RecordedSweep { Index = index, VoltageMillivolts = voltage, StepMilliseconds = _stepMilliseconds }
            : throw new RecordingException(Path, $"has {voltage[wrong]} at trace {index}, sample {wrong}; expected a voltage in mV");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
