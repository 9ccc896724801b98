namespace Noble.Edge.Rig;

/// <summary>Sends triggers at even intervals and times the answer to each; it looks for the answer without sleeping, as an instrument would.</summary>
internal sealed class TriggerTrain(MonotonicClock clock, long interval)
{
    private const long Patience = 500_000_000; // [ns]
    private const int MostLost = 5; // then it is broken, and waiting longer tells no more

    /// <summary>Times so far; the first few are left out, in which code is compiled and caches are filled.</summary>
    internal LatenessHistogram Times { get; } = new();

    /// <summary>Answers that came.</summary>
    internal long Returned { get; private set; }

    /// <summary>Triggers sent.</summary>
    internal long Sent { get; private set; }

    /// <summary>Answers that took longer than the interval.</summary>
    internal long Overruns { get; private set; }

    /// <summary>Sends them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="send">Sends the trigger of this number.</param>
    /// <param name="hasAnswer">Whether its answer is there; gives the time at which it was there [ns, monotonic clock].</param>
    internal void Run(long count, Action<long> send, Func<long, long?> hasAnswer)
    {
        var next = clock.NowNanoseconds;
        var warmUp = WarmUp(count);
        for (var i = 0L; i < count && Sent - Returned < MostLost; i++)
        {
            next = Math.Max(next + interval, clock.NowNanoseconds);
            clock.SleepUntil(next);
            var begun = clock.NowNanoseconds;
            send(Sent++);
            while (clock.NowNanoseconds - begun < Patience)
            {
                if (hasAnswer(Sent - 1) is { } answered)
                {
                    Returned++;
                    if (i >= warmUp)
                    {
                        Times.Record(answered - begun);
                        Overruns += answered - begun > interval ? 1 : 0;
                    }

                    break;
                }
            }
        }
    }

    /// <summary>How many of so many are left out.</summary>
    internal static long WarmUp(long count) => Math.Min(32, count / 4);
}
