namespace Noble.Edge.Rig;

/// <content>What comes in: events and commands.</content>
public sealed partial class ClosedLoop
{
    private void ReadInputs(long now)
    {
        for (var p = 0; p < _inputs.Length; p++)
        {
            for (var reads = 0; reads < ReadsPerPort && !IsStopping && _inputs[p].TryRead(_monotonicNow, out var received); reads++)
            {
                // Never before what has happened already: the loop's time does not go back.
                var time = Math.Clamp(received.TimeNanoseconds - _origin, _now, Math.Max(now, _now));
                AdvanceTo(time);
                _inputCount++;
                TakeIn(received with { TimeNanoseconds = time, Source = (ushort)p });
                _reactions.Record(_clock.NowNanoseconds - received.TimeNanoseconds);
            }
        }
    }

    /// <summary>An event, at its time: a recorded one in a replay comes in here as well.</summary>
    internal void TakeIn(in InputEvent received)
    {
        _now = received.TimeNanoseconds;
        Record(new RigRecord(_now, RigRecordKind.Input, (byte)received.Kind, received.Source, received.Channel, received.Value));
        if (IsStopping)
        {
            return;
        }

        if (received.Kind == InputKind.Command && !Obey((RigCommand)received.Channel))
        {
            return;
        }

        // As any command it says that the host is there.
        _lastHeartbeat = received.Kind == InputKind.Circuit ? _now : _lastHeartbeat;
        _population?.OnInput(received);
        if (_isPaused || received.Kind is InputKind.Current or InputKind.Skipped or InputKind.Circuit)
        {
            return;
        }

        _actions.NowNanoseconds = _now;
        for (var c = 0; c < _controllers.Length; c++)
        {
            _actions.Controller = (ushort)c;
            _controllers[c].OnInput(received, _actions);
        }
    }

    // Returns whether controllers are told as well.
    private bool Obey(RigCommand command)
    {
        _lastHeartbeat = _now;
        switch (command)
        {
            case RigCommand.EmergencyStop:
                RequestSafeState(SafeStateCause.Command);
                return false;
            case RigCommand.Stop:
                WasAskedToEnd = true;
                return false;
            case RigCommand.Pause:
                Volatile.Write(ref _isPaused, true);
                _schedule.Clear();
                _playing = 0;
                for (var channel = 0; channel < _guards.Length; channel++)
                {
                    Ask(_now, channel, 0);
                }

                return false;
            case RigCommand.Resume:
                Volatile.Write(ref _isPaused, false);
                return false;
            case RigCommand.Heartbeat:
                return false;
            default:
                return true;
        }
    }
}
