using Noble.Edge.Tests;

namespace Noble.Edge.Neurons.Tests;

/// <summary>Text files in a folder that goes when the test ends.</summary>
internal static class TemporaryText
{
    /// <summary>Writes a file, and the folders of its name, and gives its full path.</summary>
    public static string Write(this TemporaryFolder folder, string name, string text)
    {
        var path = folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
