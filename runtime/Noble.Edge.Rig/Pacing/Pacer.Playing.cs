using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <content>A spike at its moment.</content>
public sealed partial class Pacer
{
    void ISpikeSink.Play(in SpikeEvent spike, long latenessNanoseconds, long monotonicNow) => Put(spike, latenessNanoseconds, monotonicNow, 0);

    private void Play(in SpikeEvent spike, long now, long monotonicNow) => Put(spike, now - spike.TimeNanoseconds, monotonicNow, TakeDecision());

    private void Put(in SpikeEvent spike, long lateness, long monotonicNow, int decision)
    {
        var isAdmitted = decision == 0 ? _loop?.Admit(spike, monotonicNow) : (decision & IsWithheld) == 0 && _loop?.Confirm(spike) != false;
        if (isAdmitted == false)
        {
            Volatile.Write(ref _withheld, _withheld + 1);
            return;
        }

        _lateness.Record(lateness);
        if (lateness > _lateAfter)
        {
            Volatile.Write(ref _late, _late + 1);
        }

        var refusal = FirstRefusal;
        for (var i = 0; i < _immediate.Length; i++)
        {
            var isTaken = _scheduledOf[i] is null || decision == 0 ? _immediate[i].Emit(spike, monotonicNow) : (decision & refusal) == 0;
            refusal <<= _scheduledOf[i] is null ? 0 : 1;
            ref var count = ref isTaken ? ref _immediateAccepted[i] : ref _immediateDropped[i];
            Volatile.Write(ref count, count + 1);
        }

        foreach (var runner in _batched)
        {
            runner.Push(spike);
        }

        Volatile.Write(ref _played, _played + 1);
    }
}
