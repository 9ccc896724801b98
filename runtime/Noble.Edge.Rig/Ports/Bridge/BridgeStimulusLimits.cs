using Noble.Edge.FirmwareBridge;

namespace Noble.Edge.Rig;

/// <summary>The limits of the safety box in the units of a device's converter, which repeats them.</summary>
public static class BridgeStimulusLimits
{
    private const uint None = 0;

    private static readonly TimeSpan LongestWindow = TimeSpan.FromSeconds(10); // what the device can keep

    /// <summary>What the device may put out, shape [the device's channel]; one that is not in use stays in the middle.</summary>
    /// <param name="channels">The channels in use.</param>
    /// <param name="limits">The limits [nA, pC].</param>
    /// <returns>
    /// Codes that never exceed the limits: ends are rounded towards rest, slew and charge down, but to no less than a code, for 0 stands for
    /// none. A charge window beyond the device's 10 s becomes 10 s; the longer one is held by the safety box alone.
    /// </returns>
    public static IReadOnlyList<BridgeDacChannel> Of(IReadOnlyList<BridgeStimulusChannel> channels, SafetyLimits limits)
    {
        var codes = new BridgeDacChannel[channels.Count == 0 ? 0 : channels.Max(channel => channel.Output) + 1];
        for (var output = 0; output < codes.Length; output++)
        {
            codes[output] = channels.FirstOrDefault(channel => channel.Output == output) is { } channel ? Of(channel, limits) : Middle(channels[0].Bits);
        }

        return codes;
    }

    private static BridgeDacChannel Of(BridgeStimulusChannel channel, SafetyLimits limits)
    {
        var (one, other) = (Inside(channel, limits.MinimumNanoamperes), Inside(channel, limits.MaximumNanoamperes));
        return new BridgeDacChannel
        {
            LowestCode = (ushort)Math.Min(one, other),
            HighestCode = (ushort)Math.Max(one, other),
            RestCode = (ushort)channel.RestCode,
            SlewCodesPerMillisecond = Codes(limits.SlewNanoamperesPerMillisecond / channel.NanoamperesPerCode),

            // A picocoulomb is a nanoampere for a millisecond.
            ChargeCodeMilliseconds = Codes(limits.ChargePicocoulombs / channel.NanoamperesPerCode),
            ChargeWindow = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(limits.ChargeWindow.TotalMilliseconds, LongestWindow.TotalMilliseconds))),
            StimuliPerSecond = limits.StimuliPerSecond,
        };
    }

    private static BridgeDacChannel Middle(int bits)
    {
        var middle = (ushort)(1 << (bits - 1));
        return new BridgeDacChannel { LowestCode = middle, HighestCode = middle, RestCode = middle };
    }

    private static int Inside(BridgeStimulusChannel channel, double nanoamperes)
    {
        var rest = channel.RestCode;
        var direction = Math.Sign(channel.NanoamperesPerVolt) * Math.Sign(nanoamperes);
        var steps = Math.Floor((Math.Abs(nanoamperes) / channel.NanoamperesPerCode) + 1e-9);
        return (int)Math.Clamp(rest + (direction * steps), 0, channel.HighestCode);
    }

    private static uint Codes(double value) => double.IsPositiveInfinity(value) ? None : (uint)Math.Clamp(Math.Floor(value + 1e-9), 1, uint.MaxValue);
}
