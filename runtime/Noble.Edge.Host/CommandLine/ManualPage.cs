using System.CommandLine;
using System.Reflection;
using System.Text;

namespace Noble.Edge.Host;

/// <summary>The manual page, made from the commands themselves: what <c>--help</c> says of each, in one place.</summary>
internal static class ManualPage
{
    /// <summary>The page as roff, for section 1.</summary>
    internal static string Write(RootCommand root)
    {
        var page = new StringBuilder();
        page.Append($".TH NOBLE\\-EDGE 1 \"\" \"noble\\-edge {Version()}\" \"Noble.Edge\"\n");
        Section(page, "NAME");
        Text(page, "noble-edge - live populations of NOBLE neurons");
        Section(page, "SYNOPSIS");
        page.Append(".B noble\\-edge\n.I COMMAND\n[\n.I OPTIONS\n]\n");
        Section(page, "DESCRIPTION");
        Text(page, root.Description!);
        Text(page, "A NOBLE model maps injected current and a neuron's latent features to its somatic voltage. noble-edge renders the voltage of a population, finds its spikes, and plays each at its moment on the ports of a rig.");
        Section(page, "COMMANDS");
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
        {
            Describe(page, command, command.Name);
        }

        Section(page, "EXIT STATUS");
        Entry(page, "0", "done");
        Entry(page, "1", "failed while running");
        Entry(page, "2", "the user's mistake: one line on standard error says what, where and what was expected");
        Section(page, "ENVIRONMENT");
        Entry(page, "NOBLE_EDGE_VECTORS", "auto, avx2 or avx512: the vectors to compute with (x86-64)");
        Entry(page, "NOBLE_EDGE_ONNXRUNTIME", "libonnxruntime.so or its folder, for --engine onnx");
        Section(page, "SIGNALS");
        Text(page, "The first SIGINT or SIGTERM ends a run in order, the second at once. SIGUSR1 is an emergency stop: every output goes to its safe state.");
        return page.ToString();
    }

    private static void Describe(StringBuilder page, Command command, string name)
    {
        page.Append($".SS {Roff(name + string.Concat(command.Arguments.Select(argument => $" {Placeholder(argument)}")))}\n");
        Text(page, command.Description!);
        foreach (var option in command.Options.Where(option => !option.Hidden))
        {
            Entry(page, $"{string.Join(", ", option.Aliases.Prepend(option.Name))}{(option.HelpName is { } value ? $" {value}" : "")}", option.Description ?? "");
        }

        foreach (var child in command.Subcommands.Where(child => !child.Hidden))
        {
            Describe(page, child, $"{name} {child.Name}");
        }

        // Those of a command with others below it are the same for all of them.
        if (command.Parents.First() is RootCommand && ExamplesHelp.Examples(command.Name).TrimEnd() is { Length: > 0 } examples)
        {
            page.Append($".PP\n.nf\n{string.Join('\n', examples.Split('\n').Select(Roff))}\n.fi\n");
        }
    }

    private static string Placeholder(Argument argument) => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name;

    private static void Section(StringBuilder page, string title) => page.Append($".SH {title}\n");

    private static void Text(StringBuilder page, string text) => page.Append($".PP\n{Roff(text)}\n");

    private static void Entry(StringBuilder page, string term, string text) => page.Append($".TP\n.B {Roff(term)}\n{Roff(text)}\n");

    // A line that begins with a dot or an apostrophe would be a request.
    private static string Roff(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? "\\&" + escaped : escaped;
    }

    private static string Version() =>
        typeof(ManualPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
