namespace Noble.Edge.Rig;

/// <summary>Ranges that the options of several converters share.</summary>
internal static class ConverterRanges
{
    internal static double Supply(double volts) => volts is > 0 and <= 30
        ? volts
        : throw new ArgumentOutOfRangeException(null, $"supply or reference of a converter {volts} V: expected above 0 to 30 V");

    internal static TimeSpan Interval(TimeSpan value) => value >= TimeSpan.FromMicroseconds(100) && value <= TimeSpan.FromMinutes(1)
        ? value
        : throw new ArgumentOutOfRangeException(null, $"interval of a converter {value.TotalMilliseconds} ms: expected 0.1 to 60000 ms");

    internal static int Errors(int value) => value is >= 1 and <= 1_000
        ? value
        : throw new ArgumentOutOfRangeException(null, $"bus errors in a row {value}: expected 1 to 1000");

    internal static TimeSpan Retry(TimeSpan value) => value >= TimeSpan.FromMilliseconds(0.1) && value <= TimeSpan.FromSeconds(1)
        ? value
        : throw new ArgumentOutOfRangeException(null, $"interval of a converter's retries {value.TotalMilliseconds} ms: expected 0.1 to 1000 ms");

    internal static TimeSpan Stop(TimeSpan value) => value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromMinutes(1)
        ? value
        : throw new ArgumentOutOfRangeException(null, $"time for a converter to stop {value.TotalMilliseconds} ms: expected 1 to 60000 ms");

    internal static int Line(int value) => value is >= 0 and < 32
        ? value
        : throw new ArgumentOutOfRangeException(null, $"expander line {value}: expected 0 to 31");
}
