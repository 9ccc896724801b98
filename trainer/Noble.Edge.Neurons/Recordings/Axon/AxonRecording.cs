using System.Globalization;

namespace Noble.Edge.Neurons;

/// <summary>A current-clamp recording in an Axon Binary Format 2 file, with the stimulus from its waveform table.</summary>
public sealed class AxonRecording : Recording
{
    private readonly AxonFile _file;
    private readonly int _channel;
    private readonly double _millivolts; // in a unit of the channel
    private readonly AxonCommand? _command;
    private readonly double _nanoamperes; // in a unit of the command

    private AxonRecording(AxonFile file, int channel, double millivolts, AxonCommand? command, double nanoamperes) =>
        (_file, _channel, _millivolts, _command, _nanoamperes) = (file, channel, millivolts, command, nanoamperes);

    /// <inheritdoc/>
    public override int SweepCount => _file.SweepCount;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channel">Name or number of the channel, from 0; null for the first of a voltage.</param>
    /// <exception cref="RecordingException">It is no such file, or damaged, or holds no voltage there.</exception>
    public static AxonRecording Open(string path, string? channel = null)
    {
        var file = AxonFile.Open(path);
        try
        {
            return Of(file, path, channel);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override RecordedSweep ReadSweep(int index)
    {
        var sweep = new RecordedSweep
        {
            Index = index,
            VoltageMillivolts = [.. _file.ReadSweep(index, _channel).Select(value => value * _millivolts)],
            StepMilliseconds = _file.StepMilliseconds,
        };
        if (_command is null)
        {
            return sweep;
        }

        var samples = sweep.VoltageMillivolts.Length;
        sweep = sweep with { CurrentNanoamperes = [.. _command.Waveform(index, samples).Select(level => level * _nanoamperes)] };
        if (_command.StimulusEpochs(SweepCount) is not { } epochs)
        {
            return sweep;
        }

        var (from, to) = _command.Samples(epochs.First, epochs.Last, index, samples);
        return to > from ? sweep with { Stimulus = sweep.StimulusAt(sweep.Time(from), to * sweep.StepMilliseconds) } : sweep;
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

    private static AxonRecording Of(AxonFile file, string path, string? wanted)
    {
        var (channel, note) = Choose(file, path, wanted);
        var notes = new List<string>(note is null ? [] : [note]);

        // The command of the same number drives the channel's electrode; a recording of one cell may have it elsewhere.
        var currents = file.Commands.Where(c => ElectricalUnit.Nanoamperes(c.Unit) is not null && c.Epochs.Count > 0).ToArray();
        var command = channel < file.Commands.Count && currents.Contains(file.Commands[channel]) ? file.Commands[channel] : currents.FirstOrDefault();
        if (command is not null && file.UserList is { } list)
        {
            notes.Add($"a user list ({list}) changes the protocol from sweep to sweep: the stimulus is not known");
            command = null;
        }
        else if (command is null && file.Commands.Any(c => c.IsFromFile))
        {
            notes.Add("the stimulus came from a waveform file: it is not known");
        }

        return new AxonRecording(
            file, channel, ElectricalUnit.Millivolts(file.Channels[channel].Unit)!.Value, command, ElectricalUnit.Nanoamperes(command?.Unit ?? "") ?? 0)
        {
            Path = path,
            Format = $"Axon Binary Format {file.Version}",
            Notes = notes,
        };
    }

    private static (int Channel, string? Note) Choose(AxonFile file, string path, string? wanted)
    {
        int[] voltages = [.. Enumerable.Range(0, file.Channels.Count).Where(i => ElectricalUnit.Millivolts(file.Channels[i].Unit) is not null)];
        var all = string.Join(", ", file.Channels.Select(c => $"'{c.Name}' in '{c.Unit}'"));
        if (voltages.Length == 0)
        {
            throw new RecordingException(path, $"has no voltage: channels {all}, expected one in mV, as of a current clamp");
        }

        if (wanted is null)
        {
            return (voltages[0], voltages.Length == 1 ? null : $"channel '{file.Channels[voltages[0]].Name}' is read, of {string.Join(", ", voltages.Select(i => $"'{file.Channels[i].Name}'"))}");
        }

        var named = Array.FindIndex(voltages, i => file.Channels[i].Name == wanted || i.ToString(CultureInfo.InvariantCulture) == wanted);
        return named >= 0
            ? (voltages[named], null)
            : throw new RecordingException(path, $"has no channel '{wanted}' of a voltage: channels {all}");
    }
}
