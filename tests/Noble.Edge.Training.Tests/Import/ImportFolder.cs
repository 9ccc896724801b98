using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

/// <summary>A folder to write checkpoints in and import them from.</summary>
internal sealed class ImportFolder : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private int _models;

    public string FullName => _temporary.FullName;

    public string File(string name) => _temporary.File(name);

    public void Dispose() => _temporary.Dispose();

    /// <summary>Writes a checkpoint and imports it into a new model folder.</summary>
    public ImportReport Import(byte[] checkpoint, ImportOptions? options = null, string name = "checkpoint.pth")
    {
        System.IO.File.WriteAllBytes(File(name), checkpoint);
        return CheckpointImport.Run(File(name), File($"{_models++}.noble"), options ?? new ImportOptions());
    }

    /// <summary>The message of an import that must be refused, after the file's name; nothing is left behind.</summary>
    public string Refusal(byte[] checkpoint, ImportOptions? options = null, string name = "checkpoint.pth")
    {
        var message = Assert.Throws<CheckpointException>(() => Import(checkpoint, options, name)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.StartsWith($"{File(name)}: ", message, StringComparison.Ordinal);
        Assert.Equal([File(name)], Directory.EnumerateFileSystemEntries(FullName));
        return message[(File(name).Length + 2)..];
    }
}
