namespace Noble.Edge.FirmwareBridge;

/// <summary>The device's counters, added up over its restarts and the wraps of 32 bits; from 0 at the first contact.</summary>
internal sealed class DeviceCounters
{
    private static readonly BridgeRegister[] Polled =
    [
        .. Enum.GetValues<BridgeRegister>().Where(register => register >= BridgeRegister.FramesTaken),
        .. Enumerable.Range(1, BridgeProtocol.ErrorCount - 1).Select(error => (BridgeRegister)(BridgeProtocol.RegisterErrors + error)),
    ];

    private readonly long[] _totals = new long[Polled.Length];
    private readonly uint[] _last = new uint[Polled.Length];
    private readonly bool[] _known = new bool[Polled.Length];
    private int _next;

    /// <summary>The registers in turn, for reading them one after the other.</summary>
    internal BridgeRegister Next() => Polled[_next = (_next + 1) % Polled.Length];

    /// <summary>Takes a value that was read.</summary>
    /// <returns>By how much the counter grew since the last value; 0 for the first value, and for one from before it.</returns>
    internal long Take(BridgeRegister register, uint value)
    {
        var index = Array.IndexOf(Polled, register);
        if (index < 0)
        {
            return 0;
        }

        if (IsLevel(register))
        {
            _totals[index] = value;
            return 0;
        }

        var grown = _known[index] ? unchecked((int)(value - _last[index])) : 0;
        if (grown < 0)
        {
            return 0;
        }

        _known[index] = true;
        _last[index] = value;
        _totals[index] += grown;
        return grown;
    }

    /// <summary>The device has started anew: its counters are 0.</summary>
    internal void Restarted()
    {
        Array.Clear(_last);
        Array.Fill(_known, true);
    }

    internal long Total(BridgeRegister register) => _totals[Array.IndexOf(Polled, register)];

    /// <summary>All of them but the receiver's errors.</summary>
    internal IReadOnlyDictionary<BridgeRegister, long> Totals() => Polled
        .Where(register => register >= BridgeRegister.FramesTaken)
        .ToDictionary(register => register, Total);

    /// <summary>The receiver's errors, by <see cref="BridgeFrameError"/>.</summary>
    internal IReadOnlyList<long> Errors() =>
        [0, .. Enumerable.Range(1, BridgeProtocol.ErrorCount - 1).Select(error => Total((BridgeRegister)(BridgeProtocol.RegisterErrors + error)))];

    // These go down, too.
    private static bool IsLevel(BridgeRegister register) =>
        register is BridgeRegister.SpikesPending or BridgeRegister.SpikesPendingMax or BridgeRegister.SpikesLatenessMaxTicks;
}
