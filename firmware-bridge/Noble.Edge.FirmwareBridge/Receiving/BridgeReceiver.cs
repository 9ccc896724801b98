namespace Noble.Edge.FirmwareBridge;

/// <summary>Bytes in, good frames out, whatever the bytes are: section 4 of the specification.</summary>
/// <remarks>
/// Hot path: after construction no allocation, no exception. Time is the caller's, so that tests need no clock: int64
/// nanoseconds on one clock that does not go back, which do not wrap in 292 years. Not for two threads at once.
/// </remarks>
public sealed class BridgeReceiver
{
    private readonly int _direction;
    private readonly long _frameTimeoutNanoseconds;
    private readonly long _linkTimeoutNanoseconds;
    private readonly byte[] _bytes = new byte[BridgeProtocol.FrameBytesMax];
    private CobsReader _cobs;
    private int _count;
    private bool _skipping = true;
    private bool _frameBegun;
    private bool _hasExpectation;
    private ushort _expectedSequence;
    private long _lastByteNanoseconds;
    private long _lastInSequenceNanoseconds;
    private long _openedNanoseconds;
    private bool _hasOpening;
    private long _lastOpenedNanoseconds;
    private bool _lastHasOpening;

    /// <summary>Creates a receiver that waits for its first delimiter.</summary>
    public BridgeReceiver(BridgeReceiverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _direction = (int)options.Direction;
        _frameTimeoutNanoseconds = options.FrameTimeout.Ticks * TimeSpan.NanosecondsPerTick;
        _linkTimeoutNanoseconds = options.LinkTimeout.Ticks * TimeSpan.NanosecondsPerTick;
    }

    /// <summary>What has been seen so far.</summary>
    public BridgeReceiverCounters Counters { get; } = new();

    /// <summary>When the last frame's opening delimiter was read.</summary>
    /// <returns>False where that was lost, and the frame began behind the closing delimiter of the one before.</returns>
    public bool TryGetOpening(out long nanoseconds)
    {
        nanoseconds = _lastOpenedNanoseconds;
        return _lastHasOpening;
    }

    /// <summary>Takes bytes up to the end of the next good frame, or all of them.</summary>
    /// <param name="bytes">What the link gave; on return, what has not been taken yet. Call again while it gives frames.</param>
    /// <param name="nowNanoseconds">When the bytes were read.</param>
    /// <param name="frame">The frame; its payload is valid until the next call.</param>
    /// <returns>Whether there is a frame.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, long nowNanoseconds, out BridgeFrame frame)
    {
        Poll(nowNanoseconds);
        for (var i = 0; i < bytes.Length; i++)
        {
            _lastByteNanoseconds = nowNanoseconds;
            var value = bytes[i];
            if (value != BridgeProtocol.Delimiter)
            {
                Collect(value);
            }
            else if (_skipping || !_frameBegun)
            {
                // Straight behind another one it can only be an opening.
                (_hasOpening, _openedNanoseconds) = (!_skipping, nowNanoseconds);
                BeginFrame();
            }
            else if (TryEndFrame(nowNanoseconds, out frame))
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        bytes = default;
        frame = default;
        return false;
    }

    /// <summary>Lets the time-outs pass while no byte comes. Read every byte that has already arrived before calling it.</summary>
    public void Poll(long nowNanoseconds)
    {
        if (_frameBegun && nowNanoseconds - _lastByteNanoseconds >= _frameTimeoutNanoseconds)
        {
            DropAndSkip(BridgeFrameError.FrameTimeout);
        }

        if (_hasExpectation && nowNanoseconds - _lastInSequenceNanoseconds >= _linkTimeoutNanoseconds)
        {
            _hasExpectation = false;
            Counters.Silences++;
        }
    }

    private static bool IsKnown(BridgeMessageType type) =>
        type is (>= BridgeMessageType.HostHeartbeat and <= BridgeMessageType.EmergencyStop)
            or (>= BridgeMessageType.DeviceHeartbeat and <= BridgeMessageType.Log);

    // A peer that has started again, and counts from 0, is heard at once.
    private static bool BeginsSequence(BridgeMessageType type) => type is BridgeMessageType.Hello or BridgeMessageType.Welcome;

    private void BeginFrame()
    {
        _skipping = false;
        _frameBegun = false;
        _count = 0;
        _cobs = default;
    }

    private void DropAndSkip(BridgeFrameError error)
    {
        Counters.Add(error);
        _skipping = true;
        _frameBegun = false;
    }

    private void Collect(byte stuffed)
    {
        if (_skipping)
        {
            Counters.BytesSkipped++;
            return;
        }

        _frameBegun = true;
        if (!_cobs.TryRead(stuffed, out var data))
        {
            return;
        }

        if (_count == _bytes.Length)
        {
            DropAndSkip(BridgeFrameError.TooLong);
            return;
        }

        _bytes[_count++] = data;
    }

    private bool TryEndFrame(long nowNanoseconds, out BridgeFrame frame)
    {
        var error = Check(nowNanoseconds, out frame);
        (_lastHasOpening, _lastOpenedNanoseconds, _hasOpening) = (_hasOpening, _openedNanoseconds, false);
        BeginFrame();
        if (error != BridgeFrameError.None)
        {
            Counters.Add(error);
            frame = default;
            return false;
        }

        Counters.FramesTaken++;
        return true;
    }

    private BridgeFrameError Check(long nowNanoseconds, out BridgeFrame frame)
    {
        frame = default;
        if (!_cobs.IsComplete)
        {
            return BridgeFrameError.Stuffing;
        }

        if (!BridgeFrameCodec.TryRead(_bytes.AsSpan(0, _count), out frame, out var error))
        {
            if (error == BridgeFrameError.UnsupportedVersion)
            {
                Counters.LastUnsupportedVersion = _bytes[BridgeProtocol.HeaderVersionOffset];
            }

            return error;
        }

        if (((int)frame.Type & BridgeProtocol.DirectionMask) != _direction)
        {
            return BridgeFrameError.WrongDirection;
        }

        if (!IsInSequence(frame.Type, frame.Sequence, nowNanoseconds))
        {
            return BridgeFrameError.RepeatedSequence;
        }

        return IsKnown(frame.Type) ? BridgeFrameError.None : BridgeFrameError.UnknownType;
    }

    private bool IsInSequence(BridgeMessageType type, ushort sequence, long nowNanoseconds)
    {
        if (_hasExpectation && !BeginsSequence(type))
        {
            var ahead = (ushort)(sequence - _expectedSequence);
            if (ahead > BridgeProtocol.SequenceAheadMax)
            {
                return false;
            }

            Counters.FramesLost += ahead;
        }

        _hasExpectation = true;
        _expectedSequence = (ushort)(sequence + 1);
        _lastInSequenceNanoseconds = nowNanoseconds;
        return true;
    }
}
