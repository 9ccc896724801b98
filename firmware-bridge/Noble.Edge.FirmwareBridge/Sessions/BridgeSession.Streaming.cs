namespace Noble.Edge.FirmwareBridge;

/// <content>Spikes, cancels and stimuli on their way to the device.</content>
internal sealed partial class BridgeSession
{
    private const long NoCancel = long.MaxValue;
    // A long frame does not get through a link that damages one byte in a hundred; lengths grow while all goes well.
    private const int SpikesAtFirst = 24;
    private const int SpikesLeast = 4;
    private const int WorthwhileSpikes = 8;
    private const long CancelAgainAfter = 5 * Millisecond;

    private readonly SpikeHeap _heap;
    private readonly SentSpikes _sentSpikes = new();
    private readonly ScheduledSpike[] _batch = new ScheduledSpike[BridgeProtocol.SpikeBatchSpikesMax];
    private readonly HandOver.Item[] _stimuli = new HandOver.Item[HandOver.StimuliMost];
    private readonly ScheduledStimulus[] _stimulusBatch = new ScheduledStimulus[BridgeProtocol.StimulusRecordsMax];
    private readonly long _leadNanoseconds;
    private int _firstStimulus;
    private int _stimulusCount;
    private int _batchMost = SpikesAtFirst;
    private int _freeSpikes;
    private int _freeStimuli;
    private long _stimuliDiscarded;
    private long _stimuliAcknowledged;
    private long _cancelFrom = NoCancel;
    private bool _isCancelling;
    private long _cancelSent;
    private long _cancelAt;
    private long _lastNanoseconds;
    private ulong _lastTicks;

    private void TakeHandOver(long now)
    {
        while (_handOver.TryTake(out var item))
        {
            switch (item.Kind)
            {
                case HandOver.ItemKind.Spike when Latch != SafeLatch.None:
                    _fates.Withdrawn++;
                    _handOver.SpikesDone(1);
                    break;
                case HandOver.ItemKind.Spike:
                    _heap.Push(item.Nanoseconds, item.Target);
                    break;
                case HandOver.ItemKind.Stimulus when _phase != BridgePhase.Running:
                    _stimuliDiscarded++;
                    _handOver.StimuliDone(1);
                    break;
                case HandOver.ItemKind.Stimulus:
                    _stimuli[(_firstStimulus + _stimulusCount++) % _stimuli.Length] = item;
                    break;
                case HandOver.ItemKind.Cancel:
                    var withdrawn = _heap.RemoveFrom(item.Nanoseconds);
                    _fates.Withdrawn += withdrawn;
                    _handOver.SpikesDone(withdrawn);
                    if (_phase == BridgePhase.Running)
                    {
                        _cancelFrom = Math.Min(_cancelFrom, item.Nanoseconds);
                        _cancelAt = now;
                    }

                    break;
            }
        }
    }

    // A spike has to have reached the device before its time.
    private long TransitNanoseconds => _alignment is { IsAligned: true } ? (long)(_alignment.ShortestRoundTripNanoseconds / 2) : 0;

    private void DropLate(long now)
    {
        var least = now + TransitNanoseconds;
        while (_heap.Count > 0 && _heap.First.Nanoseconds < least)
        {
            _heap.Pop();
            _fates.LateOnHost++;
            _handOver.SpikesDone(1);
        }
    }

    private void WithdrawAll()
    {
        var withdrawn = _heap.RemoveFrom(long.MinValue);
        _fates.Withdrawn += withdrawn;
        _handOver.SpikesDone(withdrawn);
    }

    private void DiscardStimuli()
    {
        _stimuliDiscarded += _stimulusCount;
        _handOver.StimuliDone(_stimulusCount);
        _stimulusCount = 0;
    }

    private void BuildStream(long now)
    {
        if (_isCancelling || !_alignment!.IsAligned)
        {
            return;
        }

        if (_cancelFrom != NoCancel)
        {
            BuildCancel(now);
        }
        else if (_stimulusCount > 0)
        {
            BuildStimulus(now);
        }
        else
        {
            BuildBatch(now);
        }
    }

    // Spikes that come after it must not be hit, so nothing follows a cancel before it is done.
    private void BuildCancel(long now)
    {
        if (now < _cancelAt || _window.PayloadRoom() < BridgeProtocol.CancelBytes)
        {
            return;
        }

        _sentSpikes.ForgetBefore(_alignment!.ToDeviceTicks(now));
        if (!_sentSpikes.TryRange(_cancelFrom, out var from, out var to))
        {
            _cancelFrom = NoCancel;
            return;
        }

        new CancelMessage(_window.NextNumber, BridgeProtocol.CancelEveryLine, from, to).TryWrite(_window.NextPayload(), out var written, out _);
        _window.Add(BridgeMessageType.Cancel, written);
        _isCancelling = true;
        _cancelSent = _cancelFrom;
    }

    private void Cancelled(BridgeResult result, long now)
    {
        _isCancelling = false;
        if (result == BridgeResult.Full)
        {
            _cancelAt = now + CancelAgainAfter;
            return;
        }

        // One that came meanwhile and reaches further back is still to be sent.
        if (_cancelFrom >= _cancelSent)
        {
            _cancelFrom = NoCancel;
        }
    }

    private void BuildStimulus(long now)
    {
        var room = Math.Min((_window.PayloadRoom() - BridgeProtocol.StimulusHeaderBytes) / BridgeProtocol.StimulusRecordBytes, _freeStimuli);
        var count = 0;
        var previous = 0UL;
        while (count < Math.Min(Math.Min(room, _stimulusCount), _stimulusBatch.Length))
        {
            var item = _stimuli[(_firstStimulus + count) % _stimuli.Length];
            var ticks = _alignment!.ToDeviceTicks(item.Nanoseconds == 0 ? now : item.Nanoseconds);
            if (ticks < previous || (count > 0 && ticks - _stimulusBatch[0].DeviceTimeTicks > uint.MaxValue))
            {
                break;
            }

            _stimulusBatch[count++] = new ScheduledStimulus(ticks, item.Target, item.Code);
            previous = ticks;
        }

        if (count == 0)
        {
            return;
        }

        StimulusMessage.TryWrite(
            _window.NextPayload(), _window.NextNumber, _stimulusBatch[0].DeviceTimeTicks, _stimulusBatch.AsSpan(0, count), out var written, out _);
        _window.Add(BridgeMessageType.Stimulus, written, stimuli: count);
        _freeStimuli -= count;
        _firstStimulus = (_firstStimulus + count) % _stimuli.Length;
        _stimulusCount -= count;
        _handOver.StimuliDone(count);
    }

    // Goes when the first one is due; then it takes those along that will be due soon.
    private void BuildBatch(long now)
    {
        if (_heap.Count == 0 || _heap.First.Nanoseconds > now + _leadNanoseconds)
        {
            return;
        }

        var most = SpikesToSend();
        if (most == 0)
        {
            return;
        }

        var until = now + _leadNanoseconds + (_leadNanoseconds / 4);
        var least = now + TransitNanoseconds;
        var count = 0;
        while (count < most && _heap.Count > 0 && _heap.First.Nanoseconds <= until)
        {
            var spike = _heap.Pop();
            _handOver.SpikesDone(1);
            if (spike.Nanoseconds < least)
            {
                _fates.LateOnHost++;
                continue;
            }

            var ticks = Ticks(spike.Nanoseconds, count == 0 ? 0 : _batch[count - 1].DeviceTimeTicks);
            _batch[count++] = new ScheduledSpike(ticks, spike.Line);
            _sentSpikes.Add(spike.Nanoseconds, ticks);
        }

        if (count == 0)
        {
            return;
        }

        _sentSpikes.ForgetBefore(_alignment!.ToDeviceTicks(now));
        SpikeBatchMessage.TryWrite(
            _window.NextPayload(), _window.NextNumber, _batch[0].DeviceTimeTicks, _batch.AsSpan(0, count), out var written, out _);
        _window.Add(BridgeMessageType.SpikeBatch, written, count);
        _freeSpikes -= count;
    }

    // The relation of the clocks changes a little with every probe; spikes keep their order all the same.
    private ulong Ticks(long nanoseconds, ulong leastTicks)
    {
        var ticks = Math.Max(_alignment!.ToDeviceTicks(nanoseconds), leastTicks);
        if (nanoseconds >= _lastNanoseconds)
        {
            if (ticks < _lastTicks && _lastTicks - ticks < _device!.TicksPerSecond / 1000)
            {
                ticks = _lastTicks;
            }

            (_lastNanoseconds, _lastTicks) = (nanoseconds, ticks);
        }

        return ticks;
    }

    // 0 where it is better to wait: for a place at the device, or for room for more than a few.
    private int SpikesToSend()
    {
        var room = (_window.PayloadRoom() - BridgeProtocol.SpikeBatchHeaderBytes) / BridgeProtocol.SpikeRecordBytes;
        var most = Math.Min(Math.Min(room, _batchMost), _freeSpikes);
        return most <= 0 || (most < Math.Min(WorthwhileSpikes, _batchMost) && most < _heap.Count && _window.Count > 0) ? 0 : most;
    }

    private long StreamingDueAt(long now)
    {
        if (_phase == BridgePhase.Arming)
        {
            return _window.Count == 0 ? _armAt : Never;
        }

        if (_phase != BridgePhase.Running || _isCancelling || !_alignment!.IsAligned)
        {
            return Never;
        }

        if (_cancelFrom != NoCancel)
        {
            return _window.PayloadRoom() < BridgeProtocol.CancelBytes ? Never : _cancelAt;
        }

        if (_stimulusCount > 0)
        {
            return _freeStimuli > 0 && _window.PayloadRoom() >= StimulusMessage.LengthOf(1) ? now : Never;
        }

        return _heap.Count > 0 && SpikesToSend() > 0 ? _heap.First.Nanoseconds - _leadNanoseconds : Never;
    }

    private void GrowBatches() => _batchMost = Math.Min(_batchMost + 2, BridgeProtocol.SpikeBatchSpikesMax);

    private void ShrinkBatches() => _batchMost = Math.Max(_batchMost / 2, SpikesLeast);
}
