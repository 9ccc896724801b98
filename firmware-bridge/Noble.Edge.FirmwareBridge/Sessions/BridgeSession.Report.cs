namespace Noble.Edge.FirmwareBridge;

/// <content>What is counted.</content>
internal sealed partial class BridgeSession
{
    /// <summary>Spikes that were taken out of the hand-over and wait here or are under way.</summary>
    internal long SpikesHere => _heap.Count + _window.Spikes;

    /// <summary>Whether what became of every spike that was taken out of the hand-over is known.</summary>
    internal bool KnowsEveryFate => SpikesHere == 0 && _fates.Unread == 0 && _fates.Unresolved == 0 && _stimulusCount == 0 && _window.Count == 0;

    /// <summary>Why it is not armed: one line; empty while it is.</summary>
    internal string Reason => _reason;

    /// <summary>What became of the spikes.</summary>
    /// <param name="dropped">Spikes that were not taken.</param>
    internal BridgeSpikeCounts Spikes(long dropped)
    {
        var handedIn = _handOver.SpikesIn;
        var waiting = handedIn - _handOver.SpikesOut;
        return new BridgeSpikeCounts(
            handedIn + dropped,
            _fates.Accepted,
            _fates.RefusedLate,
            _fates.RefusedFull,
            _fates.RefusedNotArmed,
            _fates.RefusedNoLine,
            _fates.Malformed,
            _fates.LateOnHost,
            dropped,
            _fates.Withdrawn,
            _fates.Lost,
            waiting + SpikesHere + _fates.Unread + _fates.Unresolved);
    }

    /// <summary>All of it.</summary>
    internal BridgeReport Report(long dropped, long lookAheadMisses, long stimuliTaken, long stimuliRefused, BridgeState state) => new()
    {
        State = state,
        Reason = _reason,
        Device = _device,
        DeviceState = _deviceState,
        DeviceCause = _deviceState == BridgeDeviceState.Armed ? BridgeSafeCause.None : _deviceCause,
        Spikes = Spikes(dropped),
        LookAheadMisses = lookAheadMisses,
        StimuliTaken = stimuliTaken,
        StimuliRefused = stimuliRefused,
        StimuliDiscarded = _stimuliDiscarded,
        StimuliAcknowledged = _stimuliAcknowledged,
        SafeStates = [.. _safeStates],
        Link = Link(),
        Clock = Clock(),
        AcknowledgeNanoseconds = _roundTrip.MeanNanoseconds,
        FrameErrors = [.. Enum.GetValues<BridgeFrameError>().Select(error => _receiver.Counters[error])],
        DeviceCounters = _counters.Totals(),
        DeviceErrors = _counters.Errors(),
    };

    private BridgeLinkCounts Link()
    {
        var received = _receiver.Counters;
        var damaged = 0L;
        for (var error = BridgeFrameError.FrameTimeout; error <= BridgeFrameError.WrongCrc; error++)
        {
            damaged += received[error];
        }

        return new BridgeLinkCounts(
            _opened,
            Math.Max(0, _welcomes - 1),
            _restarts,
            _bytesSent,
            _bytesReceived,
            _framesSent,
            received.FramesTaken,
            received.FramesLost,
            damaged,
            _payloadsRefused,
            _commandsAcknowledged,
            _commandsResent,
            _timeoutsPassed,
            _outOfOrder,
            _inputEventsLost,
            received.LastUnsupportedVersion);
    }

    private BridgeClockCounts Clock() => _alignment is { IsAligned: true } alignment
        ? new BridgeClockCounts(
            true,
            alignment.OffsetNanoseconds,
            alignment.DriftPartsPerMillion,
            3 * alignment.UncertaintyNanoseconds,
            alignment.AsymmetryBoundNanoseconds,
            alignment.ShortestRoundTripNanoseconds,
            alignment.MedianRoundTripNanoseconds,
            alignment.Probes,
            _probesLost,
            alignment.Steps)
        : new BridgeClockCounts(false, 0, 0, 0, 0, 0, 0, _alignment?.Probes ?? 0, _probesLost, _alignment?.Steps ?? 0);

    private static BridgeDeviceFacts Facts(in WelcomeMessage message) => new(
        message.Board.ToString(),
        new Version((int)(message.FirmwareVersion >> 16), (int)(message.FirmwareVersion >> 8 & 0xFF), (int)(message.FirmwareVersion & 0xFF)),
        message.Boot,
        message.TicksPerSecond,
        message.Capabilities,
        message.SpikeCapacity,
        message.StimulusCapacity,
        message.ReceiveBytes,
        message.Lines,
        message.Inputs,
        message.DacChannels,
        message.AdcChannels,
        message.DacBits,
        message.AdcBits,
        message.LastCause);
}
