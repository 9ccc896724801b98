using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.DeviceHeartbeat"/>; counts are since the device's start and wrap at 2^32.</summary>
public readonly record struct DeviceHeartbeatMessage
{
    /// <summary>The running session; 0 where there is none.</summary>
    public required uint Session { get; init; }

    /// <summary>Another number at each start of the device.</summary>
    public required uint Boot { get; init; }

    /// <summary>When the frame was made, on the device's timer [ticks].</summary>
    public required ulong DeviceTimeTicks { get; init; }

    /// <summary>Safe or armed.</summary>
    public required BridgeDeviceState State { get; init; }

    /// <summary>What led to the safe state; None while armed.</summary>
    public required BridgeSafeCause Cause { get; init; }

    /// <summary>Free places for spikes.</summary>
    public required ushort FreeSpikes { get; init; }

    /// <summary>Free places for stimuli.</summary>
    public required ushort FreeStimuli { get; init; }

    /// <summary>Number of the command that is expected.</summary>
    public required ushort NextCommand { get; init; }

    /// <summary>Spikes accepted.</summary>
    public required uint Accepted { get; init; }

    /// <summary>Spikes emitted, late ones among them.</summary>
    public required uint Emitted { get; init; }

    /// <summary>Spikes late on arrival: not accepted.</summary>
    public required uint LateOnArrival { get; init; }

    /// <summary>Spikes late at emission: accepted and not emitted.</summary>
    public required uint LateAtEmission { get; init; }

    /// <summary>Spikes refused: full, not armed, no such line, or limited.</summary>
    public required uint Refused { get; init; }

    /// <summary>Spikes accepted, then cancelled or discarded by a safe state.</summary>
    public required uint Withdrawn { get; init; }

    /// <summary>Whether every code is one of this version of the protocol; reading does not ask.</summary>
    public bool HasKnownCodes => State <= BridgeDeviceState.Armed && (int)Cause < CauseCount;

    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, DeviceHeartbeatBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, DeviceHeartbeatSessionOffset, Session);
        MessageBytes.Put(destination, DeviceHeartbeatBootOffset, Boot);
        MessageBytes.Put(destination, DeviceHeartbeatDeviceTimeOffset, DeviceTimeTicks);
        destination[DeviceHeartbeatStateOffset] = (byte)State;
        destination[DeviceHeartbeatCauseOffset] = (byte)Cause;
        MessageBytes.Put(destination, DeviceHeartbeatFreeSpikesOffset, FreeSpikes);
        MessageBytes.Put(destination, DeviceHeartbeatFreeStimuliOffset, FreeStimuli);
        MessageBytes.Put(destination, DeviceHeartbeatNextCommandOffset, NextCommand);
        MessageBytes.Put(destination, DeviceHeartbeatAcceptedOffset, Accepted);
        MessageBytes.Put(destination, DeviceHeartbeatEmittedOffset, Emitted);
        MessageBytes.Put(destination, DeviceHeartbeatLateOnArrivalOffset, LateOnArrival);
        MessageBytes.Put(destination, DeviceHeartbeatLateAtEmissionOffset, LateAtEmission);
        MessageBytes.Put(destination, DeviceHeartbeatRefusedOffset, Refused);
        MessageBytes.Put(destination, DeviceHeartbeatWithdrawnOffset, Withdrawn);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out DeviceHeartbeatMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, DeviceHeartbeatBytes, out error))
        {
            return false;
        }

        message = new DeviceHeartbeatMessage
        {
            Session = MessageBytes.U32(payload, DeviceHeartbeatSessionOffset),
            Boot = MessageBytes.U32(payload, DeviceHeartbeatBootOffset),
            DeviceTimeTicks = MessageBytes.U64(payload, DeviceHeartbeatDeviceTimeOffset),
            State = (BridgeDeviceState)payload[DeviceHeartbeatStateOffset],
            Cause = (BridgeSafeCause)payload[DeviceHeartbeatCauseOffset],
            FreeSpikes = MessageBytes.U16(payload, DeviceHeartbeatFreeSpikesOffset),
            FreeStimuli = MessageBytes.U16(payload, DeviceHeartbeatFreeStimuliOffset),
            NextCommand = MessageBytes.U16(payload, DeviceHeartbeatNextCommandOffset),
            Accepted = MessageBytes.U32(payload, DeviceHeartbeatAcceptedOffset),
            Emitted = MessageBytes.U32(payload, DeviceHeartbeatEmittedOffset),
            LateOnArrival = MessageBytes.U32(payload, DeviceHeartbeatLateOnArrivalOffset),
            LateAtEmission = MessageBytes.U32(payload, DeviceHeartbeatLateAtEmissionOffset),
            Refused = MessageBytes.U32(payload, DeviceHeartbeatRefusedOffset),
            Withdrawn = MessageBytes.U32(payload, DeviceHeartbeatWithdrawnOffset),
        };
        return true;
    }
}
