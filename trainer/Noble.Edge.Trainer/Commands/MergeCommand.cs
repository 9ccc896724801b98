using System.CommandLine;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train merge</c>: the shards of a simulation as one folder.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("shards") { Description = "Folders of all shards, in any order", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out") { Description = "New folder for all traces", Required = true };
        var command = new Command(
            "merge",
            """
            Joins the shards of a simulation: the same bytes as one run without --shard would have written. Refuses shards that are
            unfinished, missing, there twice, or of different simulations. The shards are left as they are.

            Examples:
              noble-train merge --out set/all set/shard-*
            """)
        { folders, output };
        command.SetAction(parsed =>
        {
            using var interrupt = new Interrupt();
            var line = new ProgressLine();
            var traces = ShardMerge.Run(
                parsed.GetValue(folders)!,
                parsed.GetValue(output)!,
                (done, all) => line.Show(() => $"merge {ProgressLine.Bar(done / (double)all)} {done}/{all}", done == all),
                interrupt.Token);
            Console.WriteLine($"{traces} traces in {parsed.GetValue(output)}");
        });
        return command;
    }
}
