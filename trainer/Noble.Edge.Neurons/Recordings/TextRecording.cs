namespace Noble.Edge.Neurons;

/// <summary>Traces in a text file: a column of times and one or more of voltage, or voltage alone.</summary>
/// <remarks>
/// Columns are separated by commas, semicolons, tabs or spaces; lines that begin with #, % or // are
/// comments. A line of names before the numbers may give units, as in <c>time (s), voltage (mV), current (pA)</c>; without
/// it times are ms, voltages mV and every column after the first is a voltage.
/// </remarks>
public sealed class TextRecording : Recording
{
    /// <summary>Share of a sweep in which a command, other than a measured current, is where it began.</summary>
    private const double LeastQuietShare = 0.05;

    private readonly RecordedSweep[] _sweeps;

    private TextRecording(RecordedSweep[] sweeps) => _sweeps = sweeps;

    /// <inheritdoc/>
    public override int SweepCount => _sweeps.Length;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stepMilliseconds">Step between samples, ms, for a file without times; null for one that has them.</param>
    /// <exception cref="RecordingException">It cannot be read as such; the message names the line.</exception>
    public static TextRecording Open(string path, double? stepMilliseconds = null)
    {
        try
        {
            RefuseBinary(path);
            var table = TextTable.Read(path, File.ReadLines(path));
            return new TextRecording(Sweeps(table, stepMilliseconds))
            {
                Path = path,
                Format = "text",
                Notes = table.Notes,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException(path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override RecordedSweep ReadSweep(int index) => _sweeps[index];

    private static RecordedSweep[] Sweeps(TextTable table, double? stepMilliseconds)
    {
        var times = table.Times;
        if (times is null && stepMilliseconds is null)
        {
            throw new RecordingException(table.Path, "has no column of times: say the step between samples with --dt");
        }

        if (times is not null && stepMilliseconds is not null)
        {
            throw new RecordingException(table.Path, "has a column of times: leave out --dt");
        }

        var count = table.Voltages[0].Length;
        var step = stepMilliseconds ?? ((times![^1] - times[0]) / (count - 1));
        return [.. table.Voltages.Select((voltage, k) => new RecordedSweep
        {
            Index = k,
            VoltageMillivolts = voltage,
            StepMilliseconds = step,
            TimesMilliseconds = times,
            CurrentNanoamperes = table.Currents.Length == table.Voltages.Length ? table.Currents[k] : table.Currents.FirstOrDefault(),
        }).Select(WithStimulus)];
    }

    /// <summary>A current column shows the stimulus: from the first sample that differs from the first, to where it is back for good.</summary>
    /// <remarks>A measured current is never the same twice: then it tells neither when nor how much was sent.</remarks>
    private static RecordedSweep WithStimulus(RecordedSweep sweep)
    {
        if (sweep.CurrentNanoamperes is not { } current)
        {
            return sweep;
        }

        if (current.Count(level => level == current[0]) < LeastQuietShare * current.Length)
        {
            return sweep with { CurrentNanoamperes = null };
        }

        var start = Array.FindIndex(current, level => level != current[0]);
        var end = Array.FindLastIndex(current, level => level != current[0]) + 1;
        return start > 0 && end < current.Length
            ? sweep with { Stimulus = sweep.StimulusAt(sweep.Time(start), sweep.Time(end)) }
            : sweep;
    }

    private static void RefuseBinary(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4096];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read == 0)
        {
            throw new RecordingException(path, "is empty, expected a recording");
        }

        if (head[..read].Contains((byte)0))
        {
            throw new RecordingException(path, "is no text, no .npy file and no Axon Binary Format 2 file");
        }
    }
}
