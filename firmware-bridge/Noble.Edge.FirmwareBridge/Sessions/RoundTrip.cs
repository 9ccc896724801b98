namespace Noble.Edge.FirmwareBridge;

/// <summary>How long an acknowledgement takes, and how long to wait for one: smoothed mean and deviation (Jacobson, 1988).</summary>
internal sealed class RoundTrip
{
    private const long FirstTimeoutNanoseconds = 200_000_000;
    private const long LeastTimeoutNanoseconds = 20_000_000;
    private const long MostTimeoutNanoseconds = 1_000_000_000;

    // A link that damages bytes is tried again at once; a device that is slow is given time.
    private const int TimeoutsAtOnce = 3;
    private const int DoublingsMost = 3;

    private double _mean;
    private double _deviation;
    private int _timeouts; // in a row

    /// <summary>The smoothed time [ns]; 0 before the first.</summary>
    internal double MeanNanoseconds => _mean;

    /// <summary>How long to wait [ns].</summary>
    internal long TimeoutNanoseconds
    {
        get
        {
            var timeout = _mean == 0 ? FirstTimeoutNanoseconds : (long)(_mean + (4 * _deviation));
            var longer = Math.Clamp(_timeouts - TimeoutsAtOnce, 0, DoublingsMost);
            return Math.Min(Math.Max(timeout, LeastTimeoutNanoseconds) << longer, MostTimeoutNanoseconds);
        }
    }

    /// <summary>Takes the time of a command that was sent once: of one that was sent again nobody knows which copy was answered.</summary>
    internal void Add(long nanoseconds)
    {
        _timeouts = 0;
        if (_mean == 0)
        {
            (_mean, _deviation) = (nanoseconds, nanoseconds / 2.0);
            return;
        }

        _deviation += (Math.Abs(nanoseconds - _mean) - _deviation) / 4;
        _mean += (nanoseconds - _mean) / 8;
    }

    /// <summary>None came in time: after a few, wait longer for the next.</summary>
    internal void BackOff() => _timeouts++;

    /// <summary>One came.</summary>
    internal void Progress() => _timeouts = 0;

    internal void Forget() => (_mean, _deviation, _timeouts) = (0, 0, 0);
}
