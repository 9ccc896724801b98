using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Noble.Edge.Pictures;

/// <summary>The fonts inside an assembly of fonts: its resource begins with a list of names, offsets and sizes.</summary>
internal static class FontPackage
{
    private const string Resource = "!AvaloniaResources";

    /// <summary>A font's bytes.</summary>
    /// <param name="name">End of its name, as in <c>Inter-Regular.ttf</c>.</param>
    /// <exception cref="InvalidOperationException">The package has no such font: it is another version than the project names.</exception>
    internal static byte[] Read(string name)
    {
        using var stream = typeof(FontPackage).Assembly.GetManifestResourceStream("fonts") ?? throw new InvalidOperationException("the program was built without its font");
        using var assembly = new PEReader(stream);
        var metadata = assembly.GetMetadataReader();
        foreach (var handle in metadata.ManifestResources)
        {
            var resource = metadata.GetManifestResource(handle);
            if (metadata.GetString(resource.Name) == Resource)
            {
                var directory = assembly.PEHeaders.CorHeader!.ResourcesDirectory;
                var section = assembly.GetSectionData(directory.RelativeVirtualAddress).GetContent().AsSpan()[(int)resource.Offset..];
                return Find(section.Slice(4, BinaryPrimitives.ReadInt32LittleEndian(section)), name);
            }
        }

        throw new InvalidOperationException($"the package of fonts has no {Resource}");
    }

    // i32 length of the list, i32 version, i32 count; then for each a text with its length in seven-bit groups, i32 offset, i32 size.
    private static byte[] Find(ReadOnlySpan<byte> contents, string name)
    {
        var listBytes = BinaryPrimitives.ReadInt32LittleEndian(contents);
        using var list = new BinaryReader(new MemoryStream(contents.Slice(4, listBytes).ToArray()), Encoding.UTF8);
        list.ReadInt32();
        for (var count = list.ReadInt32(); count > 0; count--)
        {
            var path = list.ReadString();
            var (offset, size) = (list.ReadInt32(), list.ReadInt32());
            if (path.EndsWith(name, StringComparison.Ordinal))
            {
                return contents.Slice(4 + listBytes + offset, size).ToArray();
            }
        }

        throw new InvalidOperationException($"the package of fonts has no {name}");
    }
}
