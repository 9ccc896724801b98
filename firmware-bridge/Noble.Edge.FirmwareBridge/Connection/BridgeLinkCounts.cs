namespace Noble.Edge.FirmwareBridge;

/// <summary>What the host has seen of the link.</summary>
/// <param name="Opened">Times that the link was opened.</param>
/// <param name="Reconnects">Times that it was opened again, or the device answered again after a silence.</param>
/// <param name="DeviceRestarts">Times that the device was found to have started anew.</param>
/// <param name="BytesSent">Bytes given to the link.</param>
/// <param name="BytesReceived">Bytes taken from it.</param>
/// <param name="FramesSent">Frames sent, repeats among them.</param>
/// <param name="FramesTaken">Frames that passed every check.</param>
/// <param name="FramesLost">Frames missing by the gaps in the device's sequence.</param>
/// <param name="FramesDamaged">Frames dropped for an error of framing, length or CRC.</param>
/// <param name="PayloadsRefused">Good frames with a payload that is no message.</param>
/// <param name="CommandsAcknowledged">Commands that the device has executed.</param>
/// <param name="CommandsResent">Commands sent again.</param>
/// <param name="TimeoutsPassed">Times that no acknowledgement came in time.</param>
/// <param name="OutOfOrder">Acknowledgements that asked for a resend.</param>
/// <param name="InputEventsLost">Input events that the device, or the link, lost on their way, or that found the host's queue full.</param>
/// <param name="LastUnsupportedVersion">Version of the last frame of another version; 0 where there was none.</param>
public readonly record struct BridgeLinkCounts(
    long Opened,
    long Reconnects,
    long DeviceRestarts,
    long BytesSent,
    long BytesReceived,
    long FramesSent,
    long FramesTaken,
    long FramesLost,
    long FramesDamaged,
    long PayloadsRefused,
    long CommandsAcknowledged,
    long CommandsResent,
    long TimeoutsPassed,
    long OutOfOrder,
    long InputEventsLost,
    byte LastUnsupportedVersion);
