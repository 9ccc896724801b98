using System.Diagnostics;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>Spikes at an even distance, each on an address of its own, so that every emission can be told from every other.</summary>
internal sealed class SpikePlan
{
    private const long Ahead = 200_000_000; // [ns] that a spike is handed over before its time

    private readonly long _gap;
    private readonly long _start;
    private int _handedOver;

    /// <param name="gapMicroseconds">From one to the next.</param>
    internal SpikePlan(int gapMicroseconds)
    {
        _gap = gapMicroseconds * 1000L;
        _start = Stopwatch.GetTimestamp() + Ahead;
    }

    /// <summary>Spikes that were handed over.</summary>
    internal int Count => _handedOver;

    /// <summary>Options of a device that emits them: addresses on the bus, and a look-ahead that a busy machine keeps.</summary>
    internal static BridgeConnectionOptions Options(string address) => new()
    {
        Address = address,
        LookAhead = TimeSpan.FromMilliseconds(80),
        ReconnectInterval = TimeSpan.FromMilliseconds(20),
        Outputs = BridgeOutputs.Default with { Mode = BridgeOutputMode.Aer, LateLimit = TimeSpan.FromMicroseconds(1) },
    };

    /// <summary>When a spike is to leave [ns].</summary>
    internal long At(int spike) => _start + (spike * _gap);

    /// <summary>Hands spikes over, each when its time comes near, until so many are.</summary>
    internal void Run(BridgeConnection connection, int until)
    {
        while (_handedOver < until)
        {
            if (At(_handedOver) - Ahead > Stopwatch.GetTimestamp())
            {
                Thread.Sleep(1);
                continue;
            }

            connection.TrySchedule(At(_handedOver), (ushort)_handedOver);
            _handedOver++;
        }
    }

    /// <summary>Hands over what is due up to now, late or not, and so many more.</summary>
    internal void RunOn(BridgeConnection connection, int more) =>
        Run(connection, Math.Max(_handedOver, (int)((Stopwatch.GetTimestamp() + Ahead - _start) / _gap)) + more);

    /// <summary>
    /// No emission that was not asked for, none twice, each within a tick of its request, in the order of the requests; and at the distance that
    /// was asked for, within what two clocks can be apart on a busy machine.
    /// </summary>
    internal List<BoardRecord> AssertEmissions(List<BoardRecord> records)
    {
        var emissions = records.Where(record => record.Kind == BoardRecordKind.Emission).ToList();
        Assert.All(emissions, emission => Assert.InRange(emission.Difference, 0, 1));
        Assert.All(emissions, emission => Assert.True(emission.Line < _handedOver, $"address {emission.Line} was never handed over"));
        Assert.Equal(emissions.Count, emissions.Select(emission => emission.Line).Distinct().Count());
        foreach (var start in emissions.GroupBy(emission => emission.Start))
        {
            var ordered = start.ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                Assert.True(ordered[i].Line > ordered[i - 1].Line, $"address {ordered[i].Line} after {ordered[i - 1].Line}");
                Assert.True(ordered[i].Tick >= ordered[i - 1].Tick);
            }
        }

        return emissions;
    }
}
