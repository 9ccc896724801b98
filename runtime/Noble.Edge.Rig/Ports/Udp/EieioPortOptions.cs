using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>How spikes leave as EIEIO packets; a snapshot taken at the start.</summary>
public sealed record EieioPortOptions
{
    /// <summary>UDP port of a SpiNNaker board.</summary>
    public const int BoardPort = 17_893;

    /// <summary>Name in reports; default <c>eieio</c>.</summary>
    public string Name { get; init; } = "eieio";

    /// <summary>Where to and how collected; port 0 stands for 17893.</summary>
    public UdpSendOptions Send { get; init; } = new();

    /// <summary>Keys of the neurons; default neuron n has key n, for the first 2,048 neurons.</summary>
    public KeyMap Keys { get; init; } = KeyMap.Consecutive(0, 2048);

    /// <summary>What an event consists of; default keys of 32 bits. With a payload, that is its time.</summary>
    public EieioType Type
    {
        get;
        init => field = value <= EieioType.Key32Payload32
            ? value
            : throw new ArgumentOutOfRangeException(null, $"EIEIO type {(int)value}: expected 0 to 3");
    } = EieioType.Key32;

    /// <summary>Unit of the times in payloads, on the experiment clock; default 1 ms, a board's time step, range 1 µs to 1 s.</summary>
    public TimeSpan TimestampUnit
    {
        get;
        init => field = value >= TimeSpan.FromMicroseconds(1) && value <= TimeSpan.FromSeconds(1)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"EIEIO time unit {value.TotalMicroseconds} µs: expected 1 to 1000000 µs");
    } = TimeSpan.FromMilliseconds(1);

    /// <summary>The core of a board that events are injected into, or null, the default, for bare packets to a program.</summary>
    public SdpHeader? Board { get; init; }
}
