namespace Noble.Edge.FirmwareBridge;

/// <summary>Codes and sizes of the bridge protocol: the constants of <c>protocol/noble_protocol.h</c>, which is their source.</summary>
/// <remarks>A test holds every one of them to the header's; what they mean is in <c>protocol/SPECIFICATION.md</c>.</remarks>
public static partial class BridgeProtocol
{
    /// <summary>Version of the messages; the framing is the same in every version.</summary>
    public const byte ProtocolVersion = 1;

    /// <summary>The byte before and after every frame, and never within one.</summary>
    public const byte Delimiter = 0x00;

    /// <summary>Bytes of a frame's header.</summary>
    public const int HeaderBytes = 6;

    /// <summary>Where the header has the version, u8.</summary>
    public const int HeaderVersionOffset = 0;

    /// <summary>Where the header has the type, u8.</summary>
    public const int HeaderTypeOffset = 1;

    /// <summary>Where the header has the sequence number, u16.</summary>
    public const int HeaderSequenceOffset = 2;

    /// <summary>Where the header has the payload's length in bytes, u16.</summary>
    public const int HeaderPayloadBytesOffset = 4;

    /// <summary>Bytes of the CRC behind the payload.</summary>
    public const int CrcBytes = 4;

    /// <summary>The longest payload.</summary>
    public const int PayloadBytesMax = 1024;

    /// <summary>The shortest frame before stuffing: header and CRC.</summary>
    public const int FrameBytesMin = 10;

    /// <summary>The longest frame before stuffing.</summary>
    public const int FrameBytesMax = 1034;

    /// <summary>The most data bytes of a block of the stuffing.</summary>
    public const int CobsBlockBytesMax = 254;

    /// <summary>The longest frame after stuffing, without its delimiters.</summary>
    public const int CobsBytesMax = 1039;

    /// <summary>The longest frame on the wire, with both delimiters.</summary>
    public const int WireBytesMax = 1041;

    /// <summary>The CRC's polynomial.</summary>
    public const uint CrcPolynomial = 0x04C11DB7;

    /// <summary>The same, as it is used: reflected.</summary>
    public const uint CrcPolynomialReflected = 0xEDB88320;

    /// <summary>What a CRC begins with.</summary>
    public const uint CrcInitial = 0xFFFFFFFF;

    /// <summary>What a CRC is exclusive-ored with at its end.</summary>
    public const uint CrcFinalXor = 0xFFFFFFFF;

    /// <summary>The CRC of the nine characters <c>123456789</c>.</summary>
    public const uint CrcCheck = 0xCBF43926;

    /// <summary>How far ahead of the expected sequence number a frame may be; further is a frame seen before.</summary>
    public const int SequenceAheadMax = 32767;

    /// <summary>How long a frame may pause [ms].</summary>
    public const int FrameTimeoutMilliseconds = 100;

    /// <summary>How long a link may be silent before its sequence is forgotten [ms].</summary>
    public const int LinkTimeoutMilliseconds = 1000;

    /// <summary>How often each side sends a heartbeat [ms].</summary>
    public const int HeartbeatIntervalMilliseconds = 100;

    /// <summary>The bit of a type that is the frame's direction, <see cref="BridgeDirection"/>.</summary>
    public const int DirectionMask = 0x80;

    /// <summary>One more than the last code of <see cref="BridgeFrameError"/>.</summary>
    public const int ErrorCount = 17;

    /// <summary>One more than the last code of <see cref="BridgeSafeCause"/>.</summary>
    public const int CauseCount = 8;

    /// <summary>One more than the last code of <see cref="BridgeResult"/>.</summary>
    public const int ResultCount = 14;

    /// <summary>First register of the first converter channel; <see cref="BridgeDacRegister"/> are places after it.</summary>
    public const int RegisterDac = 0x0200;

    /// <summary>Registers from one converter channel to the next.</summary>
    public const int RegisterDacStride = 0x0010;

    /// <summary>The most converter channels of a device.</summary>
    public const int RegisterDacChannelsMax = 4;

    /// <summary>First of the registers that count the receiver's errors, in the order of <see cref="BridgeFrameError"/>.</summary>
    public const int RegisterErrors = 0x0300;
}
