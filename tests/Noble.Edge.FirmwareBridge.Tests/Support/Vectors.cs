namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>Reads the vector files; section 6 of the specification describes them.</summary>
internal static class Vectors
{
    /// <summary>The lines of a file, split into fields.</summary>
    public static IEnumerable<string[]> Lines(string file) =>
        File.ReadLines(BridgeFolder.PathOf("protocol", "vectors", file))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' '));

    /// <summary>The lines that begin with a word.</summary>
    public static IEnumerable<string[]> Lines(string file, string word) => Lines(file).Where(fields => fields[0] == word);

    public static byte[] Bytes(string text) => text == "-" ? [] : Convert.FromHexString(text);

    public static string Text(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "-" : Convert.ToHexStringLower(bytes);

    /// <summary>WRONG_CRC to WrongCrc.</summary>
    public static BridgeFrameError Error(string name) => Enum.Parse<BridgeFrameError>(PascalCase.Of(name));
}
