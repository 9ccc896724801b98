using Noble.Edge.Tests;
using Xunit.Abstractions;

namespace Noble.Edge.FirmwareBridge.Tests;

public class ClockAlignmentTests(ITestOutputHelper output)
{
    private const double Interval = 100e6; // [ns], of probes
    private const double Microsecond = 1e3;

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(-200)]
    [InlineData(500)]
    public void Errors_HeavyTailedLink_StayFarBelowItsDelays(double drift)
    {
        var (clocks, alignment) = (new SimulatedClocks(1, drift), new ClockAlignment(1_000_000));
        var errors = Run(clocks, alignment, 3_000, 20);
        Say($"drift {drift} ppm", errors);
        Assert.InRange(Percentile(errors, 0.99), 0, 10 * Microsecond);
        Assert.InRange(alignment.DriftPartsPerMillion, drift - 1, drift + 1);
        Assert.Equal(0, alignment.Steps);
        Assert.InRange(alignment.UncertaintyNanoseconds, 0.1 * Microsecond, 5 * Microsecond);
    }

    [Fact]
    public void Errors_LinkWithMillisecondsInItsTail_AreThoseOfItsShortestWays()
    {
        var clocks = new SimulatedClocks(2, 30) { Shortest = (60_000, 60_000), Delay = (80_000, 2) };
        var errors = Run(clocks, new ClockAlignment(1_000_000), 3_000, 50);
        Say("median delay 80 µs, p99 8 ms", errors);
        Assert.InRange(Percentile(errors, 0.99), 0, 30 * Microsecond);
    }

    [Theory]
    [InlineData(300_000, 100_000)]
    [InlineData(100_000, 500_000)]
    public void Errors_AsymmetricLink_AreHalfTheDifferenceAndWithinTheBound(double there, double back)
    {
        var clocks = new SimulatedClocks(3, 50) { Shortest = (there, back) };
        var alignment = new ClockAlignment(1_000_000);
        var errors = Run(clocks, alignment, 2_000, 50);
        Assert.InRange(errors.Average(), ((there - back) / 2) - (5 * Microsecond), ((there - back) / 2) + (5 * Microsecond));
        Assert.All(errors, error => Assert.InRange(Math.Abs(error), 0, alignment.AsymmetryBoundNanoseconds + (20 * Microsecond)));
    }

    [Fact]
    public void Errors_DriftThatChangesSlowly_IsFollowed()
    {
        var clocks = new SimulatedClocks(4, 0);
        var alignment = new ClockAlignment(1_000_000);
        var errors = new List<double>();
        for (var i = 0; i < 6_000; i++)
        {
            // A board that warms up: 5 ppm there and back within two minutes.
            clocks.Drift = 5 * Math.Sin(2 * Math.PI * i / 1_200);
            clocks.Probe(alignment);
            clocks.Pass(Interval);
            if (i > 50)
            {
                errors.Add(clocks.Error(alignment));
            }
        }

        Say("5 ppm in 120 s", errors);
        Assert.InRange(Percentile(errors, 0.99), 0, 25 * Microsecond);
    }

    [Fact]
    public void Errors_DeviceClockInSteps_AreAveragedOver()
    {
        var clocks = new SimulatedClocks(5, 0) { Stair = 250_000 };
        var alignment = new ClockAlignment(1_000_000);
        var errors = Run(clocks, alignment, 3_000, 100);
        Assert.InRange(errors.Average(), -160 * Microsecond, -90 * Microsecond); // what is read is half a step old
        Assert.InRange(Percentile([.. errors.Select(error => error - errors.Average())], 0.99), 0, 50 * Microsecond);
        Assert.Equal(0, alignment.Steps);
    }

    [Fact]
    public void Step_OfTheDevicesClock_BeginsANewLineAtTheThirdProbe()
    {
        var clocks = new SimulatedClocks(6, 100) { Delay = (5_000, 0.3) };
        var alignment = new ClockAlignment(1_000_000);
        Run(clocks, alignment, 100, 50);
        clocks.Jump(-3e6);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, alignment.Steps);
            clocks.Probe(alignment);
            clocks.Pass(Interval);
        }

        Assert.Equal(1, alignment.Steps);
        var errors = Run(clocks, alignment, 40, 20);
        Assert.InRange(Percentile(errors, 0.99), 0, 30 * Microsecond);
        Assert.Equal(1, alignment.Steps);
    }

    [Fact]
    public void Lag_ThatIsCaughtUp_IsNoStepAndMovesLittle()
    {
        var clocks = new SimulatedClocks(12, 50) { Delay = (5_000, 0.3) };
        var alignment = new ClockAlignment(1_000_000);
        Run(clocks, alignment, 100, 50);
        var errors = new List<double>();
        for (var lag = 0; lag < 10; lag++)
        {
            // An emulator that stands still for 5 ms while it is probed every 4 ms, and is back within 120 ms.
            clocks.Jump(-5e6);
            for (var i = 0; i < 30; i++)
            {
                clocks.Probe(alignment);
                clocks.Pass(4e6);
            }

            clocks.Jump(5e6);
            errors.AddRange(Run(clocks, alignment, 30, 0));
        }

        Say("5 ms behind for 120 ms, ten times", errors);
        Assert.Equal(0, alignment.Steps);
        Assert.InRange(Percentile(errors, 0.99), 0, 1_000 * Microsecond);
    }

    [Fact]
    public void SlowProbe_DoesNotMoveTheLine()
    {
        var clocks = new SimulatedClocks(7, 10) { Delay = (5_000, 0.3) };
        var alignment = new ClockAlignment(1_000_000);
        Run(clocks, alignment, 100, 50);
        var before = alignment.ToDeviceTicks(clocks.Now);
        var device = (ulong)(clocks.DeviceNow / 1e3);
        for (var i = 0; i < 20; i++)
        {
            // All of 30 ms on the way back: in the middle it looks 15 ms off.
            Assert.True(alignment.TryAdd(clocks.Now - 30_000_000, device - 30_000, device - 29_980, clocks.Now));
        }

        Assert.InRange((long)alignment.ToDeviceTicks(clocks.Now) - (long)before, -1, 1);
        Assert.Equal(0, alignment.Steps);
    }

    [Theory]
    [InlineData(1_000_000u)]
    [InlineData(84_000_000u)]
    [InlineData(32_768u)]
    public void Conversions_ThereAndBack_AreWithinHalfATick(uint ticksPerSecond)
    {
        var clocks = new SimulatedClocks(8, 77, ticksPerSecond);
        var alignment = new ClockAlignment(ticksPerSecond);
        Run(clocks, alignment, 200, 100);
        var half = (0.5e9 / ticksPerSecond) + 1;
        for (var distance = -3_000_000_000L; distance < 30_000_000_000; distance += 7_777_777)
        {
            var there = alignment.ToDeviceTicks(clocks.Now + distance);
            Assert.InRange(alignment.ToHostNanoseconds(there) - (clocks.Now + distance), -half, half);
        }
    }

    [Fact]
    public void ToDeviceTicks_NeverGoesBack()
    {
        var clocks = new SimulatedClocks(9, -200);
        var alignment = new ClockAlignment(1_000_000);
        Run(clocks, alignment, 100, 50);
        var last = 0ul;
        for (var time = clocks.Now; time < clocks.Now + 10_000_000; time += 333)
        {
            var ticks = alignment.ToDeviceTicks(time);
            Assert.True(ticks >= last);
            last = ticks;
        }

        Assert.Equal(0ul, alignment.ToDeviceTicks(0)); // long before the device's start
    }

    [Fact]
    public void TryAdd_TimesThatGoBack_AreNoProbe()
    {
        var alignment = new ClockAlignment(1_000_000);
        Assert.False(alignment.TryAdd(100, 5, 6, 99));
        Assert.False(alignment.TryAdd(100, 6, 5, 200));
        Assert.False(alignment.TryAdd(100, 1, ulong.MaxValue, 200));
        Assert.Equal((0L, false), (alignment.Probes, alignment.IsAligned));
        Assert.Equal(double.PositiveInfinity, alignment.UncertaintyNanoseconds);
    }

    [Fact]
    public void Reset_AnotherStartOfTheDevice_BeginsAnew()
    {
        var clocks = new SimulatedClocks(10, 20);
        var alignment = new ClockAlignment(1_000_000);
        Run(clocks, alignment, 50, 20);
        alignment.Reset();
        Assert.False(alignment.IsAligned);
        clocks.Jump(-12e9);
        var errors = Run(clocks, alignment, 60, 30);
        Assert.InRange(Percentile(errors, 0.99), 0, 20 * Microsecond);
    }

    [Fact]
    public void TryAdd_AllocatesNothing()
    {
        var clocks = new SimulatedClocks(11, 20);
        var alignment = new ClockAlignment(1_000_000);
        Run(clocks, alignment, 300, 50);
        AllocationAssert.AllocatesNothing(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                clocks.Probe(alignment);
                clocks.Pass(Interval);
            }
        });
        Assert.InRange(Math.Abs(clocks.Error(alignment)), 0, 50 * Microsecond);
    }

    private static List<double> Run(SimulatedClocks clocks, ClockAlignment alignment, int probes, int skipped)
    {
        var errors = new List<double>();
        for (var i = 0; i < probes; i++)
        {
            clocks.Probe(alignment);
            clocks.Pass(Interval);
            if (i >= skipped)
            {
                errors.Add(clocks.Error(alignment));
            }
        }

        return errors;
    }

    private static double Percentile(List<double> errors, double share)
    {
        double[] sorted = [.. errors.Select(Math.Abs).Order()];
        return sorted[(int)(share * (sorted.Length - 1))];
    }

    private void Say(string what, List<double> errors) =>
        output.WriteLine(FormattableString.Invariant($"{what}: error p50 {Percentile(errors, 0.5) / 1e3:0.00} µs, p99 {Percentile(errors, 0.99) / 1e3:0.00} µs"));
}
