using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <content>Spikes that are given away before their moment.</content>
public sealed partial class Pacer
{
    // What was decided about a spike when it was given away; the bits above are those of the scheduled ports that refused it.
    private const int IsGiven = 1;
    private const int IsWithheld = 2;
    private const int FirstRefusal = 4;
    private const int ScheduledPortsMaximum = 6;

    private readonly IScheduledPort?[] _scheduledOf; // [immediate port], null for one that is called at the moment itself
    private readonly byte[] _decisions; // a ring beside the input's
    private readonly long _lookAhead; // [ns], the longest of all scheduled ports, or 0
    private int _given; // spikes at the head of the input that have been given away

    /// <summary>Gives away what is near enough.</summary>
    /// <param name="now">Experiment time [ns].</param>
    /// <param name="horizon">All spikes before it are in, and the clock is not held before it [ns].</param>
    /// <returns>When the next one has to be given away [ns, monotonic clock].</returns>
    private long GiveAhead(long now, long horizon)
    {
        if (_lookAhead == 0)
        {
            return Never;
        }

        while (_input.TryPeekAt(_given, out var spike) && spike.TimeNanoseconds < horizon)
        {
            if (spike.TimeNanoseconds - _lookAhead > now)
            {
                return _clock.ToMonotonic(spike.TimeNanoseconds - _lookAhead);
            }

            _decisions[_input.PlaceOf(_given)] = (byte)Give(spike);
            _given++;
        }

        return Never;
    }

    private int Give(in SpikeEvent spike)
    {
        var due = _clock.ToMonotonic(spike.TimeNanoseconds);
        if (_loop is not null && !_loop.AdmitAhead(spike, due))
        {
            return IsGiven | IsWithheld;
        }

        var decision = IsGiven;
        var refusal = FirstRefusal;
        foreach (var port in _scheduledOf)
        {
            if (port is null)
            {
                continue;
            }

            decision |= port.Schedule(spike, due) ? 0 : refusal;
            refusal <<= 1;
        }

        return decision;
    }

    // The decision about the spike at the head of the input, which is played now.
    private int TakeDecision()
    {
        if (_given == 0)
        {
            return 0;
        }

        _given--;
        return _decisions[_input.PlaceOf(0)];
    }

    private void WithdrawAhead(long now)
    {
        if (!_clock.HasStarted)
        {
            return;
        }

        foreach (var port in _scheduledOf)
        {
            port?.Withdraw(_clock.ToMonotonic(now) + 1);
        }
    }

    private static IScheduledPort?[] Scheduled(IImmediatePort[] immediate)
    {
        IScheduledPort?[] scheduled = [.. immediate.Select(port => port as IScheduledPort)];
        return scheduled.Count(port => port is not null) <= ScheduledPortsMaximum
            ? scheduled
            : throw new ArgumentOutOfRangeException(nameof(immediate), $"more than {ScheduledPortsMaximum} ports that are given spikes early");
    }
}
