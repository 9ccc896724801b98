using System.Numerics;

namespace Noble.Edge.Rig;

/// <summary>How late the spikes went out: counts in buckets that are 1/32 of their octave wide, so a percentile is read 3 % high at most.</summary>
/// <remarks>One thread records, any thread may read; a reader sees a moment's counts. Hot path: no allocation.</remarks>
public sealed class LatenessHistogram
{
    private const int SubBits = 5;
    private const int SubCount = 1 << SubBits;

    private readonly long[] _counts = new long[(64 - SubBits) * SubCount];
    private long _count;
    private long _maximum;

    /// <summary>Spikes recorded.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>The latest one [ns].</summary>
    public long MaximumNanoseconds => Volatile.Read(ref _maximum);

    /// <summary>Records one lateness [ns]; early counts as 0.</summary>
    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        _counts[BucketOf(nanoseconds)]++;
        Volatile.Write(ref _maximum, Math.Max(_maximum, nanoseconds));
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>The lateness that this share of the spikes did not exceed [ns]; 0 where none was recorded.</summary>
    /// <param name="share">0 to 1.</param>
    public long PercentileNanoseconds(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted)
            {
                return Math.Min(LastOf(bucket), MaximumNanoseconds);
            }
        }

        return MaximumNanoseconds;
    }

    /// <summary>Counts by ranges, as they are now; a bucket belongs to the range that its upper end lies in.</summary>
    /// <param name="edges">Upper edges of the ranges, rising [ns].</param>
    /// <param name="counts">Takes the counts: one more than there are edges, the last of them of what lies beyond.</param>
    public void Fill(ReadOnlySpan<long> edges, Span<long> counts)
    {
        counts.Clear();
        var range = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            while (range < edges.Length && LastOf(bucket) > edges[range])
            {
                range++;
            }

            counts[range] += Volatile.Read(ref _counts[bucket]);
        }
    }

    // Under 32 ns a bucket for each nanosecond; above, the octave and the five bits after the leading one.
    private static int BucketOf(long value)
    {
        var octave = Math.Max(0, 63 - SubBits - BitOperations.LeadingZeroCount((ulong)value));
        return (octave * SubCount) + (int)(value >> octave);
    }

    private static long LastOf(int bucket)
    {
        if (bucket < 2 * SubCount)
        {
            return bucket;
        }

        var octave = (bucket / SubCount) - 1;
        return (((long)(bucket - (octave * SubCount)) + 1) << octave) - 1;
    }
}
