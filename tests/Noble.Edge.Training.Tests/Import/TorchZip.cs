using System.IO.Compression;
using System.Text;

namespace Noble.Edge.Training.Tests;

/// <summary>Writes the zip of torch.save, or one that is wrong in a way of the test's choosing.</summary>
internal sealed record TorchZip
{
    public string Root { get; init; } = "archive";

    public string? Version { get; init; } = "3\n";

    public string? ByteOrder { get; init; } = "little";

    public CompressionLevel Compression { get; init; } = CompressionLevel.NoCompression;

    /// <summary>Entries besides, by name under the root.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];

    /// <summary>The zip of a value, as torch.save(value) makes it.</summary>
    public byte[] Of(object? value, int protocol = 2)
    {
        var writer = new PickleWriter(protocol).Value(value);
        return Of(writer.Stop(), writer.Storages);
    }

    /// <summary>The zip of a pickle and its storages.</summary>
    public byte[] Of(byte[] pickle, IReadOnlyList<byte[]> storages)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "data.pkl", pickle);
            for (var key = 0; key < storages.Count; key++)
            {
                Add(zip, $"data/{key}", storages[key]);
            }

            AddText(zip, "version", Version);
            AddText(zip, "byteorder", ByteOrder);
            foreach (var name in Extra)
            {
                AddText(zip, name, "x");
            }
        }

        return stream.ToArray();
    }

    private void AddText(ZipArchive zip, string name, string? text)
    {
        if (text is not null)
        {
            Add(zip, name, Encoding.ASCII.GetBytes(text));
        }
    }

    private void Add(ZipArchive zip, string name, byte[] bytes)
    {
        using var entry = zip.CreateEntry($"{Root}/{name}", Compression).Open();
        entry.Write(bytes);
    }
}
