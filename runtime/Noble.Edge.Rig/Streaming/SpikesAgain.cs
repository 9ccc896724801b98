using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A population's spikes with no time passing: rendered and played on a clock that jumps, as a live stream renders and plays them.</summary>
public static class SpikesAgain
{
    private const int PacerRoom = 65_536;

    /// <summary>The spikes, in the order in which a live stream with these settings plays them; rendered as they are enumerated.</summary>
    /// <param name="renderer">Renders voltage.</param>
    /// <param name="currents">The stimulus.</param>
    /// <param name="options">How it is streamed.</param>
    public static IEnumerable<SpikeEvent> Render(IWindowRenderer renderer, ICurrentSchedule currents, StreamerOptions options)
    {
        var clock = new ManualClock();
        var experiment = new ExperimentClock(clock);
        var played = new Collector();
        var pacer = new Pacer(experiment, options.Pacer with { InputCapacity = PacerRoom }, [played], []);
        var producer = new RenderAhead(renderer, currents, pacer, options, clock);
        producer.Step(0);
        pacer.Begin();
        for (var goesOn = true; goesOn;)
        {
            producer.Step(experiment.NowNanoseconds);
            goesOn = pacer.Step();
            foreach (var spike in played.Spikes)
            {
                yield return spike;
            }

            played.Spikes.Clear();
        }
    }

    private sealed class Collector : IImmediatePort
    {
        public string Name => "collector";

        public long NextDueNanoseconds => long.MaxValue;

        internal List<SpikeEvent> Spikes { get; } = [];

        public bool Emit(in SpikeEvent spike, long nowNanoseconds)
        {
            Spikes.Add(spike);
            return true;
        }

        public void RunDue(long nowNanoseconds)
        {
        }

        public void EnterSafeState()
        {
        }
    }
}
