using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Noble.Edge.Host.Tests;

/// <summary>The built program as a child process.</summary>
internal sealed partial class NobleEdge : IDisposable
{
    private const int TerminateSignal = 15;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private NobleEdge(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["NOBLE_EDGE_PAGE"] = "off"; // but where --page asks for one

        // A process that lives for a second spends most of it on code that is compiled in full and runs once.
        start.Environment["DOTNET_TieredCompilation"] = "1";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The executable.</summary>
    internal static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "noble-edge");

    internal string Output => Read(_output);

    internal string Error => Read(_error);

    internal int ExitCode
    {
        get
        {
            Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(60)), $"does not end; standard error: {Error}");
            _process.WaitForExit(); // and all its output
            return _process.ExitCode;
        }
    }

    /// <summary>Starts it and goes on.</summary>
    internal static NobleEdge Start(params string[] arguments) => new([Program, .. arguments]);

    /// <summary>Starts it by way of a program that changes what it may do, such as setpriv, and goes on.</summary>
    internal static NobleEdge StartThrough(string[] command, params string[] arguments) => new([.. command, Program, .. arguments]);

    /// <summary>Starts it in a terminal of this many columns, with more in its environment, and goes on; what the terminal gets is the output.</summary>
    internal static NobleEdge StartInTerminal(int columns, string environment, params string[] arguments) =>
        new(["script", "-qfec", $"stty cols {columns} rows 30; {environment} exec {string.Join(' ', [Program, .. arguments])}", "/dev/null"]);

    /// <summary>Starts it, gives it this input, and waits for its end.</summary>
    internal static (int ExitCode, string Output, string Error) RunWithInput(string input, params string[] arguments)
    {
        using var program = Start(arguments);
        program._process.StandardInput.Write(input);
        program._process.StandardInput.Close();
        var code = program.ExitCode;
        return (code, program.Output, program.Error);
    }

    internal static (int ExitCode, string Output, string Error) Run(params string[] arguments) => RunWithInput("", arguments);

    /// <summary>Asserts that this is the user's mistake: exit code 2, nothing on standard output, one line that says what.</summary>
    internal static void AssertMistake(string message, params string[] arguments)
    {
        var (code, output, error) = Run(arguments);
        Assert.Equal($"noble-edge: error: {message}\n", error);
        Assert.Equal((2, ""), (code, output));
    }

    /// <summary>Waits until standard output or error has this in it; 60 s at most.</summary>
    internal void WaitFor(string text)
    {
        var waited = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal) && !Error.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60) && !_process.HasExited, $"'{text}' does not come; standard error: {Error}");
            Thread.Yield();
        }
    }

    /// <summary>The port of the embedded broker, once it has said it.</summary>
    internal int BrokerPort()
    {
        WaitFor("mqtt://127.0.0.1:");
        var line = Error.Split("mqtt://127.0.0.1:")[1];
        return int.Parse(line.Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    internal void Terminate() => Signal(TerminateSignal);

    internal void Signal(int signal) => Assert.Equal(0, Signal(_process.Id, signal));

    internal void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(line).Append('\n');
            }
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
