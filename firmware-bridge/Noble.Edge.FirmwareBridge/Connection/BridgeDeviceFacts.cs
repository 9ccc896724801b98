namespace Noble.Edge.FirmwareBridge;

/// <summary>What a device said about itself in its welcome.</summary>
/// <param name="Board">Its name; ASCII, at most 16 characters.</param>
/// <param name="FirmwareVersion">Version of its firmware.</param>
/// <param name="Boot">Another number at each of its starts.</param>
/// <param name="TicksPerSecond">Rate of its timer.</param>
/// <param name="Capabilities">What it has.</param>
/// <param name="SpikeCapacity">Pending spikes that it holds.</param>
/// <param name="StimulusCapacity">Pending stimuli that it holds.</param>
/// <param name="ReceiveBytes">Bytes on the wire that it takes in while it is busy.</param>
/// <param name="Lines">Pulse outputs; lines 0 to this less 1.</param>
/// <param name="Inputs">Edge inputs.</param>
/// <param name="DacChannels">Channels of digital-to-analogue converters.</param>
/// <param name="AdcChannels">Channels of analogue-to-digital converters.</param>
/// <param name="DacBits">Bits of a code to put out.</param>
/// <param name="AdcBits">Bits of a sampled code.</param>
/// <param name="LastCause">What had led to its safe state before this host said hello.</param>
public sealed record BridgeDeviceFacts(
    string Board,
    Version FirmwareVersion,
    uint Boot,
    uint TicksPerSecond,
    BridgeCapabilities Capabilities,
    ushort SpikeCapacity,
    ushort StimulusCapacity,
    ushort ReceiveBytes,
    ushort Lines,
    byte Inputs,
    byte DacChannels,
    byte AdcChannels,
    byte DacBits,
    byte AdcBits,
    BridgeSafeCause LastCause);
