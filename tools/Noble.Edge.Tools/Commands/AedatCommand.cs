using System.CommandLine;
using Noble.Edge.Host;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Tools;

/// <summary><c>noble-tools aedat</c>: the spikes of a recording as address-events.</summary>
internal static class AedatCommand
{
    private const int Block = 4096;

    private static readonly Argument<string> Recording = Files.Recording();
    private static readonly Option<string> Out = Arguments.Text("--out", "The AEDAT file", "F.aedat", required: true);
    private static readonly Option<string> Version = Arguments.Text("--version", "3.1 (default): spike events; 4: polarity events, the neuron is the pixel", "3.1|4");
    private static readonly Option<int?> Width = Arguments.Whole("--width", "AEDAT 4: neurons in a row; default as many as make a square");

    internal static Command Create()
    {
        var command = new Command("aedat", "Write the spikes of a recording as AEDAT 3.1 or 4.") { Recording, Out, Version, Width };
        command.SetAction(parsed => Errors.Guard(() => Run(
            parsed.GetRequiredValue(Recording), parsed.GetRequiredValue(Out), parsed.GetValue(Version) ?? "3.1", parsed.GetValue(Width))));
        return command;
    }

    private static int Run(string recording, string path, string version, int? width)
    {
        Files.Output("--out", path);
        if (version is not ("3.1" or "4"))
        {
            throw new UserMistakeException($"--version '{version}': expected 3.1 or 4");
        }

        if (width is not null && (version != "4" || width is < 1 or > Aedat4Writer.MaximumSize))
        {
            throw new UserMistakeException($"--width {width}: expected 1 to {Aedat4Writer.MaximumSize}, with --version 4");
        }

        var survey = RecordingSurvey.Take(recording);
        using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        var source = $"{survey.Made.Model}, {survey.Made.Program}";
        long written, unwritable;
        if (version == "3.1")
        {
            var writer = new Aedat31Writer(file, source, survey.Made.StartUtc);
            written = Copy(survey, writer.Write);
            unwritable = writer.Unwritable;
        }
        else
        {
            var neurons = survey.HighestNeuron + 1;
            var across = width ?? Math.Max((int)Math.Ceiling(Math.Sqrt(neurons)), 1);
            var writer = new Aedat4Writer(file, across, Math.Clamp((neurons + across - 1) / across, 1, Aedat4Writer.MaximumSize), AedatCompression.Lz4, source, survey.Made.StartUtc);
            written = Copy(survey, writer.Write);
            writer.Complete();
            unwritable = writer.Unwritable;
        }

        Console.Out.WriteLine($"{path}: {written - unwritable} spikes");
        return unwritable == 0 ? Files.ExitCodeOf(survey) : throw new FailedException($"{path}: the format has no room for {unwritable} spikes");
    }

    private delegate void Writing(ReadOnlySpan<SpikeEvent> spikes);

    private static long Copy(RecordingSurvey survey, Writing write)
    {
        var block = new SpikeEvent[Block];
        var (used, written) = (0, 0L);
        foreach (var record in survey.Records())
        {
            if (record.Kind != RigRecordKind.Spike)
            {
                continue;
            }

            block[used++] = new SpikeEvent(record.TimeNanoseconds, record.Channel);
            if (used == block.Length)
            {
                write(block);
                (written, used) = (written + used, 0);
            }
        }

        write(block.AsSpan(0, used));
        return written + used;
    }
}
