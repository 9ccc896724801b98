using System.CommandLine;
using Noble.Edge.Host;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Tools;

/// <summary><c>noble-tools csv</c>: a recording as a table of text.</summary>
internal static class CsvCommand
{
    private static readonly Argument<string> Recording = Files.Recording();
    private static readonly Option<string> Out = Arguments.Text("--out", "The table: neuron,time_ms", "F.csv", required: true);
    private static readonly Option<bool> Records = Arguments.Flag("--records", "Every record instead of the spikes: time_ms,kind,detail,source,channel,value");

    internal static Command Create()
    {
        var command = new Command("csv", "Write the spikes of a recording, or everything in it, as CSV.") { Recording, Out, Records };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed.GetRequiredValue(Recording), parsed.GetRequiredValue(Out), parsed.GetValue(Records))));
        return command;
    }

    private static int Run(string recording, string path, bool all)
    {
        Files.Output("--out", path);
        using var reader = RigLogReader.Open(recording);
        using var file = File.Create(path);
        var written = all ? WriteRecords(reader, file) : WriteSpikes(reader, file);
        LogText.Warn(reader);
        Console.Out.WriteLine($"{path}: {written} {(all ? "records" : "spikes")}");
        return reader.DamageCount == 0 ? ExitCode.Done : throw new FailedException($"{recording}: {reader.DamageCount} place(s) of the recording are damaged; everything else was written");
    }

    private static long WriteSpikes(RigLogReader reader, Stream file)
    {
        var writer = new SpikeCsvWriter(file);
        var written = 0L;
        while (reader.TryRead(out var record))
        {
            if (record.Kind == RigRecordKind.Spike)
            {
                writer.Write(new SpikeEvent(record.TimeNanoseconds, record.Channel));
                written++;
            }
        }

        writer.Flush();
        return written;
    }

    private static long WriteRecords(RigLogReader reader, Stream file)
    {
        using var text = new StreamWriter(file, bufferSize: 65_536) { NewLine = "\n" };
        text.WriteLine(LogText.CsvHeader);
        var written = 0L;
        while (reader.TryRead(out var record))
        {
            text.WriteLine(LogText.CsvLine(record));
            written++;
        }

        return written;
    }
}
