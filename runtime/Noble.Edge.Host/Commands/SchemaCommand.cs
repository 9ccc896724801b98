using System.CommandLine;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge schema</c>: the JSON schema of a configuration, or its reference page.</summary>
internal static class SchemaCommand
{
    private static readonly Option<bool> Markdown = Arguments.Flag("--markdown", "The reference of every key, as Markdown");

    internal static Command Create()
    {
        var command = new Command("schema", "Print the JSON schema of a configuration.") { Markdown };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed.GetValue(Markdown))));
        return command;
    }

    private static int Run(bool asMarkdown)
    {
        if (asMarkdown)
        {
            Console.Out.Write(SchemaMarkdown.Of(RunSchema.Instance));
            return ExitCode.Done;
        }

        using var output = Console.OpenStandardOutput();
        output.Write(RunSchema.Instance.Text.Span);
        return ExitCode.Done;
    }
}
