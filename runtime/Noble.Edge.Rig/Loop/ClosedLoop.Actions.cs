namespace Noble.Edge.Rig;

/// <content>What controllers ask for, through the safety box.</content>
public sealed partial class ClosedLoop
{
    /// <summary>A current is asked for, now.</summary>
    internal void Ask(long now, int channel, double nanoamperes)
    {
        if ((uint)channel >= (uint)_guards.Length || IsStopping)
        {
            _stimuliDropped++;
            return;
        }

        var output = _guards[channel].Ask(now, nanoamperes, out var hit);
        PutOut(now, channel, output, nanoamperes, hit);
    }

    /// <summary>A pulse is asked for, at a time that has come or will.</summary>
    internal bool Schedule(long begin, int channel, double nanoamperes, long width)
    {
        if ((uint)channel >= (uint)_guards.Length || IsStopping || width <= 0 || _schedule.Free < 2)
        {
            _stimuliDropped++;
            return false;
        }

        if (begin <= _now)
        {
            Ask(_now, channel, nanoamperes);
        }
        else
        {
            _schedule.Add(begin, channel, nanoamperes);
        }

        _schedule.Add(Math.Max(begin, _now) + width, channel, 0);
        return true;
    }

    /// <summary>A response is asked for.</summary>
    internal bool Play(long start, int response, ushort controller)
    {
        if ((uint)response >= (uint)_responses.Length || IsStopping || _playing == _playbacks.Length)
        {
            _responsesDropped++;
            return false;
        }

        _responseCount++;
        Record(new RigRecord(_now, RigRecordKind.Response, 0, controller, response, (start - _now) * 1e-6));
        if (_responses[response].Spikes.Length > 0)
        {
            _playbacks[_playing++] = new Playback { Response = response, Start = start };
        }

        return true;
    }

    private void PutOut(long now, int channel, double output, double wanted, LimitKind hit)
    {
        var (port, place) = _places[channel];
        if (hit != 0)
        {
            _limitHits[(int)hit]++;
            Record(new RigRecord(now, RigRecordKind.Limit, (byte)hit, port, place, wanted));
        }

        if (output == _applied[channel])
        {
            return;
        }

        _applied[channel] = output;
        Record(new RigRecord(now, RigRecordKind.Stimulus, 0, port, place, output));
        if (_stimuli[port].Apply(place, output, _monotonicNow))
        {
            _stimulusCount++;
        }
        else
        {
            _stimuliDropped++;
        }
    }
}
