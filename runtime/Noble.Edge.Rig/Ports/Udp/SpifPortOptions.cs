using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>How spikes leave to SpiNNaker's peripheral interface; a snapshot taken at the start.</summary>
public sealed record SpifPortOptions
{
    /// <summary>UDP port of pipe 0; pipe 1 is the next one.</summary>
    public const int FirstPipePort = 3333;

    /// <summary>Name in reports; default <c>spif</c>.</summary>
    public string Name { get; init; } = "spif";

    /// <summary>Where to and how collected; port 0 stands for 3333, pipe 0.</summary>
    public UdpSendOptions Send { get; init; } = new();

    /// <summary>Columns and rows: neuron n is at column n % width, row n / width; neurons beyond have no address. Default 64 x 64, range 1 to 32768 each.</summary>
    public SpifFrame Frame { get; init; } = new(64, 64);

    /// <summary>Whether each event carries its time; default no.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Unit of those times, on the experiment clock; default 1 µs, range 100 ns to 1 s. They wrap after 2^32 units.</summary>
    public TimeSpan TimestampUnit
    {
        get;
        init => field = value >= TimeSpan.FromTicks(1) && value <= TimeSpan.FromSeconds(1)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"SPIF time unit {value.TotalMicroseconds} µs: expected 0.1 to 1000000 µs");
    } = TimeSpan.FromMicroseconds(1);

    /// <summary>Start and stop words; default those of the firmware's header file.</summary>
    public SpifWords Words { get; init; } = SpifWords.Header;

    /// <summary>Whether the start word goes before the first event; default no.</summary>
    public bool SendStart { get; init; }

    /// <summary>Most bytes of a datagram; default 1,024, range 64 to 1,472, a multiple of 8.</summary>
    public int PacketBytes
    {
        get;
        init => field = value is >= 64 and <= 1472 && value % 8 == 0
            ? value
            : throw new ArgumentOutOfRangeException(null, $"SPIF packet of {value} bytes: expected 64 to 1472, a multiple of 8");
    } = 1024;
}
