using System.CommandLine;
using Noble.Edge.Host;
using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Tools;

/// <summary><c>noble-tools npy</c>: a recording as a folder of NumPy arrays.</summary>
internal static class NpyCommand
{
    private static readonly Argument<string> Recording = Files.Recording();
    private static readonly Option<string> Out = Arguments.Text("--out", "Folder of the arrays; made where there is none", "DIR", required: true);

    internal static Command Create()
    {
        var command = new Command("npy", "Write spikes, stimuli and inputs of a recording as NumPy arrays.") { Recording, Out };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed.GetRequiredValue(Recording), parsed.GetRequiredValue(Out))));
        return command;
    }

    private static int Run(string recording, string folder)
    {
        Files.Output("--out", folder);
        using var reader = RigLogReader.Open(recording);
        Directory.CreateDirectory(folder);
        using (var arrays = new RecordArrays(folder))
        {
            while (reader.TryRead(out var record))
            {
                arrays.Add(record);
            }
        }

        LogText.Warn(reader);
        Console.Out.WriteLine($"{folder}: {reader.Count(RigRecordKind.Spike)} spikes, {reader.Count(RigRecordKind.Stimulus)} stimuli, {reader.Count(RigRecordKind.Input)} inputs");
        return reader.DamageCount == 0 ? ExitCode.Done : throw new FailedException($"{recording}: {reader.DamageCount} place(s) of the recording are damaged; everything else was written");
    }
}
