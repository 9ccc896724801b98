namespace Noble.Edge.Rig;

/// <summary>
/// How long before a moment the pacer stops sleeping: as long as this machine's sleeps lately came back late, and a
/// little. A quiet machine wakes in microseconds and is not made to spin for more, which leaves the processor to the
/// renderer.
/// </summary>
/// <remarks>Hot path: no allocation.</remarks>
internal sealed class SpinMargin
{
    private const int ForgettingShift = 6; // each good sleep takes 1/64 of the way back from a bad one
    private const long Spare = 10_000; // [ns]

    private readonly long _longest; // [ns]
    private long _oversleep; // [ns]

    /// <param name="longest">The margin at the start, and at most [ns].</param>
    internal SpinMargin(long longest)
    {
        _longest = longest;
        _oversleep = longest;
    }

    /// <summary>The margin [ns].</summary>
    internal long Nanoseconds => Math.Min(_longest, _oversleep + (_oversleep >> 2) + Spare);

    /// <summary>Takes note of how late a sleep came back [ns].</summary>
    internal void Learn(long oversleep)
    {
        oversleep = Math.Clamp(oversleep, 0, _longest);
        _oversleep = oversleep > _oversleep ? oversleep : _oversleep - ((_oversleep - oversleep) >> ForgettingShift);
    }
}
