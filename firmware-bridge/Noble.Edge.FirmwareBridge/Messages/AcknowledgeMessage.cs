using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.Acknowledge"/>: how a command went.</summary>
public readonly record struct AcknowledgeMessage
{
    /// <summary>The running session; 0 where there is none.</summary>
    public required uint Session { get; init; }

    /// <summary>The command that this answers.</summary>
    public required ushort Command { get; init; }

    /// <summary>The command that is expected; all before it are executed.</summary>
    public required ushort NextCommand { get; init; }

    /// <summary>How it went.</summary>
    public required BridgeResult Result { get; init; }

    /// <summary>What was wrong with the payload, where the result is Malformed.</summary>
    public required BridgeFrameError Error { get; init; }

    /// <summary>Safe or armed.</summary>
    public required BridgeDeviceState State { get; init; }

    /// <summary>What led to the safe state; None while armed.</summary>
    public required BridgeSafeCause Cause { get; init; }

    /// <summary>Free places for spikes after the command.</summary>
    public required ushort FreeSpikes { get; init; }

    /// <summary>Free places for stimuli after the command.</summary>
    public required ushort FreeStimuli { get; init; }

    /// <summary>Whether every code is one of this version of the protocol; reading does not ask.</summary>
    public bool HasKnownCodes => (int)Result < ResultCount && (int)Error < ErrorCount && State <= BridgeDeviceState.Armed && (int)Cause < CauseCount;

    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, AcknowledgeBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, AcknowledgeSessionOffset, Session);
        MessageBytes.Put(destination, AcknowledgeCommandOffset, Command);
        MessageBytes.Put(destination, AcknowledgeNextCommandOffset, NextCommand);
        destination[AcknowledgeResultOffset] = (byte)Result;
        destination[AcknowledgeErrorOffset] = (byte)Error;
        destination[AcknowledgeStateOffset] = (byte)State;
        destination[AcknowledgeCauseOffset] = (byte)Cause;
        MessageBytes.Put(destination, AcknowledgeFreeSpikesOffset, FreeSpikes);
        MessageBytes.Put(destination, AcknowledgeFreeStimuliOffset, FreeStimuli);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out AcknowledgeMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, AcknowledgeBytes, out error))
        {
            return false;
        }

        message = new AcknowledgeMessage
        {
            Session = MessageBytes.U32(payload, AcknowledgeSessionOffset),
            Command = MessageBytes.U16(payload, AcknowledgeCommandOffset),
            NextCommand = MessageBytes.U16(payload, AcknowledgeNextCommandOffset),
            Result = (BridgeResult)payload[AcknowledgeResultOffset],
            Error = (BridgeFrameError)payload[AcknowledgeErrorOffset],
            State = (BridgeDeviceState)payload[AcknowledgeStateOffset],
            Cause = (BridgeSafeCause)payload[AcknowledgeCauseOffset],
            FreeSpikes = MessageBytes.U16(payload, AcknowledgeFreeSpikesOffset),
            FreeStimuli = MessageBytes.U16(payload, AcknowledgeFreeStimuliOffset),
        };
        return true;
    }
}
