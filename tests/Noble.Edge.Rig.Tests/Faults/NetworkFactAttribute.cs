using System.Globalization;

namespace Noble.Edge.Rig.Tests;

/// <summary>A test with a network of its own that it cuts; skipped, and said so, where this process may not make one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetworkFactAttribute : FactAttribute
{
    private static readonly string? Reason = Find();

    /// <summary>Skips where it cannot be.</summary>
    public NetworkFactAttribute() => Skip = Reason;

    private static string? Find()
    {
        if (!Mosquitto.IsInstalled)
        {
            return $"{Mosquitto.Program} is not installed: apt-get install mosquitto";
        }

        if (!CutNetwork.IsInstalled)
        {
            return $"{CutNetwork.Program} is not installed: apt-get install iproute2";
        }

        // Whether it may is known for certain only by doing it: containers with the capability may lack the rest.
        var name = string.Create(CultureInfo.InvariantCulture, $"noble-try-{Environment.ProcessId}");
        if (!CutNetwork.Try("netns", "add", name))
        {
            return "this process may not make network namespaces";
        }

        var cable = string.Create(CultureInfo.InvariantCulture, $"nt{Environment.ProcessId}");
        var mayConnect = CutNetwork.Try("link", "add", cable, "type", "veth", "peer", "name", "peer", "netns", name);
        CutNetwork.Try("link", "delete", cable);
        CutNetwork.Try("netns", "delete", name);
        return mayConnect ? null : "this process may not make pairs of network interfaces";
    }
}
