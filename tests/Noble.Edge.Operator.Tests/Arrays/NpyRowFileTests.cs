using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Arrays;

public sealed class NpyRowFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Rows => _folder.File("rows.npy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_AnyOrderAndThread_GivesTheFileThatNpyFileWrites()
    {
        using (var rows = new NpyRowFile<float>(Rows, 200, 7))
        {
            Parallel.For(0, 200, i => rows.Write(199 - i, [.. Enumerable.Range(0, 7).Select(k => (199f - i) + (k / 10f))]));
            rows.Flush();
        }

        float[] expected = [.. Enumerable.Range(0, 200).SelectMany(i => Enumerable.Range(0, 7).Select(k => i + (k / 10f)))];
        NpyFile.Write(Rows + ".expected", expected, 200, 7);
        Assert.Equal(File.ReadAllBytes(Rows + ".expected"), File.ReadAllBytes(Rows));
    }

    [Fact]
    public void Open_FileOfAnEarlierRun_KeepsItsRows()
    {
        using (var rows = new NpyRowFile<double>(Rows, 3, 2))
        {
            rows.Write(1, [5, 6]);
        }

        using (var rows = new NpyRowFile<double>(Rows, 3, 2))
        {
            rows.Write(2, [7, 8]);
        }

        Assert.Equal([0, 0, 5, 6, 7, 8], NpyFile.Read<double>(Rows, 3, 2).Data);
    }

    [Fact]
    public void Open_FileOfAnotherShape_SaysWhatItExpected()
    {
        new NpyRowFile<double>(Rows, 3, 2).Dispose();

        var error = Assert.Throws<ArrayFileException>(() => new NpyRowFile<float>(Rows, 3, 4));

        Assert.Contains("shape (3, 4)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RowOutsideOrOfAnotherLength_IsRefused()
    {
        using var rows = new NpyRowFile<float>(Rows, 3, 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Write(3, [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Write(-1, [1, 2]));
        Assert.Throws<ArgumentException>(() => rows.Write(0, [1]));
    }
}
