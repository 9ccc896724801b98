using Noble.Edge.Host;

namespace Noble.Edge.Tools;

/// <summary>A part of an experiment.</summary>
/// <param name="FromNanoseconds">Its beginning, included [ns].</param>
/// <param name="ToNanoseconds">Its end, not included [ns]; the largest number for the end of what there is.</param>
internal readonly record struct TimeWindow(long FromNanoseconds, long ToNanoseconds)
{
    /// <summary>Whether it has an end of its own.</summary>
    internal bool HasEnd => ToNanoseconds != long.MaxValue;

    /// <summary>Reads it.</summary>
    /// <exception cref="UserMistakeException">A time is none, or the second is not after the first.</exception>
    internal static TimeWindow Parse(string? from, string? to)
    {
        var window = new TimeWindow(from is null ? 0 : Nanoseconds(from), to is null ? long.MaxValue : Nanoseconds(to));
        return window.FromNanoseconds < window.ToNanoseconds ? window : throw new UserMistakeException($"--from {from} --to {to}: expected a time that is before the other");
    }

    /// <summary>Whether a moment lies in it.</summary>
    internal bool Contains(long nanoseconds) => nanoseconds >= FromNanoseconds && nanoseconds < ToNanoseconds;

    private static long Nanoseconds(string text) => Durations.Parse(text) is var time && time == TimeSpan.MaxValue ? long.MaxValue : checked(time.Ticks * 100);
}
