namespace Noble.Edge.FirmwareBridge;

/// <content>The line: weighted least squares over the quarter with the shortest round trips, outliers left out.</content>
public sealed partial class ClockAlignment
{
    // Crystals and resonators are within this; it keeps the first, short windows from inventing a drift.
    private const double DriftMost = 500e-6;
    private const double DriftPrior = 200e-6;

    // No stamp of a host is better than this [ns].
    private const double FloorNanoseconds = 1_000;

    // A residual beyond so many of its own sizes is an outlier.
    private const double OutlierSizes = 4;

    private const int Rounds = 3;

    private readonly double[] _residuals = new double[Capacity];

    // offset(host) = level + slope x (host - last host), and its covariance.
    private double _level = double.NaN; // [ns]
    private double _slope;
    private double _priorSlope;
    private double _scale; // spread of the residuals beyond what the round trips explain [ns]
    private double _levelVariance = double.MaxValue;
    private double _slopeVariance;
    private double _covariance;
    private double _fittedAt;

    /// <summary>Three standard errors of the relation [ns], if both ways of the link take the same time; infinite before it is aligned.</summary>
    public double UncertaintyNanoseconds(long nanoseconds)
    {
        if (!IsAligned)
        {
            return double.PositiveInfinity;
        }

        var ahead = nanoseconds - _referenceNanoseconds - _fittedAt;
        return 3 * Math.Sqrt(Math.Max(0, _levelVariance + (2 * ahead * _covariance) + (ahead * ahead * _slopeVariance)));
    }

    private double Line(double host) => _level + (_slope * (host - _fittedAt));

    private void Fit()
    {
        var chosen = Math.Max(Math.Min(_count, ProbesLeast), _count / 4);
        var longest = _sorted[chosen - 1];
        if (double.IsNaN(_level))
        {
            _level = MedianOffset(longest);
            _slope = _priorSlope;
            _fittedAt = _lastHost;
        }

        for (var round = 0; round < Rounds; round++)
        {
            _scale = Spread(longest);
            Solve(longest, leaveOut: round > 0 || IsAligned);
        }
    }

    // Half of what a round trip is longer than the shortest bounds a probe's error; the spread is what that does not explain.
    private double Size(int index) =>
        Math.Sqrt(Square(FloorNanoseconds + (_nanosecondsPerTick / 2)) + Square(_scale) +
            Square((_roundTrips[index] - ShortestRoundTripNanoseconds) / 2));

    private static double Square(double value) => value * value;

    private void Solve(double longest, bool leaveOut)
    {
        // The prior of the drift is a measurement of the slope like any other.
        var (s, sx, sxx, sy, sxy) = (0.0, 0.0, 1 / Square(DriftPrior), 0.0, _priorSlope / Square(DriftPrior));
        var used = 0;
        for (var i = 0; i < _count; i++)
        {
            var index = Index(i);
            if (_roundTrips[index] > longest)
            {
                continue;
            }

            var size = Size(index);
            if (leaveOut && Math.Abs(_offsets[index] - Line(_hosts[index])) > OutlierSizes * size)
            {
                continue;
            }

            var (weight, x, y) = (1 / Square(size), _hosts[index] - _lastHost, _offsets[index]);
            s += weight;
            sx += weight * x;
            sxx += weight * x * x;
            sy += weight * y;
            sxy += weight * x * y;
            used++;
        }

        // Where nearly all are outliers the line stays; it is the watch for a step that decides.
        if (used < Math.Min(_count, 3))
        {
            return;
        }

        var determinant = (s * sxx) - (sx * sx);
        _level = ((sxx * sy) - (sx * sxy)) / determinant;
        _slope = Math.Clamp(((s * sxy) - (sx * sy)) / determinant, -2 * DriftMost, 2 * DriftMost);
        _levelVariance = sxx / determinant;
        _slopeVariance = s / determinant;
        _covariance = -sx / determinant;
        _fittedAt = _lastHost;
    }

    // 1.4826 medians of the absolute residuals: a standard deviation that outliers do not move.
    private double Spread(double longest)
    {
        var count = 0;
        for (var i = 0; i < _count; i++)
        {
            var index = Index(i);
            if (_roundTrips[index] <= longest)
            {
                _residuals[count++] = Math.Abs(_offsets[index] - Line(_hosts[index]));
            }
        }

        _residuals.AsSpan(0, count).Sort();
        return 1.4826 * _residuals[count / 2];
    }

    private double MedianOffset(double longest)
    {
        var count = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_roundTrips[Index(i)] <= longest)
            {
                _residuals[count++] = _offsets[Index(i)] - (_priorSlope * (_hosts[Index(i)] - _lastHost));
            }
        }

        _residuals.AsSpan(0, count).Sort();
        return _residuals[count / 2];
    }
}
