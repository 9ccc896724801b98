using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>A folder of traces in the making: rows at their places, a journal of what is safe, a manifest at the end.</summary>
/// <remarks>
/// Rows are written by the threads that simulate. A thread of its own brings them to the disk every second and only then into the
/// journal, so that a trace in the journal is whole, whatever was killed when. A trace that was not reached is simulated again, to the
/// same bytes in the same place.
/// </remarks>
internal sealed class SimulationFolder : IDisposable
{
    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly SimulationJob _job;
    private readonly TraceJournal _journal;
    private readonly TraceRows[] _voltage;
    private readonly TraceRows _stimulus;
    private readonly TraceRows[] _conductances;
    private readonly int _samples;
    private readonly Decimator _decimator;
    private readonly ConcurrentQueue<(int Row, double[] Spikes)> _written = new();
    private readonly Timer _timer;
    private readonly Lock _committing = new();
    private Exception? _failure;

    private SimulationFolder(string folder, SimulationJob job, TraceJournal journal)
    {
        (_folder, _job, _journal) = (folder, job, journal);
        _decimator = new Decimator(job.Decimation);
        var rows = job.Shard.Of(job.Plan.Count).Count;
        var samples = _samples = SimulationManifest.SampleCount(job);
        string[] names = [SimulationManifest.Voltage, .. job.Probes.Select(SimulationManifest.ProbeFile)];
        _voltage = [.. names.Select(name => new TraceRows(Path.Combine(folder, name), rows, samples, job.IsDouble))];
        _stimulus = new TraceRows(Path.Combine(folder, SimulationManifest.Stimulus), rows, samples, job.IsDouble);
        _conductances = [.. job.Plan.Conductances.Select(kind => new TraceRows(Path.Combine(folder, SimulationManifest.ConductanceFile(kind.Name)), rows, samples, job.IsDouble))];
        _timer = new Timer(_ => CommitOnTimer(), null, CommitInterval, CommitInterval);
    }

    /// <summary>Rows that are safe.</summary>
    public IReadOnlyCollection<int> Done => _journal.Spikes.Keys;

    private IEnumerable<TraceRows> Arrays => _voltage.Append(_stimulus).Concat(_conductances);

    private static string UnfinishedManifest(string folder) => Path.Combine(folder, SimulationManifest.FileName + ".part");

    private static string JournalPath(string folder) => Path.Combine(folder, "journal.part");

    /// <summary>Takes up a folder: an empty or new one, or one that the same job has begun.</summary>
    /// <returns>Null where the same job has finished it.</returns>
    /// <exception cref="DataSetException">The folder holds something else.</exception>
    public static SimulationFolder? Open(string folder, SimulationJob job)
    {
        var manifest = SimulationManifest.Create(job);
        MakeFolder(folder);
        var finished = Path.Combine(folder, SimulationManifest.FileName);
        if (File.Exists(finished))
        {
            RequireSame(folder, finished, manifest);
            File.Delete(JournalPath(folder));
            return null;
        }

        var unfinished = UnfinishedManifest(folder);
        if (!File.Exists(unfinished) && Directory.EnumerateFileSystemEntries(folder).Any(entry => !entry.EndsWith(".new", StringComparison.Ordinal)))
        {
            throw new DataSetException($"'{folder}' holds other files and no {SimulationManifest.FileName}; expected a new or empty folder, or one that the same command has begun");
        }

        if (File.Exists(unfinished))
        {
            RequireSame(folder, unfinished, manifest);
        }
        else
        {
            TraceTable.Atomic(unfinished, path => File.WriteAllText(path, SimulationManifest.ToText(manifest)));
        }

        var journal = TraceJournal.Open(JournalPath(folder), job.Shard.Of(job.Plan.Count).Count);
        try
        {
            return new SimulationFolder(folder, job, journal);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Writes a trace. Safe from several threads at once.</summary>
    public void Add(int row, SimulatedTrace trace)
    {
        if (_failure is not null)
        {
            throw new IOException($"'{_folder}' cannot be written: {_failure.Message}", _failure);
        }

        var values = new double[_samples];
        for (var place = 0; place < _voltage.Length; place++)
        {
            if (_job.IsSampled)
            {
                Sample(trace.Voltage[place].Span, values);
            }
            else
            {
                _decimator.Decimate(trace.Voltage[place].Span, values);
            }

            _voltage[place].Write(row, values);
        }

        if (_job.IsSampled)
        {
            Average(trace.Stimulus.Span, values);
        }
        else
        {
            Sample(trace.Stimulus.Span, values);
        }

        _stimulus.Write(row, values);
        for (var kind = 0; kind < _conductances.Length && trace.Conductances.Count > 0; kind++)
        {
            Average(trace.Conductances[kind].Span, values);
            _conductances[kind].Write(row, values);
        }

        _written.Enqueue((row, SpikeTimes.Detect(trace.Voltage[0].Span, _job.Protocol.SolverStepMilliseconds)));
    }

    /// <summary>Makes the folder whole: every row must have been written.</summary>
    public void Finish()
    {
        Commit();
        var rows = _job.Shard.Of(_job.Plan.Count).Count;
        if (_journal.Spikes.Count != rows)
        {
            throw new InvalidOperationException($"'{_folder}' has {_journal.Spikes.Count} of {rows} traces.");
        }

        TraceTable.Write(_folder, _job, _journal.Spikes);
        foreach (var array in Arrays)
        {
            array.Finish();
        }

        if (_job.Plan is StreamingPlan plan)
        {
            TraceTable.Atomic(Path.Combine(_folder, StreamingDataManifest.FileName), path => File.WriteAllText(path, StreamingDataManifest.Create(_job, plan).ToText()));
        }
        else if (_job.Surveyed is { } neurons)
        {
            TraceTable.Atomic(Path.Combine(_folder, DataSet.ManifestFile), path => File.WriteAllText(path, TrainingManifest.Create(_job, neurons)));
        }

        File.Move(UnfinishedManifest(_folder), Path.Combine(_folder, SimulationManifest.FileName), overwrite: true);
        _journal.Dispose();
        File.Delete(JournalPath(_folder));
    }

    /// <summary>Brings everything written to the disk, then into the journal.</summary>
    public void Commit()
    {
        lock (_committing)
        {
            var rows = new List<(int, double[])>();
            while (_written.TryDequeue(out var row))
            {
                rows.Add(row);
            }

            if (rows.Count == 0)
            {
                return;
            }

            foreach (var array in Arrays)
            {
                array.Flush();
            }

            _journal.Append(rows);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_committing)
        {
            foreach (var array in Arrays)
            {
                array.Dispose();
            }

            _journal.Dispose();
        }
    }

    private void Sample(ReadOnlySpan<double> steps, Span<double> samples)
    {
        for (var k = 0; k < samples.Length; k++)
        {
            samples[k] = steps[k * _decimator.Factor];
        }
    }

    // What stays the same for a whole sample keeps its bits.
    private void Average(ReadOnlySpan<double> steps, Span<double> samples)
    {
        for (var k = 0; k < samples.Length; k++)
        {
            var held = steps.Slice(k * _decimator.Factor, _decimator.Factor);
            var (first, excess) = (held[0], 0.0);
            foreach (var value in held)
            {
                excess += value - first;
            }

            samples[k] = first + (excess / held.Length);
        }
    }

    /// <summary>Makes a folder where there is none.</summary>
    /// <exception cref="DataSetException">It cannot be made.</exception>
    public static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"'{folder}' cannot be made: {e.Message}", e);
        }
    }

    private static void RequireSame(string folder, string path, JsonObject manifest)
    {
        JsonNode? found;
        try
        {
            found = JsonNode.Parse(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            throw new DataSetException($"'{path}' is not JSON: {e.Message}", e);
        }

        var expected = JsonNode.Parse(manifest.ToJsonString());
        if (SimulationManifest.IsOtherShard(found, expected))
        {
            throw new DataSetException($"'{folder}' holds another shard of this simulation; expected a folder for each shard, as in {folder}/shard-{manifest[SimulationManifest.ShardKey]!["index"]}");
        }

        if (SimulationManifest.Difference(found, expected) is { } difference)
        {
            throw new DataSetException($"'{folder}' was begun with other options: {difference}; name another folder, or the same options to go on");
        }
    }

    private void CommitOnTimer()
    {
        try
        {
            Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failure = e;
        }
    }
}
