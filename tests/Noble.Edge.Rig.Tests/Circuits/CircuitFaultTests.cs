using Noble.Edge.Operator;

namespace Noble.Edge.Rig.Tests;

public class CircuitFaultTests
{
    private static readonly CircuitSpec Clamp = new()
    {
        VirtualCells = 1,
        Preparation = [new PreparationCellSpec { HoldMilliseconds = 1 }],
        Background = [new BackgroundSpec { Cell = 1, ExcitatoryMeanNanosiemens = 2 }],
        Electrical = [new ElectricalCouplingSpec { From = 0, To = 1, ConductanceNanosiemens = 1 }],
        Holding = [new HoldingCurrentSpec { Cell = 1, Nanoamperes = 0.1 }],
    };

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Step_VoltageMissing_IsHeldForItsTimeAndThenNothingFlows(float missing)
    {
        var bench = new CircuitBench(Clamp);
        bench.Go();
        var (before, coupled) = (bench.Total[1], bench.Total[0]);
        bench.Voltage[1] = missing;
        for (var n = 1; n <= 15; n++)
        {
            bench.Go();
            Assert.Equal(n <= 10 ? before : 0, bench.Total[1]);
            Assert.Equal(n <= 10 ? coupled : 0, bench.Total[0]);
        }

        Assert.Equal((15, 5), (bench.Circuit.Faults.VoltagesMissing, bench.Circuit.Faults.CellsSilenced));
        bench.Voltage[1] = -70;
        bench.Go();
        Assert.Equal(before, bench.Total[1]);
    }

    [Fact]
    public void Step_VoltageNeverMeasured_GivesNothing()
    {
        var bench = new CircuitBench(Clamp);
        bench.Voltage[1] = float.NaN;
        bench.Go();

        Assert.Equal(0, bench.Total[1]);
        Assert.Equal(1, bench.Circuit.Faults.CellsSilenced);
    }

    [Fact]
    public void Step_VoltageComesBackOverTheThreshold_IsNoSpike()
    {
        var bench = new CircuitBench(Clamp);
        bench.Go();
        bench.Voltage[1] = float.NaN;
        for (var n = 0; n < 20; n++)
        {
            bench.Go();
        }

        bench.Voltage[1] = 10;
        bench.Go();
        Assert.Equal(double.NaN, bench.Circuit.Spikes[1]);
    }

    [Fact]
    public void Step_VoltageBeyondBelief_IsTakenAtTheBound()
    {
        var (bench, bound) = (new CircuitBench(Clamp), new CircuitBench(Clamp));
        (bench.Voltage[1], bound.Voltage[1]) = (1e30f, 100);
        bench.Go();
        bound.Go();

        Assert.Equal(bound.Total, bench.Total);
        Assert.Equal((1, 0), (bench.Circuit.Faults.VoltagesOutOfRange, bound.Circuit.Faults.VoltagesOutOfRange));
    }

    [Fact]
    public void Step_ExternalNotANumber_CountsAsNone()
    {
        var (bench, none) = (new CircuitBench(Clamp), new CircuitBench(Clamp));
        (bench.External[0], bench.External[1]) = (float.NaN, float.PositiveInfinity);
        bench.Go();
        none.Go();

        Assert.Equal(none.Total, bench.Total);
        Assert.Equal(2, bench.Circuit.Faults.CurrentsNotFinite);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 0)]
    [InlineData(0, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(0, -10_001)]
    public void EnterSpike_NoSuchCellOrTime_IsRefusedAndCounted(int cell, double steps)
    {
        var bench = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse));

        Assert.False(bench.Circuit.EnterSpike(cell, steps));
        Assert.Equal(1, bench.Circuit.Faults.SpikesRefused);
        Assert.Equal(0, bench.Go());
    }

    [Fact]
    public void Step_AMillionRandomTicks_StaysWithinTheSafetyBox()
    {
        var limits = new SafetyLimits { MinimumNanoamperes = -0.4, MaximumNanoamperes = 0.5, ChargePicocoulombs = 20, SlewNanoamperesPerMillisecond = 2 };
        var wild = new WildPreparation();
        var guarded = new GuardedPreparation(wild, limits, CircuitBench.Step);
        var hybrid = new HybridCircuit(
            new CircuitSpec
            {
                VirtualCells = 0,
                Preparation = [new PreparationCellSpec { MaximumNanoamperes = 2 }, new PreparationCellSpec { MaximumNanoamperes = 2, HoldMilliseconds = 0 }],
                Synapses = [CircuitBench.Synapse with { ConductanceNanosiemens = 200 }, CircuitBench.Synapse with { From = 1, To = 0, DelayMilliseconds = 3, ReversalMillivolts = 0 }],
                Graded = [new GradedSynapseSpec { From = 1, To = 0, ConductanceNanosiemens = 100 }],
                Electrical = [new ElectricalCouplingSpec { From = 0, To = 1, ConductanceNanosiemens = 50 }],
                Background = [new BackgroundSpec { Cell = 0, ExcitatoryMeanNanosiemens = 10, ExcitatoryDeviationNanosiemens = 10 }],
            },
            null,
            guarded);
        var random = new SeededRandom(9);
        var external = new float[2];
        var outside = 0;
        for (var n = 0; n < 1_000_000; n++)
        {
            (external[0], external[1]) = (Wild(ref random, 3), Wild(ref random, 3));
            hybrid.Step(external);
            outside += wild.Given[0] is >= -0.4f and <= 0.5f && wild.Given[1] is >= -0.4f and <= 0.5f ? 0 : 1;
        }

        Assert.Equal(0, outside);
        Assert.InRange(wild.LargestChargePicocoulombs, 15, 20.001);
        var faults = hybrid.Circuit.Faults;
        Assert.All([faults.VoltagesMissing, faults.VoltagesOutOfRange, faults.CurrentsNotFinite, faults.CurrentsClipped], count => Assert.InRange(count, 1000, 2_000_000));
        Assert.All([LimitKind.Current, LimitKind.Slew, LimitKind.Charge], limit => Assert.InRange(guarded.LimitHits(limit), 100, 2_000_000));

        hybrid.EnterSafeState();
        Assert.True(wild.IsSafe);
        for (var n = 0; n < 100; n++)
        {
            hybrid.Step([5, -5]);
            Assert.Equal([0, 0], wild.Given);
        }
    }

    private static float Wild(ref SeededRandom random, double size) => random.NextUniform() switch
    {
        < 0.01 => float.NaN,
        < 0.02 => float.PositiveInfinity,
        < 0.03 => (float)(1e30 * random.NextNormal()),
        _ => (float)(size * random.NextNormal()),
    };

    /// <summary>A preparation that measures anything, and keeps account of what it is given.</summary>
    private sealed class WildPreparation : IClampedPreparation
    {
        private readonly double[] _charge = new double[10_000]; // of the last second of cell 0, by step [pC]
        private SeededRandom _random = new(4);
        private double _sum;
        private int _steps;

        public int CellCount => 2;

        public float[] Given { get; } = new float[2];

        public bool IsSafe { get; private set; }

        public double LargestChargePicocoulombs { get; private set; }

        public void Read(Span<float> millivolts)
        {
            millivolts[0] = -50 + Wild(ref _random, 40);
            millivolts[1] = -50 + Wild(ref _random, 40);
        }

        public bool TryTakeSpike(out int cell, out double steps)
        {
            (cell, steps) = (_random.NextIndex(5) - 1, _random.NextUniform() < 0.5 ? double.NaN : -1e5 * _random.NextUniform());
            return _random.NextUniform() < 0.2;
        }

        public void Step(ReadOnlySpan<float> nanoamperes)
        {
            nanoamperes.CopyTo(Given);
            ref var place = ref _charge[_steps++ % _charge.Length];
            _sum -= place;
            place = Math.Abs(nanoamperes[0]) * CircuitBench.Step;
            _sum += place;
            LargestChargePicocoulombs = Math.Max(LargestChargePicocoulombs, _sum);
        }

        public void EnterSafeState() => IsSafe = true;
    }
}
