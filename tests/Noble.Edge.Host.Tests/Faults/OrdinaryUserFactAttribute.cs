namespace Noble.Edge.Host.Tests;

/// <summary>A test that runs the program as a user without rights; skipped, and said so, where that cannot be arranged.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OrdinaryUserFactAttribute : FactAttribute
{
    private const string Limits = "/usr/bin/prlimit";
    private const string Privileges = "/usr/bin/setpriv";

    /// <summary>Skips where the programs are missing.</summary>
    public OrdinaryUserFactAttribute()
    {
        if (!File.Exists(Limits) || !File.Exists(Privileges))
        {
            Skip = $"{Limits} and {Privileges} are not both installed: apt-get install util-linux";
        }
        else if (Environment.UserName == "root" && !IsOpenToAll(AppContext.BaseDirectory))
        {
            Skip = $"another user may not read {AppContext.BaseDirectory}";
        }
    }

    /// <summary>What starts a program as an ordinary user: nobody where this is root, with no real-time priority and no locked memory.</summary>
    internal static string[] Command =>
    [
        Limits, "--rtprio=0:0", "--memlock=0:0", .. Environment.UserName == "root" ? [Privileges, "--reuid=65534", "--regid=65534", "--clear-groups"] : Array.Empty<string>(),
    ];

    private static bool IsOpenToAll(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if ((folder.UnixFileMode & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
