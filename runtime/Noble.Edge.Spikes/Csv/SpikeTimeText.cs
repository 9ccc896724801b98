using System.Buffers.Text;

namespace Noble.Edge.Spikes;

/// <summary>Nanoseconds as milliseconds in text, exactly: six places, so that text and clock are the same number.</summary>
public static class SpikeTimeText
{
    /// <summary>Most bytes of a time in text.</summary>
    public const int MaximumLength = 21;

    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Writes as in <c>17.062500</c> [ms].</summary>
    /// <returns>False, and nothing written, where the destination is too small.</returns>
    public static bool TryFormatMilliseconds(long timeNanoseconds, Span<byte> destination, out int written)
    {
        written = 0;
        var (whole, part) = Math.DivRem(timeNanoseconds, NanosecondsPerMillisecond);
        if (destination.Length < MaximumLength)
        {
            return false;
        }

        // The sign of -0.5 ms is not in its whole part.
        if (whole == 0 && part < 0)
        {
            destination[written++] = (byte)'-';
        }

        Utf8Formatter.TryFormat(whole, destination[written..], out var digits);
        written += digits;
        destination[written++] = (byte)'.';
        Utf8Formatter.TryFormat((uint)Math.Abs(part), destination[written..], out digits, new System.Buffers.StandardFormat('D', 6));
        written += digits;
        return true;
    }

    /// <summary>Reads what <see cref="TryFormatMilliseconds"/> writes, and any time with at most six places.</summary>
    public static bool TryParseMilliseconds(ReadOnlySpan<char> text, out long timeNanoseconds)
    {
        timeNanoseconds = 0;
        if (!decimal.TryParse(
            text,
            System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture,
            out var milliseconds))
        {
            return false;
        }

        var nanoseconds = milliseconds * NanosecondsPerMillisecond;
        if (nanoseconds != decimal.Truncate(nanoseconds) || nanoseconds < long.MinValue || nanoseconds > long.MaxValue)
        {
            return false;
        }

        timeNanoseconds = (long)nanoseconds;
        return true;
    }
}
