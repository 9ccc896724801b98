namespace Noble.Edge.Rig;

/// <summary>How samples that come in through a port become currents, or conductances; a snapshot taken at the start.</summary>
public sealed record SampledStimulusOptions
{
    /// <summary>Which input port, by its place; events of others are left alone.</summary>
    public required ushort Source { get; init; }

    /// <summary>Channel of each neuron; null where channel n is neuron n's. Channel -1 is always that of all neurons.</summary>
    public IReadOnlyList<int>? Channels { get; init; }

    /// <summary>The channel whose samples are all neurons'; null where each has its own.</summary>
    public int? ChannelOfAll { get; init; }

    /// <summary>Nanoamperes, or nanosiemens, of a unit of the channel; default 1, finite.</summary>
    public double PerUnit
    {
        get;
        init => field = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"nA or nS per unit {value}: expected a number");
    } = 1;

    /// <summary>For how long a sample counts when none follows; then there is none. Default 10 ms, range 0 to 1 h.</summary>
    public TimeSpan Hold
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromHours(1)
            ? value
            : throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"hold {value.TotalMilliseconds} ms: expected 0 to 3600000 ms"));
    } = TimeSpan.FromMilliseconds(10);

    /// <summary>Steps of the model that a sample lasts, where samples wait for their turn; default 0: the newest one counts at once. Range to 10,000.</summary>
    public int StepsPerSample
    {
        get;
        init => field = value is >= 0 and <= 10_000 ? value : throw new ArgumentOutOfRangeException(null, $"steps of a sample {value}: expected 0 to 10000");
    }

    /// <summary>Samples of a neuron that have to be there before the first is used: what the network's jitter may use up. Default 1, range 1 to <see cref="Capacity"/>.</summary>
    public int Delay
    {
        get;
        init => field = value is >= 1 and <= 1_000_000 ? value : throw new ArgumentOutOfRangeException(null, $"delay of {value} samples: expected 1 to 1000000");
    } = 1;

    /// <summary>Samples of a neuron that wait at most; where more come, the oldest make room and are counted. Default 10,000, range 16 to 1,000,000.</summary>
    public int Capacity
    {
        get;
        init => field = value is >= 16 and <= 1_000_000 ? value : throw new ArgumentOutOfRangeException(null, $"buffer of {value} samples: expected 16 to 1000000");
    } = 10_000;
}
