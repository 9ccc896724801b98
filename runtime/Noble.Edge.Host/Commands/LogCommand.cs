using System.CommandLine;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge log</c>: what is in a recording.</summary>
internal static class LogCommand
{
    private static readonly Argument<string> Recording = new("FILE") { Description = "Recording NAME.nobl; the files that continue it are read as well" };
    private static readonly Option<string> Kind = Arguments.Text("--kind", "Print records of these kinds: spikes, inputs, stimuli, limits, responses, safe-states, losses, or all", "KIND,...");
    private static readonly Option<string> From = Arguments.Text("--from", "Records from this time of the experiment on, as in 500ms, 10s, 5min", "TIME");
    private static readonly Option<string> To = Arguments.Text("--to", "Records before this time of the experiment", "TIME");
    private static readonly Option<int?> Channel = Arguments.Whole("--channel", "Records of this neuron, line, channel or response");
    private static readonly Option<string> Csv = Arguments.Text("--csv", "Write the records as CSV: time_ms,kind,detail,source,channel,value; - for standard output", "FILE");
    private static readonly Option<string> Spikes = Arguments.Text("--spikes", "Write the spikes that were played as CSV: neuron,time_ms", "FILE");
    private static readonly Option<bool> Config = Arguments.Flag("--config", "Print the configuration that was recorded, as JSON");

    internal static Command Create()
    {
        var command = new Command("log", "Print, filter and convert the recording of an experiment.") { Recording, Kind, From, To, Channel, Csv, Spikes, Config };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (path, csv, spikes) = (parsed.GetRequiredValue(Recording), parsed.GetValue(Csv), parsed.GetValue(Spikes));
        CheckOutput("--csv", csv);
        CheckOutput("--spikes", spikes);
        var filter = RecordFilter.Parse(parsed.GetValue(Kind), parsed.GetValue(From), parsed.GetValue(To), parsed.GetValue(Channel));
        using var reader = RigLogReader.Open(path);
        using var output = StandardOutput.Open();
        try
        {
            return Print(parsed, path, csv, spikes, filter, reader, output);
        }
        catch (IOException) when (output.ReaderHasGone)
        {
            return ExitCode.Done; // has seen enough
        }
    }

    private static int Print(ParseResult parsed, string path, string? csv, string? spikes, RecordFilter filter, RigLogReader reader, Stream output)
    {
        using var text = new StreamWriter(output, bufferSize: 65_536) { NewLine = "\n" };
        if (parsed.GetValue(Config))
        {
            text.WriteLine(LogText.Configuration(reader, path));
            return ExitCode.Done;
        }

        var isListed = filter.IsGiven && csv is null && spikes is null;
        var last = Convert(reader, filter, csv, spikes, isListed ? text : null, text);
        if (isListed || csv == "-")
        {
            LogText.Warn(reader);
        }
        else
        {
            LogText.Summary(reader, last, text);
        }

        text.Flush();
        return reader.DamageCount == 0 ? ExitCode.Done : throw new FailedException($"{path}: {reader.DamageCount} place(s) of the recording are damaged; everything else was read");
    }

    // Returns the time of the last record [ns].
    private static long Convert(RigLogReader reader, RecordFilter filter, string? csv, string? spikes, TextWriter? list, TextWriter output)
    {
        using var file = csv is not null and not "-" ? new StreamWriter(csv) { NewLine = "\n" } : null;
        using var spikeFile = spikes is not null ? new FileStream(spikes, FileMode.Create, FileAccess.Write) : null;
        var table = csv == "-" ? output : file;
        var spikeTable = spikeFile is not null ? new Noble.Edge.Spikes.SpikeCsvWriter(spikeFile) : null;
        table?.WriteLine(LogText.CsvHeader);
        var last = 0L;
        while (reader.TryRead(out var record))
        {
            last = Math.Max(last, record.TimeNanoseconds);
            if (!filter.Passes(record))
            {
                continue;
            }

            list?.WriteLine(LogText.Line(record));
            table?.WriteLine(LogText.CsvLine(record));
            if (record.Kind == RigRecordKind.Spike)
            {
                spikeTable?.Write(new Noble.Edge.Spikes.SpikeEvent(record.TimeNanoseconds, record.Channel));
            }
        }

        spikeTable?.Flush();
        return last;
    }

    // A slip of the finger must not cost a recording.
    private static void CheckOutput(string option, string? path)
    {
        if (path is not null && Path.GetExtension(path).Equals(".nobl", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserMistakeException($"{option} '{path}': has the name of a recording, expected a CSV file");
        }
    }
}
