using System.Diagnostics;
using System.Globalization;

namespace Noble.Edge.Rig.Tests;

/// <summary>A network namespace with one cable to this one: there the other side lives, and the cable can be pulled.</summary>
internal sealed class CutNetwork : IDisposable
{
    internal const string Program = "/usr/sbin/ip";

    private static readonly string Suffix = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    private readonly string _name = $"noble-{Suffix}";
    private readonly string _cable = $"nb{Suffix}";

    internal CutNetwork()
    {
        Do("netns", "add", _name);
        try
        {
            Do("link", "add", _cable, "type", "veth", "peer", "name", "far", "netns", _name);
            Do("addr", "add", $"{Here}/30", "dev", _cable);
            Do("link", "set", _cable, "up");

            // Where the cable is out nothing looks for another way: not through this machine's own network.
            Do("route", "add", "unreachable", $"{There}/32", "metric", "5000");
            Do("route", "add", $"{There}/32", "dev", _cable, "metric", "1");
            Do("-n", _name, "addr", "add", $"{There}/30", "dev", "far");
            Do("-n", _name, "link", "set", "far", "up");
            Do("-n", _name, "link", "set", "lo", "up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal static bool IsInstalled => File.Exists(Program);

    /// <summary>This side's address; the range is for documentation, nobody uses it.</summary>
    internal static string Here => "198.51.100.1";

    /// <summary>The other side's.</summary>
    internal static string There => "198.51.100.2";

    /// <summary>What starts a program on the other side.</summary>
    internal string[] Command => [Program, "netns", "exec", _name];

    /// <summary>The far end is pulled: what is sent is lost without a word.</summary>
    internal void PullFarEnd() => Do("-n", _name, "link", "set", "far", "down");

    /// <summary>And put back.</summary>
    internal void PlugFarEnd() => Do("-n", _name, "link", "set", "far", "up");

    /// <summary>The near end is pulled: the system knows that there is no way.</summary>
    internal void PullNearEnd() => Do("link", "set", _cable, "down");

    public void Dispose()
    {
        // The namespace would take the cable with it, but only some time later.
        Try("link", "delete", _cable);
        Try("route", "delete", "unreachable", $"{There}/32");
        Try("netns", "delete", _name);
    }

    internal static bool Try(params string[] arguments) => Run(arguments).Code == 0;

    private static void Do(params string[] arguments)
    {
        var (code, error) = Run(arguments);
        Assert.True(code == 0, $"ip {string.Join(' ', arguments)}: {error}");
    }

    private static (int Code, string Error) Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
