using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A streaming population's spikes again, from what a recording says came in.</summary>
public static class TickedSpikesAgain
{
    /// <summary>The spikes in the order of time, made as they are enumerated.</summary>
    /// <param name="recorded">The recording's records in their order.</param>
    /// <param name="build">Makes a loop that has not run, with a population that hands its spikes to the given taker; see <see cref="LoopReplay.Run"/>.</param>
    /// <param name="end">Until when at least [ns].</param>
    public static IEnumerable<SpikeEvent> Make(IEnumerable<RigRecord> recorded, Func<Func<SpikeEvent, bool>, ClosedLoop> build, long end)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(build);
        var made = new Queue<SpikeEvent>();
        using var loop = build(spike =>
        {
            made.Enqueue(spike);
            return true;
        });
        loop.Start(new NoSink(), 0);
        foreach (var record in recorded.Where(record => record.Kind == RigRecordKind.Input && loop.SafeState is null))
        {
            foreach (var time in Steps(loop, record.TimeNanoseconds))
            {
                loop.AdvanceTo(time);
                while (made.TryDequeue(out var spike))
                {
                    yield return spike;
                }
            }

            loop.TakeIn(new InputEvent(record.TimeNanoseconds, (InputKind)record.Detail, record.Source, record.Channel, record.Value));
        }

        foreach (var time in Steps(loop, end))
        {
            loop.AdvanceTo(time);
            while (made.TryDequeue(out var spike))
            {
                yield return spike;
            }
        }
    }

    // No more than a second at once, so that spikes do not pile up.
    private static IEnumerable<long> Steps(ClosedLoop loop, long end)
    {
        const long piece = 1_000_000_000;
        for (var time = loop.Time + piece; time < end; time += piece)
        {
            yield return time;
        }

        yield return end;
    }

    private sealed class NoSink : ISpikeSink
    {
        void ISpikeSink.Play(in SpikeEvent spike, long latenessNanoseconds, long monotonicNow)
        {
        }
    }
}
