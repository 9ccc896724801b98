namespace Noble.Edge.FirmwareBridge;

/// <content>The probes that are kept, and what they say about a jump of the device's clock.</content>
public sealed partial class ClockAlignment
{
    private const int Capacity = 256;
    private const double WindowNanoseconds = 15e9;
    private const int ProbesLeast = 8;

    // A jump is believed when so many probes in a row, over so long, contradict the line and agree with each other.
    private const int ContradictionsLeast = ProbesLeast;
    private const double ContradictionNanoseconds = 250e6;

    // Or when they contradict it for so long, whether they agree or not.
    private const double ContradictionMostNanoseconds = 3e9;

    private readonly double[] _hosts = new double[Capacity]; // [ns after the reference]
    private readonly double[] _offsets = new double[Capacity]; // device less host [ns]
    private readonly double[] _roundTrips = new double[Capacity]; // [ns]
    private readonly double[] _sorted = new double[Capacity];
    private int _first;
    private int _count;
    private int _contradictions;
    private double _contradictedSince;
    private double _lastHost;

    private int Index(int place) => (_first + place) & (Capacity - 1);

    private void Keep(double host, double offset, double roundTrip)
    {
        // A reply can be overtaken only by a host that takes two at once; then the later one stands for "now".
        _lastHost = _count == 0 ? host : Math.Max(_lastHost, host);
        if (_count == Capacity)
        {
            DropOldest(1);
        }

        var index = Index(_count++);
        _hosts[index] = host;
        _offsets[index] = offset;
        _roundTrips[index] = roundTrip;
        while (_count > ProbesLeast && _lastHost - _hosts[_first] > WindowNanoseconds)
        {
            DropOldest(1);
        }

        for (var i = 0; i < _count; i++)
        {
            _sorted[i] = _roundTrips[Index(i)];
        }

        _sorted.AsSpan(0, _count).Sort();
        ShortestRoundTripNanoseconds = _sorted[0];
        MedianRoundTripNanoseconds = _sorted[_count / 2];
    }

    private void DropOldest(int count)
    {
        _first = Index(count);
        _count -= count;
        _contradictions = Math.Min(_contradictions, _count);
    }

    // Looks at the newest probe only; the ones before it have been looked at.
    private bool WatchForStep()
    {
        if (!IsAligned)
        {
            return false;
        }

        var newest = Index(_count - 1);
        if (_roundTrips[newest] > 4 * MedianRoundTripNanoseconds && _contradictions == 0)
        {
            return false;
        }

        var off = Math.Abs(_offsets[newest] - Line(_hosts[newest]));
        if (off <= Allowed(newest))
        {
            _contradictions = 0;
            return false;
        }

        if (_contradictions++ == 0)
        {
            _contradictedSince = _hosts[newest];
        }

        var lasted = _hosts[newest] - _contradictedSince;
        return _contradictions >= ContradictionsLeast &&
            ((lasted >= ContradictionNanoseconds && Agree()) || lasted >= ContradictionMostNanoseconds);
    }

    // What the line may be off from a probe without either being wrong.
    private double Allowed(int index) =>
        (_roundTrips[index] / 2) + UncertaintyNanoseconds(_referenceNanoseconds + (long)_hosts[index]) + (4 * _scale) + _nanosecondsPerTick;

    private bool Agree()
    {
        var (lowest, highest, slack) = (double.MaxValue, double.MinValue, 0.0);
        for (var i = _count - _contradictions; i < _count; i++)
        {
            var residual = _offsets[Index(i)] - Line(_hosts[Index(i)]);
            lowest = Math.Min(lowest, residual);
            highest = Math.Max(highest, residual);
            slack = Math.Max(slack, _roundTrips[Index(i)]);
        }

        return highest - lowest <= slack + (8 * _scale) + _nanosecondsPerTick;
    }

    // Only the probes since the jump are of any use; what is known of the drift still is.
    private void BeginAnew()
    {
        DropOldest(_count - Math.Min(_contradictions, _count));
        _contradictions = 0;
        _scale = 0;
        _priorSlope = Math.Clamp(_slope, -DriftMost, DriftMost);
        _level = double.NaN;
    }
}
