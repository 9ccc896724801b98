using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Arrays;

public sealed class NpyBlockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("blocks.npy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NpyBlockWriter_PartsInAnyOrder_AreTheFileThatNpyFileWrites()
    {
        using (var file = new NpyBlockWriter(Path, 3, 5))
        {
            for (var row = 2; row >= 0; row--)
            {
                file.Write(row, 3, [(10 * row) + 3, (10 * row) + 4]);
                file.Write(row, 0, [10 * row, (10 * row) + 1, (10 * row) + 2]);
            }

            Assert.False(File.Exists(Path));
            file.Complete();
        }

        Assert.Equal([0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24], NpyFile.Read<float>(Path, 3, 5).Data);
    }

    [Fact]
    public void NpyBlockWriter_NotCompleted_LeavesNothing()
    {
        new NpyBlockWriter(Path, 3, 5).Dispose();

        Assert.Empty(Directory.GetFiles(_folder.File(".")));
    }

    [Fact]
    public void NpyBlockReader_BothElementTypesAndShapes_ReadTheParts()
    {
        NpyFile.Write(Path, [1f, 2, 3, 4, 5, 6], 2, 3);
        using (var file = new NpyBlockReader(Path))
        {
            var part = new float[2];
            file.Read(1, 1, part);
            Assert.Equal([5f, 6], part);
            Assert.Equal((2, 3), (file.Rows, file.Columns));
            Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(1, 2, part));
            Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(2, 0, part));
        }

        NpyFile.Write(Path, [1.5, 2.5, 1e300], 3);
        using (var file = new NpyBlockReader(Path))
        {
            var part = new float[2];
            file.Read(0, 1, part);
            Assert.Equal([2.5f, float.PositiveInfinity], part);
            Assert.Equal((1, 3), (file.Rows, file.Columns));
        }
    }

    [Fact]
    public void NpyBlockReader_OtherOrTruncatedFile_IsRefused()
    {
        NpyFile.Write(Path, [1, 2, 3], 3);
        Assert.Contains("float32 or float64", Assert.Throws<ArrayFileException>(() => new NpyBlockReader(Path)).Message, StringComparison.Ordinal);
        NpyFile.Write(Path, [1f, 2, 3, 4], 1, 2, 2);
        Assert.Contains("one axis or two", Assert.Throws<ArrayFileException>(() => new NpyBlockReader(Path)).Message, StringComparison.Ordinal);
        NpyFile.Write(Path, [1f, 2, 3, 4], 2, 2);
        File.WriteAllBytes(Path, File.ReadAllBytes(Path)[..^3]);
        Assert.Contains("16 bytes of data", Assert.Throws<ArrayFileException>(() => new NpyBlockReader(Path)).Message, StringComparison.Ordinal);
    }
}
