using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>Simulates a job into a folder, from where an earlier run stopped.</summary>
public static class SimulationRunner
{
    /// <summary>Simulates what the folder lacks.</summary>
    /// <param name="job">The job.</param>
    /// <param name="folder">The folder: new, empty, or begun by the same job.</param>
    /// <param name="threads">Most threads; 0 for one a core.</param>
    /// <param name="onProgress">Traces in the folder, traces in all, traces that were there before; called from several threads.</param>
    /// <param name="cancellationToken">Stops within a moment; what was simulated is kept.</param>
    /// <returns>Traces that were there before.</returns>
    /// <exception cref="DataSetException">The folder holds something else.</exception>
    /// <exception cref="DivergedTraceException">A voltage is not finite.</exception>
    public static int Run(SimulationJob job, string folder, int threads, Action<int, int, int> onProgress, CancellationToken cancellationToken)
    {
        var simulator = new CurrentClampSimulator(job.Cell, job.Protocol, threads, job.Probes);
        var (first, count) = job.Shard.Of(job.Plan.Count);
        if (count == 0)
        {
            throw new DataSetException($"shard {job.Shard} of {job.Plan.Count} traces is empty; expected at most {job.Plan.Count} shards");
        }

        using var files = SimulationFolder.Open(folder, job);
        if (files is null)
        {
            return count;
        }

        var before = files.Done.ToHashSet();
        int[] rows = [.. Enumerable.Range(0, count).Where(row => !before.Contains(row))];
        var done = before.Count;
        onProgress(done, count, before.Count);
        try
        {
            simulator.Run(
                [.. rows.Select(row => Run(job, first + row))],
                (i, trace) =>
                {
                    Check(job, first + rows[i], trace);
                    files.Add(rows[i], trace);
                    onProgress(Interlocked.Increment(ref done), count, before.Count);
                },
                cancellationToken);
        }
        finally
        {
            files.Commit();
        }

        files.Finish();
        return before.Count;
    }

    private static StimulusRun Run(SimulationJob job, int index)
    {
        var trace = job.Plan.Trace(index);
        return new StimulusRun(job.Sets[trace.Set], trace.Stimulus, trace.Conductances);
    }

    private static void Check(SimulationJob job, int index, SimulatedTrace trace)
    {
        // A voltage that is not finite stays so: the last sample tells.
        if (!double.IsFinite(trace.Voltage[0].Span[^1]))
        {
            var planned = job.Plan.Trace(index);
            throw new DivergedTraceException(index, job.Sets[planned.Set].Name, planned.Stimulus.Text, job.Protocol.SolverStepMilliseconds);
        }
    }
}
