using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <content>The safe state and the watchdogs.</content>
public sealed partial class ClosedLoop
{
    /// <summary>Why the safe state was entered, or null while everything runs.</summary>
    public SafeStateCause? SafeState => Volatile.Read(ref _safeState) is var cause and not 0 ? (SafeStateCause)cause : null;

    /// <summary>The safe state that is asked for and not yet entered, or null.</summary>
    internal SafeStateCause? AskedSafeState => SafeState is null && Volatile.Read(ref _stopAsked) is var cause and not 0 ? (SafeStateCause)cause : null;

    // From the moment at which somebody asks for the safe state nothing more is put out, entered or not.
    private bool IsStopping => Volatile.Read(ref _safeState) != 0 || Volatile.Read(ref _stopAsked) != 0;

    /// <summary>Any thread: the safe state, now.</summary>
    public void RequestSafeState(SafeStateCause cause)
    {
        Interlocked.CompareExchange(ref _stopAsked, (int)cause, 0);
        Poll.Wake();
    }

    /// <summary>Whether a spike may leave now: the limit on spikes, and the record of them.</summary>
    internal bool Admit(in SpikeEvent spike, long monotonicNow) => AdmitAhead(spike, monotonicNow) && Confirm(spike);

    /// <summary>Whether a spike may leave at its moment: the limit on spikes.</summary>
    /// <param name="spike">The spike.</param>
    /// <param name="monotonicDue">Its moment [ns, monotonic clock].</param>
    internal bool AdmitAhead(in SpikeEvent spike, long monotonicDue)
    {
        if (IsStopping)
        {
            return false;
        }

        if (_gate.TryPass(monotonicDue - _origin))
        {
            return true;
        }

        _limitHits[(int)LimitKind.Rate]++;
        Record(new RigRecord(spike.TimeNanoseconds, RigRecordKind.Limit, (byte)LimitKind.Rate, (ushort)(ushort.MaxValue - _isResponse), spike.Neuron, 1));
        return false;
    }

    /// <summary>A spike that was admitted leaves now, and is recorded; false where everything is being stopped.</summary>
    internal bool Confirm(in SpikeEvent spike)
    {
        if (IsStopping)
        {
            return false;
        }

        Record(new RigRecord(spike.TimeNanoseconds, RigRecordKind.Spike, _isResponse, 0, spike.Neuron, 0));
        return true;
    }

    /// <summary>Every output to its safe state; everything that was going to happen is forgotten.</summary>
    internal void EnterSafeState(SafeStateCause cause, IReadOnlyList<ISafePort> spikePorts)
    {
        var before = _clock.NowNanoseconds;
        foreach (var port in _stimuli)
        {
            port.EnterSafeState();
        }

        for (var p = 0; p < spikePorts.Count; p++)
        {
            spikePorts[p].EnterSafeState();
        }

        _safeStateNanoseconds = _clock.NowNanoseconds - before;
        Volatile.Write(ref _safeState, (int)cause);
        _schedule.Clear();
        _playing = 0;
        foreach (var guard in _guards)
        {
            guard.Cut(_now);
        }

        Array.Clear(_applied);
        Record(new RigRecord(_now, RigRecordKind.SafeState, (byte)cause, 0, 0, 0));
    }

    private void Watch(long gap, long now)
    {
        if (gap > _loopPatience)
        {
            RequestSafeState(SafeStateCause.LoopWatchdog);
        }
        else if (_hostPatience > 0 && now - _lastHeartbeat > _hostPatience)
        {
            RequestSafeState(SafeStateCause.HostWatchdog);
        }
    }
}
