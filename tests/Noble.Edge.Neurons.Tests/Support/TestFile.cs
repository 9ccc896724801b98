namespace Noble.Edge.Neurons.Tests;

/// <summary>A file that is gone when the test is over.</summary>
internal sealed class TestFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("noble-test-");

    public TestFile(byte[] bytes, string name = "recording")
    {
        Path = System.IO.Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(Path, bytes);
    }

    public TestFile(string text, string name = "trace.txt")
        : this(System.Text.Encoding.UTF8.GetBytes(text), name)
    {
    }

    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
