namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>A test that builds the firmware's core for this machine; skipped, and said so, where gcc or make is missing.</summary>
public sealed class GccFactAttribute : FactAttribute
{
    public GccFactAttribute()
    {
        var missing = new[] { "gcc", "make" }.Where(program => !IsOnPath(program)).ToList();
        if (missing.Count > 0)
        {
            Skip = $"{string.Join(" and ", missing)} not found: the firmware's core was not built and not tested.";
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
