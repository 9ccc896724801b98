namespace Noble.Edge.FirmwareBridge;

/// <content>Clock probes.</content>
internal sealed partial class BridgeSession
{
    private const long FastProbeInterval = 4 * Millisecond;
    private const long MediumProbeInterval = 20 * Millisecond;
    private const long ProbeInterval = 100 * Millisecond;
    private const long ProbeTimeout = 300 * Millisecond;
    private const int ProbesToAlign = 24;
    private const int FastProbes = 32;
    private const int MediumProbes = 132;
    private const int ProbesUnderWayMost = 3;

    private readonly (uint Number, long SentNanoseconds)[] _probes = new (uint, long)[ProbesUnderWayMost]; // 0: none
    private uint _probeNumber;
    private long _probeAt;
    private int _probesOfSession;
    private long _probesLost;

    private bool IsAlignedForSession => _alignment is { IsAligned: true } && _probesOfSession >= ProbesToAlign;

    private bool IsProbeDue(long now) => now >= _probeAt && HasProbePlace;

    private bool HasProbePlace
    {
        get
        {
            foreach (var probe in _probes)
            {
                if (probe.Number == 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private int SendProbe(Span<byte> wire, long now)
    {
        _probeAt = now + (_probesOfSession < FastProbes || _alignment is not { IsAligned: true } ? FastProbeInterval : _probesOfSession < MediumProbes ? MediumProbeInterval : ProbeInterval);
        _probeNumber = _probeNumber == uint.MaxValue ? 1 : _probeNumber + 1;
        for (var i = 0; i < _probes.Length; i++)
        {
            if (_probes[i].Number == 0)
            {
                _probes[i] = (_probeNumber, now);
                break;
            }
        }

        Span<byte> payload = stackalloc byte[BridgeProtocol.ClockProbeBytes];
        new ClockProbeMessage(_probeNumber, (ulong)now).TryWrite(payload, out _, out _);
        return Frame(wire, BridgeMessageType.ClockProbe, payload);
    }

    // Its first byte, or nothing: a wrong time is worse than none.
    private void ClockReply(in ClockReplyMessage message, long now)
    {
        for (var i = 0; i < _probes.Length; i++)
        {
            if (_probes[i].Number != message.Number || message.Number == 0)
            {
                continue;
            }

            var sent = _probes[i].SentNanoseconds;
            _probes[i] = default;
            if (_receiver.TryGetOpening(out var opened) && _alignment is not null && IsInSession &&
                _alignment.TryAdd(sent, message.ReceivedTicks, message.SentTicks, opened))
            {
                _probesOfSession++;
            }

            return;
        }
    }

    private void ForgetProbes(long now)
    {
        for (var i = 0; i < _probes.Length; i++)
        {
            if (_probes[i].Number != 0 && now - _probes[i].SentNanoseconds >= ProbeTimeout)
            {
                _probes[i] = default;
                _probesLost++;
            }
        }
    }

    private void ForgetAllProbes() => Array.Clear(_probes);
}
