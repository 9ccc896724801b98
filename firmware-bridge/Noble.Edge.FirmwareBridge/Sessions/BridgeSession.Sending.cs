namespace Noble.Edge.FirmwareBridge;

/// <content>What is sent, and when the next thing is due.</content>
internal sealed partial class BridgeSession
{
    private const long Never = long.MaxValue;

    private ushort _sequence;
    private long _helloAt;
    private long _heartbeatAt;
    private long _bytesSent;
    private long _framesSent;
    private long _commandsResent;
    private long _timeoutsPassed;

    /// <summary>Writes the next frame that is due, the most urgent first.</summary>
    /// <param name="wire">Holds <see cref="BridgeProtocol.WireBytesMax"/>.</param>
    /// <param name="now">The moment at which it is handed to the link.</param>
    /// <returns>Its bytes; 0 where nothing is due.</returns>
    internal int Send(Span<byte> wire, long now)
    {
        if (_phase == BridgePhase.Closed)
        {
            return 0;
        }

        ApplyRequests();
        if (IsSafeFrameWanted && now >= _safeAt)
        {
            return SendSafeFrame(wire, now);
        }

        if (!IsInSession)
        {
            return _phase == BridgePhase.Hello && now >= _helloAt ? SendHello(wire, now) : 0;
        }

        if (now >= _heartbeatAt)
        {
            return SendHeartbeat(wire, now);
        }

        if (IsProbeDue(now))
        {
            return SendProbe(wire, now);
        }

        return SendCommand(wire, now, out var bytes) ? bytes : IsReadDue(now) ? SendRead(wire, now) : 0;
    }

    /// <summary>When there is something to do again, if nothing comes and nothing is handed over before.</summary>
    internal long DueAt(long now)
    {
        var due = _heap.Count > 0 ? _heap.First.Nanoseconds : Never;
        if (_phase == BridgePhase.Closed)
        {
            return due;
        }

        if (IsSafeFrameWanted)
        {
            due = Math.Min(due, _safeAt);
        }

        if (!IsInSession)
        {
            return Math.Min(due, _helloAt);
        }

        due = Math.Min(due, Math.Min(_heartbeatAt, _lastHeard + SilenceMost));
        due = Math.Min(due, HasProbePlace ? _probeAt : now + ProbeTimeout);
        due = Math.Min(due, ReadDueAt);
        due = Math.Min(due, MayTransmit ? _window.TimeoutAt(_roundTrip.TimeoutNanoseconds) : Never);
        due = Math.Min(due, MayTransmit && _window.HasUnsent ? now : Never);
        return Math.Min(due, StreamingDueAt(now));
    }

    // An arming that was asked for before the safe state must not be asked for again after it.
    private bool MayTransmit => !(Latch != SafeLatch.None && _window.Count > 0 && _window.First.Type == BridgeMessageType.Arm);

    private bool SendCommand(Span<byte> wire, long now, out int bytes)
    {
        bytes = 0;
        BuildCommands(now);
        if (!MayTransmit || !_window.TrySend(now, out var command))
        {
            return false;
        }

        if (command.Transmissions > 1)
        {
            _commandsResent++;
        }

        bytes = Frame(wire, command.Type, command.Payload.AsSpan(0, command.PayloadBytes));
        return true;
    }

    private void BuildCommands(long now)
    {
        switch (_phase)
        {
            case BridgePhase.Arming when _window.Count == 0 && now >= _armAt && Latch == SafeLatch.None:
                new ArmMessage(_window.NextNumber).TryWrite(_window.NextPayload(), out var written, out _);
                _window.Add(BridgeMessageType.Arm, written);
                _armAt = now + ArmInterval;
                _reason = "the device has been asked to arm";
                break;
            case BridgePhase.Running when !_window.HasUnsent:
                BuildStream(now);
                break;
        }
    }

    private void WatchTimeouts(long now)
    {
        if (!IsInSession || !MayTransmit || now < _window.TimeoutAt(_roundTrip.TimeoutNanoseconds))
        {
            return;
        }

        _timeoutsPassed++;
        _roundTrip.BackOff();
        _window.GoBackAfterTimeout();
        ShrinkBatches();
    }

    private int SendHello(Span<byte> wire, long now)
    {
        _helloAt = now + (IsOtherVersion ? SlowHelloInterval : HelloInterval);
        Span<byte> payload = stackalloc byte[BridgeProtocol.HelloBytes];
        new HelloMessage(_session).TryWrite(payload, out _, out _);
        return Frame(wire, BridgeMessageType.Hello, payload);
    }

    private int SendHeartbeat(Span<byte> wire, long now)
    {
        _heartbeatAt = now + _heartbeatInterval;
        Span<byte> payload = stackalloc byte[BridgeProtocol.HostHeartbeatBytes];
        new HostHeartbeatMessage(_session, (ulong)now).TryWrite(payload, out _, out _);
        return Frame(wire, BridgeMessageType.HostHeartbeat, payload);
    }

    private int Frame(Span<byte> wire, BridgeMessageType type, ReadOnlySpan<byte> payload)
    {
        BridgeFrameCodec.TryWrite(wire, type, _sequence++, payload, out var written, out _);
        _framesSent++;
        _bytesSent += written;
        return written;
    }
}
