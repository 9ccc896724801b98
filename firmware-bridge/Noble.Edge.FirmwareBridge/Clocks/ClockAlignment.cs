namespace Noble.Edge.FirmwareBridge;

/// <summary>Where the device's timer stands at a moment of this machine's clock: offset and drift, fitted to clock probes.</summary>
/// <remarks>
/// A line through the last <see cref="WindowNanoseconds"/> of probes, by weighted least squares. A probe is right to within half its round
/// trip; what it took beyond the shortest one is what it may be wrong by, and weighs it down, so that a slow probe never moves the line. How
/// far the good ones scatter is measured and weighs too: a device whose clock advances in steps is no reason to believe single probes. Three
/// probes in a row that cannot lie on the line, all to the same side and over a fifth of a second, are a step of the device's clock, and begin a
/// new line; a clock that falls behind and catches up sooner (an emulator that was starved) is none. The line changes
/// with each probe, by no more than the uncertainty; a moment maps to ticks monotonically while it does not. What is left is half the
/// difference between the shortest ways there and back, which no probe can show: <see cref="AsymmetryBoundNanoseconds"/>. One thread; no
/// allocation after the start.
/// </remarks>
public sealed class ClockAlignment
{
    /// <summary>Probes older than this are forgotten [ns].</summary>
    public const long WindowNanoseconds = 20_000_000_000;

    private const int Capacity = 256;
    private const int Fewest = 8;
    private const int ImpossibleInARow = 3;
    private const long ImpossibleNanoseconds = 200_000_000;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const double DriftDoubt = 300e-6; // of a crystal before anything is known
    private const double ScatterOfMedian = 1.4826; // standard deviation of a normal distribution from its median absolute deviation

    private readonly ulong _ticksPerSecond;
    private readonly long[] _times = new long[Capacity]; // host time of a probe's middle [ns]
    private readonly double[] _offsets = new double[Capacity]; // device minus host there, less _base [ns]
    private readonly double[] _roundTrips = new double[Capacity]; // [ns]
    private readonly bool[] _cannotBe = new bool[Capacity]; // not on the line that there was when it came
    private readonly double[] _scratch = new double[Capacity];
    private int _first;
    private int _count;
    private int _impossible; // in a row, negative where they lie below the line
    private long _impossibleSince; // host time of the first of them [ns]
    private long _base; // [ns]
    private long _reference; // host time at which the line has _offset [ns]
    private double _offset; // less _base [ns]
    private double _drift;
    private double _scatter; // of the good probes about the line [ns]
    private (double Weight, double Mean, double Spread) _moments; // of the fit: sum of weights, weighted mean time and its sum of squares

    /// <param name="ticksPerSecond">The device's timer by its own word, 1 to 1,000,000,000.</param>
    public ClockAlignment(uint ticksPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ticksPerSecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticksPerSecond, (uint)NanosecondsPerSecond);
        _ticksPerSecond = ticksPerSecond;
    }

    /// <summary>Whether there is a line to convert by.</summary>
    public bool IsAligned => _count >= Fewest;

    /// <summary>Probes so far.</summary>
    public long Probes { get; private set; }

    /// <summary>Steps of the device's clock so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Device time less host time at the last probe [ns].</summary>
    public double OffsetNanoseconds => _base + _offset + (_drift * (LastTime - _reference));

    /// <summary>How much faster the device's timer runs than it says [ppm].</summary>
    public double DriftPartsPerMillion => _drift * 1e6;

    /// <summary>Standard deviation of a conversion at the last probe [ns]; infinite while not aligned.</summary>
    public double UncertaintyNanoseconds => UncertaintyAt(LastTime);

    /// <summary>How far the whole line may be off at most, because one way may have taken all of the shortest round trip [ns].</summary>
    public double AsymmetryBoundNanoseconds => ShortestRoundTripNanoseconds / 2;

    /// <summary>Shortest round trip of the window [ns]; infinite without a probe.</summary>
    public double ShortestRoundTripNanoseconds { get; private set; } = double.PositiveInfinity;

    /// <summary>Median round trip of the window [ns].</summary>
    public double MedianRoundTripNanoseconds
    {
        get
        {
            for (var i = 0; i < _count; i++)
            {
                _scratch[i] = _roundTrips[At(i)];
            }

            return Median(_count);
        }
    }

    private long LastTime => _count == 0 ? _reference : _times[At(_count - 1)];

    /// <summary>Takes a probe.</summary>
    /// <param name="sentNanoseconds">When the host handed it to the link.</param>
    /// <param name="receivedTicks">When its first byte had come to the device.</param>
    /// <param name="repliedTicks">When the reply's first byte left the device.</param>
    /// <param name="gotNanoseconds">When that had come to the host.</param>
    /// <returns>False where it is none: times that go back.</returns>
    public bool TryAdd(long sentNanoseconds, ulong receivedTicks, ulong repliedTicks, long gotNanoseconds)
    {
        if (gotNanoseconds < sentNanoseconds || repliedTicks < receivedTicks || repliedTicks > long.MaxValue / 2)
        {
            return false;
        }

        var (received, replied) = (ToNanoseconds(receivedTicks), ToNanoseconds(repliedTicks));
        var roundTrip = Math.Max(0, gotNanoseconds - sentNanoseconds - (replied - received));
        var time = sentNanoseconds + ((gotNanoseconds - sentNanoseconds) / 2);
        var offset = received + ((replied - received) / 2) - time;
        Probes++;
        if (_count == 0)
        {
            (_base, _reference) = (offset, time);
        }

        Forget(time);
        Put(time, offset - _base, roundTrip, IsImpossible(time, offset - _base, roundTrip));
        if (IsStep(time))
        {
            Keep(Math.Abs(_impossible));
            Steps++;
        }

        Fit(time);
        return true;
    }

    /// <summary>The device's tick nearest to a moment of the host's clock [ns]; 0 before the device's start. Only while aligned.</summary>
    public ulong ToDeviceTicks(long nanoseconds)
    {
        var device = nanoseconds + _base + (long)Math.Round(_offset + (_drift * (nanoseconds - _reference)));
        if (device <= 0)
        {
            return 0;
        }

        var (seconds, rest) = Math.DivRem((ulong)device, (ulong)NanosecondsPerSecond);
        return (seconds * _ticksPerSecond) + (((rest * _ticksPerSecond) + (ulong)(NanosecondsPerSecond / 2)) / (ulong)NanosecondsPerSecond);
    }

    /// <summary>The moment of the host's clock [ns] of a tick of the device. Only while aligned.</summary>
    public long ToHostNanoseconds(ulong ticks)
    {
        var distance = ToNanoseconds(Math.Min(ticks, long.MaxValue / 2)) - _base - _reference - _offset;
        return _reference + (long)Math.Round(distance / (1 + _drift));
    }

    /// <summary>Forgets everything: another start of a device.</summary>
    public void Reset()
    {
        Array.Clear(_cannotBe);
        (_first, _count, _impossible, _drift, _offset, _scatter, _moments) = (0, 0, 0, 0, 0, 0, default);
        ShortestRoundTripNanoseconds = double.PositiveInfinity;
    }

    private static double Square(double value) => value * value;

    private int At(int index) => (_first + index) % Capacity;

    private long ToNanoseconds(ulong ticks)
    {
        var (seconds, rest) = Math.DivRem(ticks, _ticksPerSecond);
        return ((long)seconds * NanosecondsPerSecond) + (long)(rest * (ulong)NanosecondsPerSecond / _ticksPerSecond);
    }

    private double UncertaintyAt(long time)
    {
        if (!IsAligned || _moments.Weight == 0)
        {
            return double.PositiveInfinity;
        }

        var distance = time - _reference - _moments.Mean;
        return Math.Sqrt((1 / _moments.Weight) + (distance * distance / _moments.Spread));
    }

    private double LineAt(long time) => _offset + (_drift * (time - _reference));

    private void Forget(long now)
    {
        while (_count > 0 && (_count == Capacity || now - _times[_first] > WindowNanoseconds))
        {
            _first = At(1);
            _count--;
        }
    }

    private void Keep(int newest)
    {
        _first = At(Math.Max(0, _count - newest));
        _count = Math.Min(_count, newest);
        Array.Clear(_cannotBe);
        (_impossible, _scatter, _drift) = (0, 0, 0);
    }

    private void Put(long time, double offset, double roundTrip, bool isImpossible)
    {
        var place = At(_count++);
        (_times[place], _offsets[place], _roundTrips[place], _cannotBe[place]) = (time, offset, roundTrip, isImpossible);
    }

    // Whether the newest probe is one too many that cannot lie on the line, or none is left that does.
    private bool IsStep(long time)
    {
        var good = 0;
        for (var i = 0; i < _count; i++)
        {
            good += _cannotBe[At(i)] ? 0 : 1;
        }

        return good == 0 || (Math.Abs(_impossible) >= ImpossibleInARow && time - _impossibleSince >= ImpossibleNanoseconds);
    }

    // Such a probe has no weight, so that a clock that is behind for a while does not drag the line along.
    private bool IsImpossible(long time, double offset, double roundTrip)
    {
        if (!IsAligned)
        {
            return false;
        }

        var residual = offset - LineAt(time);
        var bound = (roundTrip / 2) + (5 * _scatter) + (3 * UncertaintyAt(time)) + (2.0 * NanosecondsPerSecond / _ticksPerSecond);
        if (Math.Abs(residual) <= bound)
        {
            _impossible = 0;
            return false;
        }

        var side = Math.Sign(residual);
        if (Math.Sign(_impossible) != side)
        {
            (_impossible, _impossibleSince) = (0, time);
        }

        _impossible += side;
        return true;
    }

    private void Fit(long now)
    {
        ShortestRoundTripNanoseconds = double.PositiveInfinity;
        for (var i = 0; i < _count; i++)
        {
            ShortestRoundTripNanoseconds = Math.Min(ShortestRoundTripNanoseconds, _roundTrips[At(i)]);
        }

        // Half a tick is the device's own resolution; the scatter is learned from the line that it gives, and the line from the scatter.
        var least = Math.Max(0.5 * NanosecondsPerSecond / _ticksPerSecond, ShortestRoundTripNanoseconds * 0.02);
        _scatter = Math.Max(least, _scatter);
        for (var pass = 0; pass < 3; pass++)
        {
            FitLine(now);
            _scatter = Math.Max(least, Scatter());
        }
    }

    private void FitLine(long now)
    {
        double weights = 0, times = 0, offsets = 0;
        for (var i = 0; i < _count; i++)
        {
            var weight = WeightOf(i);
            weights += weight;
            times += weight * (_times[At(i)] - now);
            offsets += weight * _offsets[At(i)];
        }

        var (meanTime, meanOffset) = (times / weights, offsets / weights);
        double squares = 1 / Square(DriftDoubt), products = 0;
        for (var i = 0; i < _count; i++)
        {
            var (weight, time) = (WeightOf(i), _times[At(i)] - now - meanTime);
            squares += weight * time * time;
            products += weight * time * (_offsets[At(i)] - meanOffset);
        }

        _drift = products / squares;
        _reference = now;
        _offset = meanOffset - (_drift * meanTime);
        _moments = (weights, meanTime, squares);
    }

    private double WeightOf(int index) => _cannotBe[At(index)] ? 0 : 1 / (Square(_scatter) + Square((_roundTrips[At(index)] - ShortestRoundTripNanoseconds) / 2));

    // Of the faster half of the probes: the rest is late for reasons of its own.
    private double Scatter()
    {
        var limit = MedianRoundTripNanoseconds;
        var count = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_roundTrips[At(i)] <= limit && !_cannotBe[At(i)])
            {
                _scratch[count++] = Math.Abs(_offsets[At(i)] - LineAt(_times[At(i)]));
            }
        }

        return ScatterOfMedian * Median(count);
    }

    private double Median(int count)
    {
        if (count == 0)
        {
            return 0;
        }

        Array.Sort(_scratch, 0, count);
        return _scratch[count / 2];
    }
}
