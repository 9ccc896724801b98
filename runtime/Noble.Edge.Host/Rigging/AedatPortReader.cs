using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>Reads <c>"type": "aedat"</c>: a file of address-events.</summary>
internal static class AedatPortReader
{
    internal static RigPartSettings Read(ConfigSection section)
    {
        var name = section.Text("name") ?? "aedat";
        var path = section.File("file") ?? throw section.Mistake("'file' is missing, expected the path of the file to write, as in spikes.aedat4");
        var version = section.OneOf("version", "3.1", "4") == "4" ? AedatVersion.Aedat4 : AedatVersion.Aedat31;
        var options = section.Make(() =>
        {
            var standard = new AedatPortOptions { Path = path };
            return standard with
            {
                Version = version,
                Width = section.Whole("width") ?? standard.Width,
                Height = section.Whole("height") ?? standard.Height,
                Compression = section.OneOf("compression", "none", "lz4") == "none" ? AedatCompression.None : standard.Compression,
            };
        });
        var description = $"AEDAT {(version == AedatVersion.Aedat4 ? "4" : "3.1")}, {path}";
        return new RigPartSettings("aedat", name, description, _ =>
        {
            var port = new AedatPort(options);
            return new RigPart
            {
                Name = name,
                Description = description,
                Batched = port,
                Owned = [port],
                Counts = () => new Dictionary<string, long> { ["unwritable"] = port.Unwritable },
            };
        });
    }
}
