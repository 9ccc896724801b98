namespace Noble.Edge.Tools.Tests;

/// <summary>The command line, in this process.</summary>
internal static class NobleTools
{
    internal static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var outputText = new StringWriter();
        using var errorText = new StringWriter();
        try
        {
            Console.SetOut(outputText);
            Console.SetError(errorText);
            return (NobleToolsCommand.Run(arguments), outputText.ToString(), errorText.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>Asserts that this is the user's mistake: exit code 2, nothing on standard output, one line that says what.</summary>
    internal static void AssertMistake(string message, params string[] arguments)
    {
        var (code, output, error) = Run(arguments);
        Assert.Equal($"noble-tools: error: {message}\n", error);
        Assert.Equal((2, ""), (code, output));
    }
}
