namespace Noble.Edge.FirmwareBridge;

/// <summary>What became of the spikes that were taken from the scheduling thread: each is counted once.</summary>
/// <remarks>
/// Of a batch that the device has executed the host knows how many spikes it had; what became of each kind of them is in the device's own
/// counters. Those that it has not read yet are <see cref="Unread"/>, which is below 0 for a moment where a counter comes sooner than
/// the acknowledgement.
/// </remarks>
internal sealed class SpikeFates
{
    private static readonly BridgeRegister[] Counted =
    [
        BridgeRegister.SpikesAccepted,
        BridgeRegister.SpikesLateOnArrival,
        BridgeRegister.SpikesFull,
        BridgeRegister.SpikesNotArmed,
        BridgeRegister.SpikesNoLine,
    ];

    private readonly long[] _fates = new long[Counted.Length];
    private readonly long[] _between = new long[Counted.Length];
    private bool _isBetweenSessions = true;
    private long _unresolved;

    /// <summary>The device's counters that decide.</summary>
    internal static ReadOnlySpan<BridgeRegister> Registers => Counted;

    internal long LateOnHost { get; set; }

    internal long Withdrawn { get; set; }

    internal long Malformed { get; private set; }

    internal long Lost { get; private set; }

    /// <summary>Executed, and not in the counters that were read.</summary>
    internal long Unread { get; private set; }

    /// <summary>Executed or not, of a session that is over; the next one tells.</summary>
    internal long Unresolved => _unresolved;

    internal long Accepted => _fates[0];

    internal long RefusedLate => _fates[1];

    internal long RefusedFull => _fates[2];

    internal long RefusedNotArmed => _fates[3];

    internal long RefusedNoLine => _fates[4];

    /// <summary>A batch was executed.</summary>
    internal void Executed(int spikes) => Unread += spikes;

    /// <summary>A batch was executed and found malformed.</summary>
    internal void ExecutedMalformed(int spikes) => Malformed += spikes;

    /// <summary>One of the device's counters has grown.</summary>
    internal void Grown(BridgeRegister register, long by)
    {
        var index = Array.IndexOf(Counted, register);
        if (index < 0 || by == 0)
        {
            return;
        }

        if (_isBetweenSessions)
        {
            _between[index] += by;
            return;
        }

        _fates[index] += by;
        Unread -= by;
    }

    /// <summary>A session is over with so many spikes under way.</summary>
    internal void SessionEnded(int underWay)
    {
        _unresolved += underWay;
        _isBetweenSessions = true;
    }

    /// <summary>The counters are those of a device that has started anew: what the last session left open nobody can tell.</summary>
    internal void Restarted()
    {
        Array.Clear(_between);
        Lost += _unresolved + Unread;
        _unresolved = 0;
        Unread = 0;
    }

    /// <summary>The counters were read once more, and the old session's commands cannot be executed any longer.</summary>
    internal void Resolve()
    {
        var open = _unresolved + Unread;
        var executed = _between.Sum();

        // More than were open: another host has used the device, and the counters tell nothing.
        if (executed >= 0 && executed <= open)
        {
            for (var i = 0; i < _fates.Length; i++)
            {
                _fates[i] += _between[i];
            }

            Lost += open - executed;
        }
        else
        {
            Lost += open;
        }

        Array.Clear(_between);
        _unresolved = 0;
        Unread = 0;
        _isBetweenSessions = false;
    }
}
