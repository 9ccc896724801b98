using System.Globalization;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Writes what is known of each trace besides its samples: <c>traces.csv</c> and the spikes.</summary>
internal static class TraceTable
{
    public const string Header = "trace,parameter_set,current_nA,stimulus,seed,spike_count";

    public static void Write(string folder, SimulationJob job, IReadOnlyDictionary<int, double[]> spikes)
    {
        var (first, count) = job.Shard.Of(job.Plan.Count);
        Atomic(Path.Combine(folder, SimulationManifest.Table), path =>
        {
            using var table = new StreamWriter(path) { NewLine = "\n" };
            table.WriteLine(Header);
            for (var row = 0; row < count; row++)
            {
                table.WriteLine(Line(first + row, job, spikes[row].Length));
            }
        });
        Atomic(Path.Combine(folder, DataSet.SpikeTimesFile), path =>
        {
            double[] times = [.. Enumerable.Range(0, count).SelectMany(row => spikes[row])];
            NpyFile.Write(path, times, times.Length);
        });
        Atomic(Path.Combine(folder, DataSet.SpikeOffsetsFile), path =>
        {
            var offsets = new long[count + 1];
            for (var row = 0; row < count; row++)
            {
                offsets[row + 1] = offsets[row] + spikes[row].Length;
            }

            NpyFile.Write(path, offsets, offsets.Length);
        });
    }

    /// <summary>Writes a file that is whole or absent.</summary>
    public static void Atomic(string path, Action<string> write)
    {
        write(path + ".new");
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string Line(int index, SimulationJob job, int spikes)
    {
        var trace = job.Plan.Trace(index);
        var current = (trace.Stimulus as StepStimulus)?.AmplitudeNanoamperes;
        return string.Create(
            CultureInfo.InvariantCulture, $"{index},{Quoted(job.Sets[trace.Set].Name)},{current},{Quoted(Text(job, trace))},{trace.Seed},{spikes}");
    }

    private static string Text(SimulationJob job, PlannedTrace trace) => trace.Conductances is null
        ? trace.Stimulus.Text
        : string.Join("; ", trace.Conductances.Select((input, kind) => $"{job.Plan.Conductances[kind].Name}: {input.Conductance.Text}").Prepend(trace.Stimulus.Text));

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
