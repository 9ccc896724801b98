using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>How SPIF packets come in; a snapshot taken at the start.</summary>
public sealed record SpifInputOptions
{
    /// <summary>Name in reports; default <c>spif in</c>.</summary>
    public string Name { get; init; } = "spif in";

    /// <summary>Where to listen; port 0 stands for 3333.</summary>
    public UdpListenOptions Listen { get; init; } = new();

    /// <summary>Columns and rows: the pixel at column x and row y is channel y * width + x. Default 64 x 64.</summary>
    public SpifFrame Frame { get; init; } = new(64, 64);

    /// <summary>Start and stop words; default those of the firmware's header file.</summary>
    public SpifWords Words { get; init; } = SpifWords.Header;

    /// <summary>Whether events of negative polarity count as spikes too; default yes.</summary>
    public bool BothPolarities { get; init; } = true;

    /// <summary>Whether the stop and start words are handed on, as pause and resume; default no: they are counted.</summary>
    public bool Commands { get; init; }
}
