using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// Feeds the recorded input events to a closed loop that was built from the same configuration, and compares everything it does with what
/// was recorded, bit for bit.
/// </summary>
/// <remarks>
/// A loop knows no time but that of its events and ticks, so that the same events give the same answers. What the experiment took from
/// elsewhere is taken from the recording: its end, and which spikes the limit on spikes per second withheld.
/// </remarks>
public sealed class LoopReplay
{
    private const long LongestNanoseconds = 10L * 366 * 86_400 * 1_000_000_000;

    private readonly IEnumerable<RigRecord> _recorded;
    private readonly Func<IRigRecorder, ClosedLoop> _build;
    private readonly CancellationToken _cancellation;

    private LoopReplay(IEnumerable<RigRecord> recorded, Func<IRigRecorder, ClosedLoop> build, CancellationToken cancellation) =>
        (_recorded, _build, _cancellation) = (recorded, build, cancellation);

    /// <summary>Replays a recording.</summary>
    /// <param name="recorded">Its records in their order (<see cref="RigLogReader.Records"/>); enumerated two or three times.</param>
    /// <param name="build">
    /// Makes a loop that has not run, with this recorder, from the recorded configuration: same options, limits, controllers and responses; a
    /// <see cref="ReplayStimulusPort"/> for each stimulus port, no input port.
    /// </param>
    /// <param name="population">The population's spikes, rendered again, in the order of time; null where they are not to be compared.</param>
    /// <param name="cancellation">Ends the replay.</param>
    /// <exception cref="RigLogException">The recording goes back in time.</exception>
    public static ReplayResult Run(
        IEnumerable<RigRecord> recorded,
        Func<IRigRecorder, ClosedLoop> build,
        IEnumerable<SpikeEvent>? population = null,
        CancellationToken cancellation = default)
    {
        var replay = new LoopReplay(recorded, build, cancellation);
        var (end, spikes, spikeDifference) = replay.Survey(population);
        var first = replay.Follow(frozenAt: null, end);
        var best = first;
        long? frozenAt = null;

        // Whatever ended the experiment from outside stopped the loop between two of its steps: perhaps just before the one that differs.
        if (first.Difference is { Replayed: { } surplus } && end is { } cause and not SafeStateCause.End)
        {
            var second = replay.Follow(surplus.TimeNanoseconds - 1, cause);
            if (second.Difference is null)
            {
                (best, frozenAt) = (second, surplus.TimeNanoseconds - 1);
            }
        }

        var difference = best.Difference;
        if (spikeDifference is not null && !(difference?.TimeNanoseconds <= spikeDifference.TimeNanoseconds))
        {
            difference = spikeDifference;
        }

        return new ReplayResult
        {
            Difference = difference,
            Inputs = best.Inputs,
            Compared = best.Compared,
            PopulationSpikes = spikes,
            End = end,
            FrozenAtNanoseconds = frozenAt,
        };
    }

    private static bool IsPopulation(in RigRecord record) =>
        record is { Kind: RigRecordKind.Spike, Detail: 0 } or { Kind: RigRecordKind.Limit, Detail: (byte)LimitKind.Rate, Source: ushort.MaxValue };

    // How it ended, and whether the population's spikes are the same; checks that the loop's time never goes back.
    private (SafeStateCause? End, long Spikes, ReplayDifference? Difference) Survey(IEnumerable<SpikeEvent>? population)
    {
        using var rendered = population?.GetEnumerator();
        SafeStateCause? end = null;
        var (time, spikes, isLost) = (0L, 0L, false);
        ReplayDifference? difference = null;
        foreach (var record in _recorded)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (!IsPopulation(record))
            {
                if (record.Kind != RigRecordKind.Lost && (record.TimeNanoseconds < time || record.TimeNanoseconds > LongestNanoseconds))
                {
                    throw new RigLogException(FormattableString.Invariant(
                        $"recording: {RigRecordText.Describe(record)} at {record.TimeNanoseconds} ns after something at {time} ns, expected times that do not go back"));
                }

                isLost |= record.Kind == RigRecordKind.Lost; // perhaps spikes as well
                time = record.Kind == RigRecordKind.Lost ? time : record.TimeNanoseconds;
                end = record.Kind == RigRecordKind.SafeState ? (SafeStateCause)record.Detail : end;
            }
            else if (rendered is not null && difference is null && !isLost)
            {
                var has = rendered.MoveNext();
                if (has && (rendered.Current.TimeNanoseconds, rendered.Current.Neuron) == (record.TimeNanoseconds, record.Channel))
                {
                    spikes++;
                    continue;
                }

                RigRecord? replayed = has ? new RigRecord(rendered.Current.TimeNanoseconds, RigRecordKind.Spike, 0, 0, rendered.Current.Neuron, 0) : null;
                difference = Differ(record, replayed);
            }
        }

        return (end, spikes, difference);
    }

    private Pass Follow(long? frozenAt, SafeStateCause? end)
    {
        using var recorded = _recorded.Where(record => !IsPopulation(record)).GetEnumerator();
        var pass = new Pass(recorded);
        using var loop = _build(pass);
        loop.Start(pass, 0);
        while (pass.Difference is null && pass.Peek() is { } next)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (next.Kind == RigRecordKind.Lost)
            {
                pass.FailAtLoss(next);
                break;
            }

            if (next.TimeNanoseconds > frozenAt)
            {
                loop.AdvanceTo(frozenAt.Value);
                loop.RequestSafeState(end!.Value);
            }

            loop.AdvanceTo(next.TimeNanoseconds);
            if (pass.Difference is not null || pass.Peek() is not { } head || head.Kind is not (RigRecordKind.Input or RigRecordKind.SafeState))
            {
                // Its time has come: what the loop did not do by now it does not do.
                if (pass.Difference is null && pass.Peek() is { } missing && missing.TimeNanoseconds <= next.TimeNanoseconds)
                {
                    pass.Fail(Differ(missing, null));
                }

                continue;
            }

            if (head.TimeNanoseconds > next.TimeNanoseconds)
            {
                continue;
            }

            if (head.Kind == RigRecordKind.Input)
            {
                pass.Inputs++;
                loop.TakeIn(new InputEvent(head.TimeNanoseconds, (InputKind)head.Detail, head.Source, head.Channel, head.Value));
            }
            else
            {
                loop.EnterSafeState((SafeStateCause)head.Detail, []);
            }
        }

        return pass;
    }

    private static ReplayDifference Differ(RigRecord? recorded, RigRecord? replayed) => new(
        Math.Min(recorded?.TimeNanoseconds ?? long.MaxValue, replayed?.TimeNanoseconds ?? long.MaxValue),
        $"recorded {Say(recorded)}, replayed {Say(replayed)}",
        recorded,
        replayed);

    private static string Say(RigRecord? record) =>
        record is { } there ? FormattableString.Invariant($"{RigRecordText.Describe(there)} at {there.TimeNanoseconds * 1e-6:0.000000} ms") : "nothing";

    // One run through the recording: takes what the loop does and holds it against what comes next.
    private sealed class Pass(IEnumerator<RigRecord> recorded) : IRigRecorder, ISpikeSink
    {
        private RigRecord? _head;

        internal ReplayDifference? Difference { get; private set; }

        internal long Inputs { get; set; }

        internal long Compared { get; private set; }

        /// <summary>What was recorded next, or null at the end.</summary>
        internal RigRecord? Peek()
        {
            _head ??= recorded.MoveNext() ? recorded.Current : null;
            return _head;
        }

        internal void Fail(ReplayDifference difference) => Difference ??= difference;

        internal void FailAtLoss(in RigRecord lost) =>
            Fail(new ReplayDifference(lost.TimeNanoseconds, FormattableString.Invariant($"{lost.Value} records were lost here: the replay cannot go on"), lost, null));

        public void Record(in RigRecord record) => Match(record, isSpike: false);

        void ISpikeSink.Play(in SpikeEvent spike, long latenessNanoseconds, long monotonicNow) =>
            Match(new RigRecord(spike.TimeNanoseconds, RigRecordKind.Spike, 1, 0, spike.Neuron, 0), isSpike: true);

        private void Match(in RigRecord replayed, bool isSpike)
        {
            if (Difference is not null)
            {
                return;
            }

            // A recording that was cut off has nothing more to say.
            if (Peek() is not { } next)
            {
                return;
            }

            if (next.Kind == RigRecordKind.Lost)
            {
                FailAtLoss(next);
                return;
            }

            var isWithheld = isSpike && next is { Kind: RigRecordKind.Limit, Detail: (byte)LimitKind.Rate, Source: ushort.MaxValue - 1 }
                && (next.TimeNanoseconds, next.Channel) == (replayed.TimeNanoseconds, replayed.Channel);
            var isSame = next with { Value = 0 } == replayed with { Value = 0 }
                && BitConverter.DoubleToInt64Bits(next.Value) == BitConverter.DoubleToInt64Bits(replayed.Value);
            if (!isWithheld && !isSame)
            {
                Difference = Differ(next, replayed);
                return;
            }

            Compared++;
            _head = null;
        }
    }
}
