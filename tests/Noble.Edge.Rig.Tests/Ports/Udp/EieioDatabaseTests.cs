using Microsoft.Data.Sqlite;

namespace Noble.Edge.Rig.Tests;

public sealed class EieioDatabaseTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"eieio-{Guid.NewGuid():N}.sqlite3");

    public EieioDatabaseTests()
    {
        using var database = new SqliteConnection($"Data Source={_path};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = """
            CREATE TABLE events(atom INTEGER, event INTEGER, label TEXT);
            CREATE VIEW label_event_atom_view AS SELECT atom, event, label FROM events;
            CREATE TABLE tags(ip_address TEXT, port INTEGER, strip_sdp BOOLEAN, pre_vertex_label TEXT);
            CREATE VIEW app_output_tag_view AS SELECT * FROM tags;
            INSERT INTO events VALUES (2, 70002, 'pop'), (0, 70000, 'pop'), (0, 5, 'other'), (0, 9, 'twice'), (1, 9, 'twice'), (-1, 9, 'bad'), (0, 'x', 'text');
            INSERT INTO tags VALUES ('127.0.0.1', 17895, 1, 'pop');
            """;
        command.ExecuteNonQuery();
    }

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void ReadKeys_Population_ItsKeys()
    {
        var keys = EieioDatabase.ReadKeys(_path, "pop");
        Assert.Equal(2, keys.Count);
        Assert.True(keys.TryGetKey(2, out var key));
        Assert.Equal(70_002u, key);
        Assert.False(keys.TryGetKey(1, out _));
    }

    [Fact]
    public void ReadLiveOutput_Population_WhereItGoes()
    {
        Assert.Equal(("127.0.0.1", 17_895, true), EieioDatabase.ReadLiveOutput(_path, "pop"));
        Assert.Throws<EieioDatabaseException>(() => EieioDatabase.ReadLiveOutput(_path, "other"));
    }

    [Theory]
    [InlineData("nobody", "no population 'nobody' with keys")]
    [InlineData("twice", "expected one neuron a key")]
    [InlineData("bad", "atom -1")]
    public void ReadKeys_WhatIsWrong_OneClearLine(string label, string expected)
    {
        var error = Assert.Throws<EieioDatabaseException>(() => EieioDatabase.ReadKeys(_path, label));
        Assert.StartsWith(_path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadKeys_NoDatabase_OneClearLine()
    {
        Assert.Contains("no such file", Assert.Throws<EieioDatabaseException>(() => EieioDatabase.ReadKeys("/no/such.sqlite3", "pop")).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_path, [.. Enumerable.Repeat((byte)'x', 5000)]);
        Assert.Contains("not a SpiNNaker toolchain's database", Assert.Throws<EieioDatabaseException>(() => EieioDatabase.ReadKeys(_path, "pop")).Message, StringComparison.Ordinal);
    }
}
