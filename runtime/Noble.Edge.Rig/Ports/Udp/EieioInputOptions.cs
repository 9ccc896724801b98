namespace Noble.Edge.Rig;

/// <summary>How EIEIO packets come in; a snapshot taken at the start.</summary>
public sealed record EieioInputOptions
{
    /// <summary>Name in reports; default <c>eieio in</c>.</summary>
    public string Name { get; init; } = "eieio in";

    /// <summary>Where to listen; port 0 stands for 17895, which boards send live output to.</summary>
    public UdpListenOptions Listen { get; init; } = new();

    /// <summary>Channels of the keys; default key n is channel n, for the first 2,048.</summary>
    public KeyMap Keys { get; init; } = KeyMap.Consecutive(0, 2048);

    /// <summary>Whether packets come with an SDP header: those of a board's tag that does not strip it. Default no.</summary>
    public bool HasSdpHeader { get; init; }

    /// <summary>Whether the commands stop and start are handed on, as pause and resume; default no: they are counted.</summary>
    public bool Commands { get; init; }
}
