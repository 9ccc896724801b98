using System.Buffers.Binary;

namespace Noble.Edge.Neurons;

/// <summary>An Axon Binary Format 2 file (Clampex 10 and later, AxoScope): channels, sweeps in physical units, commands.</summary>
/// <remarks>
/// Layout as described at https://swharden.com/pyabf/abf2-file-format: a header of 512 bytes, then sections, each named
/// in the header by its first block of 512 bytes, the bytes of an entry and the number of entries. Everything is
/// little-endian. Sweeps are read when they are asked for. Whoever opens one disposes it.
/// </remarks>
public sealed partial class AxonFile : IDisposable
{
    /// <summary>Operation modes in which one sweep is the whole recording, and in which sweeps differ in length.</summary>
    private const int GapFree = 3, VariableLength = 1;

    private readonly AxonBytes _bytes;
    private readonly AxonSection _data;
    private readonly bool _isFloat;
    private readonly (long First, int Samples)[] _sweeps; // first value of the data section, samples of a channel

    private AxonFile(AxonBytes bytes)
    {
        _bytes = bytes;
        var header = ReadHeader(bytes);
        Version = $"{header[7]}.{header[6]}";
        _isFloat = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) switch
        {
            0 => false,
            1 => true,
            var other => throw new RecordingException(bytes.Path, $"is damaged: sample format {other}, expected 0 (16-bit) or 1 (float)"),
        };
        var protocol = Entry(header, 76, 126, "the protocol section");
        Mode = BinaryPrimitives.ReadInt16LittleEndian(protocol);
        StepMilliseconds = BinaryPrimitives.ReadSingleLittleEndian(protocol.AsSpan(2)) / 1000.0;
        if (!(StepMilliseconds is > 1e-6 and < 1e6))
        {
            throw new RecordingException(bytes.Path, $"is damaged: {StepMilliseconds} ms between samples");
        }

        var strings = ReadStrings(AxonBytes.Section(header, 220));
        Channels = ReadChannels(AxonBytes.Section(header, 92), protocol, strings);
        UserList = bytes.Entries(AxonBytes.Section(header, 172), 10, "the user list")
            .Where(list => BinaryPrimitives.ReadInt16LittleEndian(list.AsSpan(4)) > 0)
            .Select(list => Text(strings, BinaryPrimitives.ReadInt16LittleEndian(list.AsSpan(8))))
            .FirstOrDefault();
        Commands = ReadCommands(AxonBytes.Section(header, 108), AxonBytes.Section(header, 156), strings);
        Tags = ReadTags(AxonBytes.Section(header, 252), BinaryPrimitives.ReadSingleLittleEndian(protocol.AsSpan(14)));
        _data = AxonBytes.Section(header, 236);
        _sweeps = ReadSweeps(BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12)), AxonBytes.Section(header, 316));
    }

    /// <summary>Version of the format, as in <c>2.6</c>.</summary>
    public string Version { get; }

    /// <summary>Operation mode: 1 variable-length events, 2 fixed-length events, 3 gap-free, 4 oscilloscope, 5 episodic.</summary>
    public int Mode { get; }

    /// <summary>Step between samples of a channel, ms.</summary>
    public double StepMilliseconds { get; }

    /// <summary>Recorded channels.</summary>
    public IReadOnlyList<AxonChannel> Channels { get; }

    /// <summary>Output channels.</summary>
    public IReadOnlyList<AxonCommand> Commands { get; }

    /// <summary>Comments made during the recording: time in s, text.</summary>
    public IReadOnlyList<(double Seconds, string Text)> Tags { get; }

    /// <summary>Values of a user list that changes a parameter from sweep to sweep, then the commands here are not what was sent; null without one.</summary>
    public string? UserList { get; }

    /// <summary>Sweeps.</summary>
    public int SweepCount => _sweeps.Length;

    /// <summary>Opens a file and reads everything but its samples.</summary>
    /// <exception cref="RecordingException">It is no such file, or damaged.</exception>
    public static AxonFile Open(string path)
    {
        AxonBytes bytes;
        try
        {
            bytes = new AxonBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException(path, $"cannot be read: {e.Message}", e);
        }

        try
        {
            return new AxonFile(bytes);
        }
        catch (Exception e)
        {
            bytes.Dispose();
            if (e is IOException)
            {
                throw new RecordingException(path, $"cannot be read: {e.Message}", e);
            }

            throw;
        }
    }

    /// <summary>Samples of a channel in a sweep.</summary>
    public int SampleCount(int sweep) => _sweeps[sweep].Samples;

    /// <summary>Reads a sweep, shape [sample], in the channel's unit; sample k is at k · <see cref="StepMilliseconds"/>.</summary>
    /// <exception cref="RecordingException">The file ends before the sweep does.</exception>
    public double[] ReadSweep(int sweep, int channel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)channel, (uint)Channels.Count, nameof(channel));
        var (first, samples) = _sweeps[sweep];
        var width = _isFloat ? sizeof(float) : sizeof(short);
        var bytes = _bytes.Read(_data.Offset + (first * width), (long)samples * Channels.Count * width, $"sweep {sweep}");
        var values = new double[samples];
        var (gain, offset) = (Channels[channel].Gain, Channels[channel].Offset);
        for (var i = 0; i < samples; i++)
        {
            var at = bytes.AsSpan(((i * Channels.Count) + channel) * width);
            values[i] = _isFloat
                ? BinaryPrimitives.ReadSingleLittleEndian(at)
                : (BinaryPrimitives.ReadInt16LittleEndian(at) * gain) + offset;
        }

        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();
}
