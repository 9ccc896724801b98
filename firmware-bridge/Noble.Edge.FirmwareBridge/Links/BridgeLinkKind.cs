namespace Noble.Edge.FirmwareBridge;

/// <summary>What carries the bytes.</summary>
public enum BridgeLinkKind
{
    /// <summary>A terminal device: serial line, USB CDC, pseudo-terminal.</summary>
    Terminal,

    /// <summary>A unix stream socket.</summary>
    UnixSocket,

    /// <summary>A TCP connection.</summary>
    Tcp,
}
