namespace Noble.Edge.FirmwareBridge;

/// <content>Safe states: asked for by the host, or told by the device.</content>
internal sealed partial class BridgeSession
{
    private const long SafeInterval = 10 * Millisecond;
    private const long SlowSafeInterval = 100 * Millisecond;
    private const int FastSafeSends = 20;

    private int _requested; // SafeLatch; any thread raises it
    private int _safeSends;
    private long _safeAt;
    private SafeLatch _applied;

    /// <summary>Whether what waits to be written is to be thrown away, because the safe state waits for nothing; whoever does so clears it.</summary>
    internal bool DiscardsOutput { get; set; }

    /// <summary>Asks for the safe state. Any thread; no allocation; whoever calls wakes the connection's thread.</summary>
    internal void RequestSafeState(SafeLatch latch)
    {
        Raise(ref _requested, (int)latch);
        Raise(ref _latch, (int)latch);
    }

    /// <summary>Whether the device has said that it is as safe as it was asked to be, or there is none to ask.</summary>
    internal bool IsAsSafeAsAsked => _phase == BridgePhase.Closed || !IsSafeFrameWanted;

    private static void Raise(ref int level, int to)
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref level);
        }
        while (seen < to && Interlocked.CompareExchange(ref level, to, seen) != seen);
    }

    private static bool IsEmergencyCause(BridgeSafeCause cause) => cause is BridgeSafeCause.EmergencyCommand or BridgeSafeCause.EmergencyInput;

    private static string Text(BridgeSafeCause cause) => cause switch
    {
        BridgeSafeCause.Boot => "it has started",
        BridgeSafeCause.NewSession => "a host said hello",
        BridgeSafeCause.Command => "the host asked for it",
        BridgeSafeCause.HeartbeatLost => "the host's heartbeat was lost",
        BridgeSafeCause.EmergencyCommand => "the host's emergency stop",
        BridgeSafeCause.EmergencyInput => "the emergency input",
        BridgeSafeCause.Internal => "a check of its own failed",
        _ => "no cause",
    };

    // The device has not said yet that it is as safe as it was asked to be.
    private bool IsSafeFrameWanted => Volatile.Read(ref _requested) switch
    {
        (int)SafeLatch.Emergency => _safeSends == 0 || _deviceState != BridgeDeviceState.Safe || !IsEmergencyCause(_deviceCause),
        (int)SafeLatch.Safe => _safeSends == 0 || _deviceState != BridgeDeviceState.Safe,
        _ => false,
    };

    private void ApplyRequests()
    {
        var requested = (SafeLatch)Volatile.Read(ref _requested);
        if (requested == _applied)
        {
            return;
        }

        _applied = requested;
        _safeSends = 0;
        _safeAt = long.MinValue;
        DiscardsOutput = true;
        Hold(requested, requested == SafeLatch.Emergency ? "emergency stop by the host" : "the host has made the outputs safe");
    }

    private void Hold(SafeLatch latch, string reason)
    {
        Raise(ref _latch, (int)latch);
        WithdrawAll();
        DiscardStimuli();
        if (_phase >= BridgePhase.Configuring && IsInSession)
        {
            _phase = BridgePhase.Held;
        }

        Say(reason);
    }

    private void DeviceSays(BridgeDeviceState state, BridgeSafeCause cause, long now)
    {
        var (before, causeBefore) = (_deviceState, _deviceCause);
        (_deviceState, _deviceCause) = (state, cause);
        if (state == BridgeDeviceState.Armed)
        {
            if (_phase == BridgePhase.Arming)
            {
                _phase = BridgePhase.Running;
                _hasBeenArmed = true;
                _reason = string.Empty;
                _notices.Add($"armed: board '{_device!.Board}'");
            }

            return;
        }

        if (before == BridgeDeviceState.Armed || cause != causeBefore)
        {
            _safeStates[(int)cause]++;
        }

        if (IsEmergencyCause(cause) && Latch != SafeLatch.Emergency)
        {
            Hold(SafeLatch.Emergency, $"emergency stop at the device: {Text(cause)}");
            return;
        }

        if (_phase != BridgePhase.Running)
        {
            return;
        }

        // Its queues are empty now, so a cancel has nothing left to do there.
        _cancelFrom = NoCancel;
        _sentSpikes.Clear();
        DiscardStimuli();
        if (cause == BridgeSafeCause.HeartbeatLost)
        {
            _phase = BridgePhase.Arming;
            _armAt = now;
            Say("the device has missed the host's heartbeat: arming again");
        }
        else if (cause is BridgeSafeCause.Boot or BridgeSafeCause.NewSession)
        {
            LoseSession(now, $"the device has left the session: {Text(cause)}");
        }
        else if (Latch == SafeLatch.None)
        {
            Hold(SafeLatch.Safe, $"the device is in its safe state: {Text(cause)}");
        }
    }

    private int SendSafeFrame(Span<byte> wire, long now)
    {
        _safeAt = now + (++_safeSends <= FastSafeSends ? SafeInterval : SlowSafeInterval);
        var isEmergency = Volatile.Read(ref _requested) == (int)SafeLatch.Emergency;
        return Frame(wire, isEmergency ? BridgeMessageType.EmergencyStop : BridgeMessageType.SafeState, default);
    }
}
