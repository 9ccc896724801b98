using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Commands of the live page: every run with a page takes them, as it takes those over MQTT.</summary>
internal static class PagePart
{
    internal const string Name = "page";

    internal static RigPart Of(LiveCommands commands) => new()
    {
        Name = Name,
        Description = "commands of the live page",
        Input = commands,
        Owned = [commands],
        Counts = () => new Dictionary<string, long> { ["accepted"] = commands.Accepted, ["refused"] = commands.Refused },
    };
}
