using System.Text.Json;
using System.Text.Json.Nodes;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Joins the folders of all shards of a simulation into one, the same as an unsharded run writes.</summary>
public static class ShardMerge
{
    private const int ChunkBytes = 1 << 22;

    /// <summary>Joins shards.</summary>
    /// <param name="folders">Folders of all shards, in any order.</param>
    /// <param name="output">New or empty folder, or one in which an earlier merge was stopped.</param>
    /// <param name="onProgress">Shards joined, shards in all.</param>
    /// <param name="cancellationToken">Stops between pieces of a file.</param>
    /// <returns>Number of traces.</returns>
    /// <exception cref="DataSetException">A shard is missing, double, unfinished, or of another simulation.</exception>
    public static int Run(IReadOnlyList<string> folders, string output, Action<int, int> onProgress, CancellationToken cancellationToken)
    {
        var shards = InOrder([.. folders.Select(Read)]);
        var manifest = shards[0].Manifest.DeepClone().AsObject();
        var all = shards[0].AllTraces;
        manifest[SimulationManifest.TracesKey] = all;
        manifest[SimulationManifest.ShardKey] = null;
        if (Directory.Exists(output) && File.Exists(Path.Combine(output, SimulationManifest.FileName)))
        {
            throw new DataSetException($"'{output}' holds a simulation already; expected a new or empty folder");
        }

        SimulationFolder.MakeFolder(output);
        string[] arrays = [.. manifest["files"]!.AsArray()
            .Where(file => (string)file!["shape"]! == "[trace, sample]")
            .Select(file => (string)file!["file"]!)];
        foreach (var (i, array) in arrays.Index())
        {
            TraceTable.Atomic(Path.Combine(output, array), path => JoinRows(shards, array, path, all, cancellationToken));
            onProgress(i + 1, arrays.Length + 2);
        }

        TraceTable.Atomic(Path.Combine(output, SimulationManifest.Table), path => JoinTables(shards, path));
        onProgress(arrays.Length + 1, arrays.Length + 2);
        JoinSpikes(shards, output);
        if ((bool?)manifest["surveyed"] is true)
        {
            string[] parts = [.. shards.Select(shard => Path.Combine(shard.Folder, DataSet.ManifestFile))];
            TraceTable.Atomic(Path.Combine(output, DataSet.ManifestFile), path => File.WriteAllText(path, TrainingManifest.Join(parts)));
        }

        TraceTable.Atomic(Path.Combine(output, SimulationManifest.FileName), path => File.WriteAllText(path, SimulationManifest.ToText(manifest)));
        onProgress(arrays.Length + 2, arrays.Length + 2);
        return all;
    }

    private static ShardFolder Read(string folder)
    {
        var path = Path.Combine(folder, SimulationManifest.FileName);
        if (!File.Exists(path))
        {
            throw new DataSetException(File.Exists(path + ".part")
                ? $"'{folder}' is not finished; give its simulate command again to go on"
                : $"'{folder}' has no {SimulationManifest.FileName}; expected the folder of a finished shard");
        }

        try
        {
            var manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            return manifest[SimulationManifest.ShardKey] is JsonObject shard
                ? new ShardFolder(
                    folder, manifest, (int)shard["index"]!, (int)shard["count"]!, (int)shard["first_trace"]!, (int)manifest[SimulationManifest.TracesKey]!, (int)shard["all_traces"]!)
                : throw new DataSetException($"'{folder}' is not a shard: it was simulated without --shard");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new DataSetException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    private static ShardFolder[] InOrder(ShardFolder[] shards)
    {
        var first = shards[0];
        foreach (var shard in shards)
        {
            if (SimulationManifest.Difference(SimulationManifest.WithoutShard(first.Manifest), SimulationManifest.WithoutShard(shard.Manifest)) is { } difference)
            {
                throw new DataSetException($"'{first.Folder}' and '{shard.Folder}' are of different simulations: {difference}");
            }

            if (shard.Count != first.Count)
            {
                throw new DataSetException($"'{first.Folder}' is one of {first.Count} shards, '{shard.Folder}' one of {shard.Count}");
            }
        }

        var ordered = new ShardFolder[first.Count];
        foreach (var shard in shards)
        {
            if (ordered[shard.Index] is { } other)
            {
                throw new DataSetException($"shard {shard.Index}/{first.Count} is there twice: '{other.Folder}' and '{shard.Folder}'");
            }

            ordered[shard.Index] = shard;
        }

        var missing = Enumerable.Range(0, first.Count).Where(i => ordered[i] is null).ToArray();
        return missing.Length == 0
            ? ordered
            : throw new DataSetException($"shards are missing: {string.Join(", ", missing.Take(20).Select(i => $"{i}/{first.Count}"))}{(missing.Length > 20 ? $" and {missing.Length - 20} more" : "")}");
    }

    private static void JoinRows(ShardFolder[] shards, string array, string output, int all, CancellationToken cancellationToken)
    {
        using var file = File.Create(output);
        var chunk = new byte[ChunkBytes];
        foreach (var shard in shards)
        {
            var path = Path.Combine(shard.Folder, array);
            var header = NpyHeader.Read(path);
            if (header.Shape is not [var rows, var samples] || rows != shard.Traces)
            {
                throw new DataSetException($"'{path}' has shape ({string.Join(", ", header.Shape)}); expected {shard.Traces} traces");
            }

            if (shard == shards[0])
            {
                file.Write(NpyHeader.Format(header.Element, [all, samples]));
            }

            using var part = File.OpenRead(path);
            if (part.Length != header.DataOffset + ((long)rows * samples * header.ElementSize))
            {
                throw new DataSetException($"'{path}' has {part.Length} bytes, which do not fit {rows} traces of {samples} samples");
            }

            part.Position = header.DataOffset;
            for (int read; (read = part.Read(chunk)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.Write(chunk, 0, read);
            }
        }

        file.Flush(flushToDisk: true);
    }

    private static void JoinTables(ShardFolder[] shards, string output)
    {
        using var table = new StreamWriter(output) { NewLine = "\n" };
        table.WriteLine(TraceTable.Header);
        var next = 0;
        foreach (var shard in shards)
        {
            var path = Path.Combine(shard.Folder, SimulationManifest.Table);
            foreach (var line in File.ReadLines(path).Skip(1))
            {
                if (!line.StartsWith($"{next},", StringComparison.Ordinal))
                {
                    throw new DataSetException($"'{path}' has the line '{line}'; expected trace {next}");
                }

                table.WriteLine(line);
                next++;
            }
        }

        if (next != shards[0].AllTraces)
        {
            throw new DataSetException($"the shards have {next} traces; expected {shards[0].AllTraces}");
        }
    }

    private static void JoinSpikes(ShardFolder[] shards, string output)
    {
        var times = shards.SelectMany(shard => NpyFile.Read<double>(Path.Combine(shard.Folder, DataSet.SpikeTimesFile)).Data).ToArray();
        var offsets = new List<long> { 0 };
        foreach (var shard in shards)
        {
            var origin = offsets[^1];
            offsets.AddRange(NpyFile.Read<long>(Path.Combine(shard.Folder, DataSet.SpikeOffsetsFile)).Data.Skip(1).Select(offset => origin + offset));
        }

        TraceTable.Atomic(Path.Combine(output, DataSet.SpikeTimesFile), path => NpyFile.Write(path, times, times.Length));
        TraceTable.Atomic(Path.Combine(output, DataSet.SpikeOffsetsFile), path => NpyFile.Write(path, offsets.ToArray(), offsets.Count));
    }

    private sealed record ShardFolder(string Folder, JsonObject Manifest, int Index, int Count, int First, int Traces, int AllTraces);
}
