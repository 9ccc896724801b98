namespace Noble.Edge.FirmwareBridge;

/// <summary>What a receiver has seen since its start.</summary>
public sealed class BridgeReceiverCounters
{
    private readonly long[] _errors = new long[BridgeProtocol.ErrorCount];

    /// <summary>Frames that passed every check.</summary>
    public long FramesTaken { get; internal set; }

    /// <summary>Frames that are missing, by the gaps in the sequence.</summary>
    public long FramesLost { get; internal set; }

    /// <summary>Bytes dropped while waiting for a delimiter.</summary>
    public long BytesSkipped { get; internal set; }

    /// <summary>Times that the link time-out passed and the sequence was forgotten.</summary>
    public long Silences { get; internal set; }

    /// <summary>Version of the last frame of a version that this reader does not know; 0 where there was none.</summary>
    public byte LastUnsupportedVersion { get; internal set; }

    /// <summary>Frames dropped for an error.</summary>
    public long this[BridgeFrameError error] => _errors[(int)error];

    internal void Add(BridgeFrameError error) => _errors[(int)error]++;
}
