using System.CommandLine;
using System.CommandLine.Help;

namespace Noble.Edge.Host;

/// <summary>The command line: <c>noble-edge run | validate | schema | render | forward | prepare | inspect | selfcheck | watch | log | selftest | devices | bridge</c>.</summary>
internal static class NobleEdgeCommand
{
    /// <summary>Parses and runs.</summary>
    /// <returns>The process's exit code, see <see cref="ExitCode"/>.</returns>
    internal static int Run(string[] arguments)
    {
        var root = Create();
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not ExamplesHelp)
        {
            Errors.Say(FirstError(parsed));
            return ExitCode.Mistake;
        }

        // Signals and errors are this program's own business: see StopSignals and Errors.
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Live populations of NOBLE neurons: their spikes leave for the rig at their moments.")
        {
            RunCommand.Create(),
            ValidateCommand.Create(),
            SchemaCommand.Create(),
            RenderCommand.Create(),
            ForwardCommand.Create(),
            PrepareCommand.Create(),
            InspectCommand.Create(),
            BenchCommand.Create(),
            SelfCheckCommand.Create(),
            WatchCommand.Create(),
            GuardCommand.Create(),
            CommandCommand.Create(),
            NodeCommand.Create(),
            LogCommand.Create(),
            ReplayCommand.Create(),
            SelfTestCommand.Create(),
            DevicesCommand.Create(),
            BridgeCommand.Create(),
            ManCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelp((HelpAction)help.Action!);
        return root;
    }

    /// <summary>What was wrong with a command line: an option that does not exist is said to be one, whatever else the parser makes of it.</summary>
    internal static string FirstError(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var known = command.Options.Concat(command.Parents.SelectMany(parent => ((Command)parent).Options)).SelectMany(o => o.Aliases.Append(o.Name)).ToHashSet();
        var unknown = parsed.Tokens
            .Select(token => token.Value.Split('=')[0])
            .FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal) && value.Length > 2 && !known.Contains(value));
        var name = command is RootCommand ? Errors.Program : $"{Errors.Program} {command.Name}";
        if (unknown is not null)
        {
            return $"unknown option '{unknown}', see '{name} --help'";
        }

        return command is RootCommand && parsed.UnmatchedTokens is [var first, ..]
            ? $"unknown command '{first}', see '{name} --help'"
            : $"{parsed.Errors[0].Message.TrimEnd('.')}, see '{name} --help'";
    }
}
