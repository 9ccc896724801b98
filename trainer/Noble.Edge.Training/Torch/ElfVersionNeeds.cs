using System.Buffers.Binary;
using System.Text;

namespace Noble.Edge.Training;

/// <summary>Edits the symbol versions that a 64-bit little-endian ELF library requires.</summary>
/// <remarks>Layout: System V ABI, "Symbol versioning" (Verneed, Vernaux) and the ELF-64 object file format.</remarks>
public static class ElfVersionNeeds
{
    private const uint SectionVersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 0x2; // VER_FLG_WEAK

    /// <summary>Marks a required version as weak: the loader then warns instead of refusing. Written beside the file and renamed over it.</summary>
    /// <returns>Whether the file was changed; false where it was weak already.</returns>
    /// <exception cref="TorchNativeException">The file is no such library or does not require the version.</exception>
    public static bool MakeWeak(string path, string version)
    {
        var image = File.ReadAllBytes(path);
        var flags = FlagsOffset(image, path, version);
        if ((BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(flags)) & Weak) != 0)
        {
            return false;
        }

        image[flags] |= (byte)Weak;
        var temporary = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(temporary, image);
        File.Move(temporary, path, overwrite: true);
        return true;
    }

    private static int FlagsOffset(byte[] image, string path, string version)
    {
        try
        {
            if (image.AsSpan(0, 6).SequenceEqual("\u007FELF\u0002\u0001"u8))
            {
                var sections = (int)U64(image, 0x28);
                int entrySize = U16(image, 0x3A), count = U16(image, 0x3C);
                for (var s = 0; s < count; s++)
                {
                    var header = sections + (s * entrySize);
                    if (U32(image, header + 4) == SectionVersionNeeds)
                    {
                        var names = (int)U64(image, sections + ((int)U32(image, header + 0x28) * entrySize) + 0x18);
                        return Search(image, (int)U64(image, header + 0x18), names, version)
                            ?? throw new TorchNativeException($"'{path}' does not require {version}");
                    }
                }
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            // A truncated file is reported as one that has no such section.
        }

        throw new TorchNativeException($"'{path}' is no 64-bit little-endian ELF library with version requirements");
    }

    private static int? Search(byte[] image, int need, int names, string version)
    {
        while (true)
        {
            var auxiliary = need + (int)U32(image, need + 8);
            for (var left = U16(image, need + 2); left > 0; left--)
            {
                var name = image.AsSpan(names + (int)U32(image, auxiliary + 8));
                if (Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]) == version)
                {
                    return auxiliary + 4;
                }

                auxiliary += (int)U32(image, auxiliary + 12);
            }

            var next = (int)U32(image, need + 12);
            if (next == 0)
            {
                return null;
            }

            need += next;
        }
    }

    private static ushort U16(byte[] image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(at));

    private static uint U32(byte[] image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(at));

    private static ulong U64(byte[] image, int at) => BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(at));
}
