using System.Globalization;

namespace Noble.Edge.Rig.Tests;

/// <summary>A test that mounts a small disk, which needs the right to; what it tests is done in memory as well.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    private const int SystemAdministration = 21; // CAP_SYS_ADMIN, capabilities(7)

    /// <summary>Skips where this process may not mount.</summary>
    public MountFactAttribute()
    {
        const string Key = "CapEff:";
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith(Key, StringComparison.Ordinal));
        if ((ulong.Parse(line.AsSpan(Key.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> SystemAdministration & 1) == 0)
        {
            Skip = "this process may not mount a small disk to fill";
        }
    }
}
