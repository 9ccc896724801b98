using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.Welcome"/>: what the device is.</summary>
public readonly record struct WelcomeMessage
{
    /// <summary>The running session; 0 where there is none.</summary>
    public required uint Session { get; init; }

    /// <summary>Another number at each start of the device.</summary>
    public required uint Boot { get; init; }

    /// <summary>Rate of its timer.</summary>
    public required uint TicksPerSecond { get; init; }

    /// <summary>Major in bits 31-16, minor 15-8, patch 7-0.</summary>
    public required uint FirmwareVersion { get; init; }

    /// <summary>What it has.</summary>
    public required BridgeCapabilities Capabilities { get; init; }

    /// <summary>Pending spikes that it holds.</summary>
    public required ushort SpikeCapacity { get; init; }

    /// <summary>Pending stimuli that it holds.</summary>
    public required ushort StimulusCapacity { get; init; }

    /// <summary>Bytes on the wire that it takes in while it is busy.</summary>
    public required ushort ReceiveBytes { get; init; }

    /// <summary>Pulse outputs.</summary>
    public required ushort Lines { get; init; }

    /// <summary>Edge inputs.</summary>
    public required byte Inputs { get; init; }

    /// <summary>Channels to put codes out.</summary>
    public required byte DacChannels { get; init; }

    /// <summary>Channels that are sampled.</summary>
    public required byte AdcChannels { get; init; }

    /// <summary>Bits of a code to put out.</summary>
    public required byte DacBits { get; init; }

    /// <summary>Bits of a sampled code.</summary>
    public required byte AdcBits { get; init; }

    /// <summary>Safe or armed.</summary>
    public required BridgeDeviceState State { get; init; }

    /// <summary>What had led to the safe state before the hello.</summary>
    public required BridgeSafeCause LastCause { get; init; }

    /// <summary>Name of the board.</summary>
    public required BridgeBoardName Board { get; init; }

    /// <summary>Whether every code is one of this version of the protocol; reading does not ask.</summary>
    public bool HasKnownCodes => State <= BridgeDeviceState.Armed && (int)LastCause < CauseCount;

    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, WelcomeBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, WelcomeSessionOffset, Session);
        MessageBytes.Put(destination, WelcomeBootOffset, Boot);
        MessageBytes.Put(destination, WelcomeTicksPerSecondOffset, TicksPerSecond);
        MessageBytes.Put(destination, WelcomeFirmwareVersionOffset, FirmwareVersion);
        MessageBytes.Put(destination, WelcomeCapabilitiesOffset, (uint)Capabilities);
        MessageBytes.Put(destination, WelcomeSpikeCapacityOffset, SpikeCapacity);
        MessageBytes.Put(destination, WelcomeStimulusCapacityOffset, StimulusCapacity);
        MessageBytes.Put(destination, WelcomeReceiveBytesOffset, ReceiveBytes);
        MessageBytes.Put(destination, WelcomeLinesOffset, Lines);
        destination[WelcomeInputsOffset] = Inputs;
        destination[WelcomeDacChannelsOffset] = DacChannels;
        destination[WelcomeAdcChannelsOffset] = AdcChannels;
        destination[WelcomeDacBitsOffset] = DacBits;
        destination[WelcomeAdcBitsOffset] = AdcBits;
        destination[WelcomeStateOffset] = (byte)State;
        destination[WelcomeLastCauseOffset] = (byte)LastCause;
        Board.Write(destination.Slice(WelcomeBoardOffset, WelcomeBoardBytes));
        destination[WelcomeReservedOffset] = 0;
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out WelcomeMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, WelcomeBytes, out error))
        {
            return false;
        }

        message = new WelcomeMessage
        {
            Session = MessageBytes.U32(payload, WelcomeSessionOffset),
            Boot = MessageBytes.U32(payload, WelcomeBootOffset),
            TicksPerSecond = MessageBytes.U32(payload, WelcomeTicksPerSecondOffset),
            FirmwareVersion = MessageBytes.U32(payload, WelcomeFirmwareVersionOffset),
            Capabilities = (BridgeCapabilities)MessageBytes.U32(payload, WelcomeCapabilitiesOffset),
            SpikeCapacity = MessageBytes.U16(payload, WelcomeSpikeCapacityOffset),
            StimulusCapacity = MessageBytes.U16(payload, WelcomeStimulusCapacityOffset),
            ReceiveBytes = MessageBytes.U16(payload, WelcomeReceiveBytesOffset),
            Lines = MessageBytes.U16(payload, WelcomeLinesOffset),
            Inputs = payload[WelcomeInputsOffset],
            DacChannels = payload[WelcomeDacChannelsOffset],
            AdcChannels = payload[WelcomeAdcChannelsOffset],
            DacBits = payload[WelcomeDacBitsOffset],
            AdcBits = payload[WelcomeAdcBitsOffset],
            State = (BridgeDeviceState)payload[WelcomeStateOffset],
            LastCause = (BridgeSafeCause)payload[WelcomeLastCauseOffset],
            Board = BridgeBoardName.Read(payload.Slice(WelcomeBoardOffset, WelcomeBoardBytes)),
        };
        return true;
    }
}
