namespace Noble.Edge.FirmwareBridge;

/// <summary>Checks of the options' times; what is wrong is said in one clear sentence.</summary>
internal static class BridgeTimes
{
    internal static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);

    internal static TimeSpan Positive(TimeSpan value, string what, TimeSpan most) => value > TimeSpan.Zero && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(null, $"{what} {Text(value)}: expected above 0 to {Text(most)}");

    internal static TimeSpan NotNegative(TimeSpan value, string what, TimeSpan most) => value >= TimeSpan.Zero && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(null, $"{what} {Text(value)}: expected 0 to {Text(most)}");

    internal static TimeSpan Between(TimeSpan value, string what, TimeSpan least, TimeSpan most) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(null, $"{what} {Text(value)}: expected {Text(least)} to {Text(most)}");

    internal static long Nanoseconds(TimeSpan value) => value.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Device ticks of a duration, rounded up, so that no limit becomes shorter than it was asked for.</summary>
    internal static ulong Ticks(TimeSpan value, uint ticksPerSecond) =>
        (ulong)((((Int128)value.Ticks * ticksPerSecond) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);

    private static string Text(TimeSpan value) => value.TotalMilliseconds is >= 1000 or <= -1000
        ? FormattableString.Invariant($"{value.TotalSeconds} s")
        : FormattableString.Invariant($"{value.TotalMilliseconds} ms");
}
