using Noble.Edge.FirmwareBridge;

namespace Noble.Edge.Rig;

/// <summary>What of the rig goes through a microcontroller; a snapshot taken at the start.</summary>
public sealed record BridgePortOptions
{
    /// <summary>Line of a neuron that has none.</summary>
    public const int NoLine = -1;

    /// <summary>Name in reports; default <c>bridge</c>.</summary>
    public string Name { get; init; } = "bridge";

    /// <summary>Where the device is, and how its outputs, converters and inputs are set.</summary>
    public required BridgeConnectionOptions Connection { get; init; }

    /// <summary>
    /// Output line, or address on the AER bus, of each neuron, shape [neuron], 0 to 65534; <see cref="NoLine"/> for a neuron that has none.
    /// Several neurons may share one. Default: none.
    /// </summary>
    public IReadOnlyList<int> LineOfNeuron
    {
        get;
        init
        {
            for (var neuron = 0; neuron < value.Count; neuron++)
            {
                if (value[neuron] is < NoLine or >= ushort.MaxValue)
                {
                    throw new ArgumentOutOfRangeException(null, $"bridge line {value[neuron]} of neuron {neuron}: expected 0 to 65534, or {NoLine} for none");
                }
            }

            field = value;
        }
    } = [];

    /// <summary>Stimulus channels, in the order in which the loop counts them; default none.</summary>
    public IReadOnlyList<BridgeStimulusChannel> Channels { get; init; } = [];

    /// <summary>Edge inputs that are events; default none.</summary>
    public IReadOnlyList<BridgeEdgeInput> Edges { get; init; } = [];

    /// <summary>Analogue inputs that are samples; default none.</summary>
    public IReadOnlyList<BridgeSampleChannel> Samples { get; init; } = [];

    /// <summary>
    /// A spike that is not known beforehand (of a closed loop's response) leaves so much after its moment, always: long enough for the link,
    /// so that its time is exact. Default 5 ms, range 0.1 ms to 1 s.
    /// </summary>
    public TimeSpan ResponseDelay
    {
        get;
        init => field = value >= TimeSpan.FromMicroseconds(100) && value <= TimeSpan.FromSeconds(1)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"response delay {value.TotalMilliseconds} ms: expected 0.1 to 1000 ms");
    } = TimeSpan.FromMilliseconds(5);

    /// <summary>How long the start waits for the device; default 10 s, range 0.1 s to 10 min.</summary>
    public TimeSpan StartTimeout
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(100) && value <= TimeSpan.FromMinutes(10)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"start time-out {value.TotalSeconds} s: expected 0.1 to 600 s");
    } = TimeSpan.FromSeconds(10);
}
