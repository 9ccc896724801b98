using Noble.Edge.Host;
using Noble.Edge.Rig;

namespace Noble.Edge.Benchmarks;

/// <summary>The synthetic population as a page sees it.</summary>
internal sealed class SyntheticSource(PopulationStreamer streamer, SpikeBroadcast spikes, VoltageTap voltage) : ILiveSource
{
    private static readonly long[] Edges = [1_000, 10_000, 100_000, 1_000_000];

    public int NeuronCount => voltage.NeuronCount;

    public long NowNanoseconds => streamer.ExperimentNanoseconds;

    public SpikeBroadcast Spikes => spikes;

    public VoltageTap? Voltage => voltage;

    public string? SafeState => null;

    public RunMeters? Measure(Func<int> pages) => null;

    public LiveDescription Describe() => new()
    {
        Program = "benchmark",
        Model = new LiveModel("synthetic", "", ""),
        Neurons = NeuronCount,
        Population = "drawn",
        Seed = 1,
        StepNanoamperes = 0,
        LowestNanoamperes = 0,
        HighestNanoamperes = 0,
        TrialNanoseconds = streamer.TrialNanoseconds,
        SampleNanoseconds = voltage.SampleIntervalNanoseconds,
        DurationNanoseconds = null,
        LateAfterNanoseconds = 1_000_000,
        LatenessEdgesNanoseconds = Edges,
        Ports = [],
        Controllers = [],
        Limits = [],
        Commands = [],
        ConfigurationFile = null,
        Configuration = null,
    };

    public LiveState Look(int pages)
    {
        var pacer = streamer.Pacer.Report();
        var counts = new long[Edges.Length + 1];
        streamer.Pacer.Lateness.Fill(Edges, counts);
        return new LiveState
        {
            TimeNanoseconds = NowNanoseconds,
            IsHeld = streamer.IsHeld,
            IsPaused = false,
            SafeState = null,
            StepNanoamperes = 0,
            SpikesPerSecond = 0,
            Played = pacer.Played,
            Late = pacer.Late,
            Dropped = pacer.Dropped,
            Underruns = pacer.Underruns,
            RenderMultiple = streamer.RenderMultiple,
            Lateness = new LiveLateness
            {
                P50Microseconds = pacer.LatenessP50Nanoseconds / 1e3,
                P99Microseconds = pacer.LatenessP99Nanoseconds / 1e3,
                P999Microseconds = pacer.LatenessP999Nanoseconds / 1e3,
                MaximumMicroseconds = pacer.LatenessMaximumNanoseconds / 1e3,
                Counts = counts,
            },
            Ports = [],
            Ticks = null,
            Loop = null,
            Recording = null,
            Pages = pages,
        };
    }

    public (bool Ok, string Message) Do(string command, double? value) => (false, "");
}
