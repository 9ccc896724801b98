namespace Noble.Edge.Rig;

/// <summary>Currents that come in over UDP; a snapshot taken at the start.</summary>
public sealed record UdpCurrentInputOptions
{
    /// <summary>Name in reports; default <c>current</c>.</summary>
    public string Name { get; init; } = "current";

    /// <summary>Where to listen; default UDP port 17900 on loopback.</summary>
    public UdpListenOptions Listen { get; init; } = new();

    /// <summary>Neurons that can be named; samples of others are counted as unmapped. Default 2^20, range 1 to 2^24.</summary>
    public int Neurons
    {
        get;
        init => field = value is >= 1 and <= 1 << 24 ? value : throw new ArgumentOutOfRangeException(null, $"neurons {value}: expected 1 to {1 << 24}");
    } = 1 << 20;

    /// <summary>
    /// Interval of the samples, by which a gap in their times is filled with missing ones; default 0: only the newest sample of a datagram counts.
    /// Range to 1 s.
    /// </summary>
    public TimeSpan SampleInterval
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromSeconds(1)
            ? value
            : throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"sample interval {value.TotalMilliseconds} ms: expected 0 to 1000 ms"));
    }
}
