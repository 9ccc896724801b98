namespace Noble.Edge.FirmwareBridge;

/// <content>What the device sends.</content>
internal sealed partial class BridgeSession
{
    private const int NoticesMost = 64;

    private uint? _expectedInput;
    private long _bytesReceived;
    private long _payloadsRefused;
    private long _inputEventsLost;
    private long _commandsAcknowledged;
    private long _outOfOrder;

    /// <summary>Whether input events have been put into the queue; whoever tells the reader clears it.</summary>
    internal bool HasNewInputs { get; set; }

    /// <summary>Takes bytes of the link.</summary>
    /// <param name="bytes">What was read.</param>
    /// <param name="now">When: before the read, if anything, not after it.</param>
    internal void Receive(ReadOnlySpan<byte> bytes, long now)
    {
        _bytesReceived += bytes.Length;
        while (_receiver.TryRead(ref bytes, now, out var frame))
        {
            _lastHeard = now;
            if (Take(frame, now) != BridgeFrameError.None)
            {
                _payloadsRefused++;
            }
        }
    }

    private BridgeFrameError Take(in BridgeFrame frame, long now)
    {
        BridgeFrameError error;
        switch (frame.Type)
        {
            case BridgeMessageType.Welcome when WelcomeMessage.TryRead(frame.Payload, out var welcome, out error) && welcome.HasKnownCodes:
                Welcome(welcome, now);
                break;
            case BridgeMessageType.DeviceHeartbeat when DeviceHeartbeatMessage.TryRead(frame.Payload, out var heartbeat, out error) && heartbeat.HasKnownCodes:
                Heartbeat(heartbeat, now);
                break;
            case BridgeMessageType.Acknowledge when AcknowledgeMessage.TryRead(frame.Payload, out var acknowledge, out error) && acknowledge.HasKnownCodes:
                Acknowledge(acknowledge, now);
                break;
            case BridgeMessageType.ClockReply when ClockReplyMessage.TryRead(frame.Payload, out var reply, out error):
                ClockReply(reply, now);
                break;
            case BridgeMessageType.Register when RegisterMessage.TryRead(frame.Payload, out var register, out error) && register.HasKnownCodes:
                Register(register, now);
                break;
            case BridgeMessageType.InputEvents when InputEventsMessage.TryRead(frame.Payload, out var inputs, out error):
                InputEvents(inputs);
                break;
            case BridgeMessageType.Log when LogMessage.TryRead(frame.Payload, out var log, out error):
                Log(log);
                break;
            default:
                error = BridgeFrameError.ValueOutOfRange;
                break;
        }

        return error;
    }

    private void Heartbeat(in DeviceHeartbeatMessage message, long now)
    {
        if (NoticeBoot(message.Boot, now) || _device is null)
        {
            return;
        }

        Count(BridgeRegister.SpikesAccepted, message.Accepted);
        Count(BridgeRegister.SpikesEmitted, message.Emitted);
        Count(BridgeRegister.SpikesLateOnArrival, message.LateOnArrival);
        Count(BridgeRegister.SpikesLateAtEmission, message.LateAtEmission);
        if (!IsInSession)
        {
            DeviceSaysOutsideSession(message.State, message.Cause);
            return;
        }

        if (message.Session != _session)
        {
            LoseSession(now, "another host has said hello to the device");
            return;
        }

        if (_window.IsExpected(message.NextCommand, out var executed))
        {
            TakeExecuted(executed, null, now);
            SetCredits(message.FreeSpikes, message.FreeStimuli);
        }

        DeviceSays(message.State, message.Cause, now);
    }

    private void DeviceSaysOutsideSession(BridgeDeviceState state, BridgeSafeCause cause) => (_deviceState, _deviceCause) = (state, cause);

    private void Acknowledge(in AcknowledgeMessage message, long now)
    {
        if (!IsInSession)
        {
            return;
        }

        if (message.Session != _session)
        {
            LoseSession(now, "the device has no session any longer");
            return;
        }

        if (!_window.IsExpected(message.NextCommand, out var executed))
        {
            return;
        }

        _window.Answered(message.Command);

        // What a command's result leads to may end the session; then its number means nothing any longer.
        var session = _session;
        TakeExecuted(executed, message, now);
        if (session != _session || !IsInSession)
        {
            return;
        }

        SetCredits(message.FreeSpikes, message.FreeStimuli);
        DeviceSays(message.State, message.Cause, now);
        if (message.Result == BridgeResult.OutOfOrder)
        {
            _outOfOrder++;
            if (_window.TryGoBack())
            {
                ShrinkBatches();
            }
        }
    }

    private void TakeExecuted(int executed, AcknowledgeMessage? answer, long now)
    {
        for (; executed > 0; executed--)
        {
            var answers = answer is { } message && message.Command == _window.First.Number;
            if (_window.First.NeedsResult && !answers)
            {
                return;
            }

            var command = _window.TakeFirst();
            _commandsAcknowledged++;
            _roundTrip.Progress();
            if (command.Transmissions == 1)
            {
                GrowBatches();
                if (answers)
                {
                    _roundTrip.Add(now - command.SentNanoseconds);
                }
            }

            Executed(command, answers ? answer!.Value.Result : BridgeResult.Ok, answers ? answer!.Value.Error : BridgeFrameError.None, now);
            if (!IsInSession)
            {
                return;
            }
        }
    }

    private void Executed(CommandWindow.Command command, BridgeResult result, BridgeFrameError error, long now)
    {
        if (result == BridgeResult.Malformed)
        {
            Tell($"the device found a {command.Type} malformed: {error}");
        }

        switch (command.Type)
        {
            case BridgeMessageType.SpikeBatch when result == BridgeResult.Malformed:
                _fates.ExecutedMalformed(command.Spikes);
                break;
            case BridgeMessageType.SpikeBatch:
                _fates.Executed(command.Spikes);
                break;
            case BridgeMessageType.Stimulus:
                _stimuliAcknowledged += command.Stimuli;
                break;
            case BridgeMessageType.WriteRegister:
                Written(result, now);
                break;
            case BridgeMessageType.Arm:
                Armed(result, now);
                break;
            case BridgeMessageType.Cancel:
                Cancelled(result, now);
                break;
        }
    }

    private void Armed(BridgeResult result, long now)
    {
        switch (result)
        {
            case BridgeResult.Ok:
                break;
            case BridgeResult.NoHeartbeat:
                _armAt = now + ArmInterval;
                break;
            case BridgeResult.Emergency:
                Hold(SafeLatch.Emergency, "the device refuses to arm: its emergency input says stop, or an emergency was before");
                break;
            default:
                Refuse($"the device refuses to arm: {result}", now);
                break;
        }
    }

    // Places for what is under way are taken, although the device did not know of it yet.
    private void SetCredits(int freeSpikes, int freeStimuli)
    {
        _freeSpikes = freeSpikes - _window.Spikes;
        _freeStimuli = freeStimuli - _window.Stimuli;
    }

    private void Count(BridgeRegister register, uint value) => _fates.Grown(register, _counters.Take(register, value));

    private void InputEvents(in InputEventsMessage message)
    {
        if (_expectedInput is { } expected)
        {
            var lost = unchecked((int)(message.First - expected));
            if (lost < 0)
            {
                return;
            }

            _inputEventsLost += lost;
        }

        _expectedInput = message.First + (uint)message.Count;
        for (var i = 0; i < message.Count; i++)
        {
            var input = message[i];
            if (_alignment is not { IsAligned: true } || !_inputs.TryPut(new BridgeInput(
                _alignment.ToHostNanoseconds(input.DeviceTimeTicks), input.DeviceTimeTicks, input.Kind, input.Channel, input.Value)))
            {
                _inputEventsLost++;
                continue;
            }

            HasNewInputs = true;
        }
    }

    private void Log(in LogMessage message) => Tell($"device, {Text(message.Level)}: {message.ToString()}");

    private static string Text(BridgeLogLevel level) => level switch
    {
        BridgeLogLevel.Warning => "warning",
        BridgeLogLevel.Error => "error",
        _ => "note",
    };

    // Whatever the device sends, the list stays short.
    private void Tell(string line)
    {
        if (_notices.Count < NoticesMost)
        {
            _notices.Add(line);
        }
    }
}
