using System.CommandLine;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge man</c>: the manual page, as roff, for whoever packages the program.</summary>
internal static class ManCommand
{
    internal static Command Create()
    {
        var command = new Command("man", "Print the manual page, to be read with man -l.");
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            Console.Out.Write(ManualPage.Write((RootCommand)parsed.RootCommandResult.Command));
            return ExitCode.Done;
        });
        return command;
    }
}
