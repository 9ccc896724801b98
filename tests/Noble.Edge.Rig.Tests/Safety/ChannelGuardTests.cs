namespace Noble.Edge.Rig.Tests;

public class ChannelGuardTests
{
    private const long Tick = 1_000_000;
    private static readonly SafetyLimits Wide = new() { MinimumNanoamperes = -10, MaximumNanoamperes = 10 };

    [Theory]
    [InlineData(11, 10)]
    [InlineData(-10.5, -10)]
    [InlineData(double.PositiveInfinity, 10)]
    [InlineData(double.NaN, 0)]
    public void Ask_OutsideTheCurrents_IsCutAndSaid(double asked, double allowed)
    {
        var guard = new ChannelGuard(Wide, Tick);

        Assert.Equal(allowed, guard.Ask(0, asked, out var hit));
        Assert.Equal(LimitKind.Current, hit);
    }

    [Fact]
    public void Ask_Inside_IsLetThroughUnsaid()
    {
        var guard = new ChannelGuard(Wide, Tick);

        Assert.Equal(9.5, guard.Ask(0, 9.5, out var hit));
        Assert.Equal(default, hit);
    }

    [Fact]
    public void Slew_LargeStep_BecomesARampAndIsSaidOnce()
    {
        var guard = new ChannelGuard(Wide with { SlewNanoamperesPerMillisecond = 2 }, Tick);
        var hits = 0;
        Assert.Equal(2, guard.Ask(0, 5, out var hit));
        hits += hit == LimitKind.Slew ? 1 : 0;
        var ramp = new List<double>();
        for (var tick = 1; tick <= 4; tick++)
        {
            ramp.Add(guard.Tick(tick * Tick, out hit));
            hits += hit == LimitKind.Slew ? 1 : 0;
        }

        Assert.Equal([4, 5, 5, 5], ramp);
        Assert.Equal(1, hits);
        Assert.Equal(0, guard.Ask(4 * Tick, 0, out _)); // towards nothing at once
    }

    [Fact]
    public void Slew_ManySmallStepsWithinATick_AreNoWayRound()
    {
        var guard = new ChannelGuard(Wide with { SlewNanoamperesPerMillisecond = 2, StimuliPerSecond = 1000 }, Tick);
        guard.Ask(0, 0.001, out _);
        var highest = 0.0;
        for (var i = 1; i <= 1000; i++)
        {
            highest = Math.Max(highest, guard.Ask(i * 1000, 0.001 + (i * 0.01), out _));
        }

        Assert.InRange(highest, 1.9, 2.002);
    }

    [Fact]
    public void Slew_TurnOfTheSign_RampsFromNothing()
    {
        var guard = new ChannelGuard(Wide with { SlewNanoamperesPerMillisecond = 2 }, Tick);
        guard.Ask(0, 2, out _);

        Assert.Equal(-2, guard.Ask(Tick, -5, out _));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(3, 7)]
    [InlineData(0.5, 50)]
    public void Charge_WhateverIsAsked_NeverGoesOverInAnyWindow(double nanoamperes, int seed)
    {
        const double Limit = 100; // pC
        const int Window = 100; // ticks
        var guard = new ChannelGuard(Wide with { ChargePicocoulombs = Limit, ChargeWindow = TimeSpan.FromMilliseconds(Window), StimuliPerSecond = 100_000 }, Tick);
        var random = new Random(seed);
        var flows = new List<(long Time, double Current)>();
        var hits = 0;
        for (long t = 0; t < 3000 * Tick; t += Tick)
        {
            flows.Add((t, guard.Tick(t, out var hit)));
            hits += hit == LimitKind.Charge ? 1 : 0;
            for (var i = 0; i < 2; i++)
            {
                var at = t + (i * 400_000) + random.Next(1, 400_000);
                flows.Add((at, guard.Ask(at, nanoamperes * (random.Next(3) - 1), out hit)));
                hits += hit == LimitKind.Charge ? 1 : 0;
            }
        }

        // Exact charge of every window that ends at a change.
        var end = flows[^1].Time;
        var cumulative = new List<(long Time, double Charge)> { (0, 0) };
        for (var i = 1; i < flows.Count; i++)
        {
            cumulative.Add((flows[i].Time, cumulative[^1].Charge + (Math.Abs(flows[i - 1].Current) * (flows[i].Time - flows[i - 1].Time) * 1e-6)));
        }

        var first = 0;
        for (var i = 0; i < cumulative.Count; i++)
        {
            while (cumulative[first].Time < cumulative[i].Time - (Window * Tick))
            {
                first++;
            }

            Assert.True(cumulative[i].Charge - cumulative[first].Charge <= Limit + 1e-6, $"{cumulative[i].Charge - cumulative[first].Charge} pC");
        }

        Assert.Equal(nanoamperes > 1, hits > 0);
        Assert.True(cumulative[^1].Charge > 0.4 * Math.Min(Limit * end / (Window * Tick), nanoamperes * end * 1e-6 / 2));
    }

    [Fact]
    public void Rate_MoreStimuliThanASecondHolds_AreRefused()
    {
        var guard = new ChannelGuard(Wide with { StimuliPerSecond = 3 }, Tick);
        var given = new List<long>();
        for (long ms = 0; ms < 2500; ms += 100)
        {
            if (guard.Ask(ms * Tick, 1, out var hit) != 0)
            {
                given.Add(ms);
            }
            else
            {
                Assert.Equal(LimitKind.Rate, hit);
            }

            guard.Ask((ms * Tick) + 1000, 0, out _);
        }

        Assert.Equal([0, 100, 200, 1000, 1100, 1200, 2000, 2100, 2200], given);
    }

    [Fact]
    public void Rate_AHeldCurrentIsOneStimulus()
    {
        var guard = new ChannelGuard(Wide with { StimuliPerSecond = 1 }, Tick);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(1 + (i * 0.01), guard.Ask(i * Tick, 1 + (i * 0.01), out var hit));
            Assert.Equal(default, hit);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(250)]
    public void SpikeGate_AnySecond_HoldsNoMoreThanTheLimit(int limit)
    {
        var gate = new SpikeGate(limit);
        var random = new Random(4);
        var passed = new List<long>();
        long now = 0;
        for (var i = 0; i < 20_000; i++)
        {
            now += random.Next(0, 400_000);
            if (gate.TryPass(now))
            {
                passed.Add(now);
            }
        }

        Assert.Equal(20_000 - passed.Count, gate.Refused);
        for (var i = limit; i < passed.Count; i++)
        {
            Assert.True(passed[i] - passed[i - limit] >= 1_000_000_000);
        }

        Assert.InRange(passed.Count, (int)(now * 1e-9 * limit * 0.9), (int)(now * 1e-9 * limit) + limit);
    }

    [Fact]
    public void Limits_StimulusWithoutAnyCurrent_IsRefused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => SafetyLimits.Default.Check(2));
        Assert.Equal("limits allow no current, and the rig has 2 stimulus channel(s): expected minimumNanoamperes or maximumNanoamperes", error.Message);
    }
}
