namespace Noble.Edge.Rig.Tests;

public class BusyShareTests
{
    private const long Second = 1_000_000_000;
    private const long Needed = Second / 20; // what the kernel's default keeps from real-time threads

    [Theory]
    [InlineData(300, 100_000_000)] // hardly ever needed
    [InlineData(7, 100_000_000)] // looks more often than the share can be told in whole nanoseconds
    [InlineData(2_000, 90_000)] // needed every 90 µs
    public void BusyShare_OverASecond_RestsMoreThanATwentieth(long look, long interval)
    {
        var (rested, _) = Run(look, interval);
        Assert.InRange(rested, Needed, Needed * 2);
    }

    [Fact]
    public void BusyShare_NeededAllTheTime_RestsAllTheSameAndInSmallPieces()
    {
        // Needed every 20 µs: no gap is long enough, so that rests come where too much is owed.
        var (rested, longest) = Run(1_000, 20_000);
        Assert.InRange(rested, Needed, Needed * 2);
        Assert.Equal(BusyShare.Piece, longest);
    }

    [Fact]
    public void BusyShare_NeededSoon_DoesNotRestPastIt()
    {
        var share = new BusyShare();
        Assert.Equal(0, share.RestNanoseconds(long.MaxValue, 0));
        Assert.Equal(0, share.RestNanoseconds(long.MaxValue, 600_000));
        Assert.Equal(0, share.RestNanoseconds(1_200_000 + BusyShare.Piece - 1, 1_200_000));
        Assert.Equal(100_000, share.RestNanoseconds(1_200_000 + 100_000, 1_200_000));
        Assert.Equal(112_500, share.RestNanoseconds(long.MaxValue, 1_200_000));
        share.HasRested(100_000, 1_200_000);
        Assert.Equal(0, share.RestNanoseconds(long.MaxValue, 1_200_000));
    }

    [Fact]
    public void BusyShare_SleptByItself_OwesNothing()
    {
        var share = new BusyShare();
        share.RestNanoseconds(long.MaxValue, 0);
        for (var now = 10_000_000L; now <= 60 * Second; now += 10_000_000)
        {
            share.HasRested(5_000_000, now);
        }

        Assert.Equal(0, share.RestNanoseconds(long.MaxValue, (60 * Second) + 1_000));
    }

    private static (long Rested, long Longest) Run(long look, long interval)
    {
        var share = new BusyShare();
        var (rested, longest) = (0L, 0L);
        for (var now = 0L; now < Second; now += look)
        {
            var rest = share.RestNanoseconds(((now / interval) + 1) * interval, now);
            if (rest > 0)
            {
                rested += rest;
                longest = Math.Max(longest, rest);
                now += rest;
                share.HasRested(rest, now);
            }
        }

        return (rested, longest);
    }
}
