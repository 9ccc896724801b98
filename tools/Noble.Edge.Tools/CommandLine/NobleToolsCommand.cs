using System.CommandLine;
using System.CommandLine.Help;
using Noble.Edge.Host;

namespace Noble.Edge.Tools;

/// <summary>The command line: <c>noble-tools nwb | csv | npy | aedat | plot</c>.</summary>
internal static class NobleToolsCommand
{
    /// <summary>Parses and runs.</summary>
    /// <returns>The process's exit code: 0 done, 1 failed while running, 2 the user's mistake.</returns>
    internal static int Run(string[] arguments)
    {
        Errors.Program = "noble-tools";
        var root = Create();
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not ToolsHelp)
        {
            Errors.Say(NobleEdgeCommand.FirstError(parsed));
            return ExitCode.Mistake;
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Recordings of noble-edge as files that other programs open, and as pictures.")
        {
            NwbCommand.Create(),
            CsvCommand.Create(),
            NpyCommand.Create(),
            AedatCommand.Create(),
            PlotCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ToolsHelp((HelpAction)help.Action!);
        return root;
    }
}
