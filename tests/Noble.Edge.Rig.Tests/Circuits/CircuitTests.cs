using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class CircuitTests
{
    private static readonly CircuitSpec Everything = new()
    {
        VirtualCells = 2,
        Preparation = [new PreparationCellSpec(), new PreparationCellSpec { SpikeThresholdMillivolts = double.NaN }],
        Synapses =
        [
            CircuitBench.Synapse with { DelayMilliseconds = 1.23, Plasticity = new ShortTermPlasticitySpec { Release = 0.2, RecoveryMilliseconds = 300, FacilitationMilliseconds = 50 } },
            CircuitBench.Synapse with { From = 2, To = 3, DelayMilliseconds = 0 },
            CircuitBench.Synapse with { From = 1, To = 2, DelayMilliseconds = 7 },
            CircuitBench.Synapse with { From = 3, To = 0, ReversalMillivolts = 0 },
        ],
        Graded = [new GradedSynapseSpec { From = 0, To = 3, ConductanceNanosiemens = 4 }],
        Electrical = [new ElectricalCouplingSpec { From = 1, To = 3, ConductanceNanosiemens = 1 }, new ElectricalCouplingSpec { From = 0, To = 2, ConductanceNanosiemens = 1, IsRectifying = true }],
        Background = [new BackgroundSpec { Cell = 2, ExcitatoryMeanNanosiemens = 3, ExcitatoryDeviationNanosiemens = 1, InhibitoryMeanNanosiemens = 5, InhibitoryDeviationNanosiemens = 2 }],
        Holding = [new HoldingCurrentSpec { Cell = 3, Nanoamperes = 0.05 }],
    };

    [Fact]
    public void Electrical_TwoPassiveCells_ComeToTheSameVoltageAndKeepTheirCharge()
    {
        var bench = new CircuitBench(new CircuitSpec
        {
            VirtualCells = 2,
            Electrical = [new ElectricalCouplingSpec { From = 0, To = 1, ConductanceNanosiemens = 10 }],
        });
        (bench.Voltage[0], bench.Voltage[1]) = (-50, -80);
        for (var n = 0; n < 1000; n++)
        {
            bench.Go();
            Assert.Equal(0, bench.Flowing(0) + bench.Flowing(1), 1e-7);
            double[] flowing = [bench.Flowing(0), bench.Flowing(1)];
            for (var cell = 0; cell < 2; cell++)
            {
                bench.Voltage[cell] += (float)(flowing[cell] * 1e3 * CircuitBench.Step / 100); // 100 pF
            }
        }

        Assert.Equal(-65, bench.Voltage[0], 1e-3);
        Assert.Equal(-65, bench.Voltage[1], 1e-3);
    }

    [Fact]
    public void Electrical_Rectifying_ConductsOneWayOnly()
    {
        var bench = new CircuitBench(new CircuitSpec
        {
            VirtualCells = 2,
            Electrical = [new ElectricalCouplingSpec { From = 0, To = 1, ConductanceNanosiemens = 10, IsRectifying = true }],
        });
        (bench.Voltage[0], bench.Voltage[1]) = (-50, -80);
        bench.Go();
        Assert.Equal(0.3, bench.Flowing(1), 1e-6);
        Assert.Equal(-0.3, bench.Flowing(0), 1e-6);

        (bench.Voltage[0], bench.Voltage[1]) = (-80, -50);
        bench.Go();
        Assert.Equal(0, bench.Total[1]);
        Assert.Equal(0, bench.Total[0]);
    }

    [Fact]
    public void Graded_HeldVoltage_SettlesAtTheSigmoidWithItsTimeConstant()
    {
        var bench = new CircuitBench(new CircuitSpec { VirtualCells = 2, Graded = [new GradedSynapseSpec { From = 0, To = 1, ConductanceNanosiemens = 4 }] });
        bench.Voltage[0] = -43;
        var trace = bench.Record(3000);

        var steady = 4 / (1 + Math.Exp(-1));
        Assert.Equal(steady, trace[^1], 1e-5);
        Assert.Equal(steady * (1 - Math.Exp(-20.0 / 20)), (trace[199] + trace[200]) / 2, 2e-5);
    }

    [Fact]
    public void Background_OverAMinute_HasTheMeanAndDeviationAsked()
    {
        var bench = new CircuitBench(new CircuitSpec
        {
            VirtualCells = 1,
            Seed = 5,
            Background = [new BackgroundSpec { Cell = 0, ExcitatoryMeanNanosiemens = 12, ExcitatoryDeviationNanosiemens = 3, InhibitoryMeanNanosiemens = 20 }],
        });
        var trace = bench.Record(600_000);

        var mean = trace.Average();
        var deviation = Math.Sqrt(trace.Average(value => (value - mean) * (value - mean)));
        var lag = Math.Exp(-1);
        var correlation = Enumerable.Range(0, trace.Length - 27).Average(n => (trace[n] - mean) * (trace[n + 27] - mean)) / (deviation * deviation);
        Assert.InRange(mean, 31.9, 32.1);
        Assert.InRange(deviation, 2.9, 3.1);
        Assert.InRange(correlation, lag - 0.03, lag + 0.03);
    }

    [Fact]
    public void Background_OtherSeed_IsAnother()
    {
        var spec = new CircuitSpec { VirtualCells = 1, Background = [new BackgroundSpec { Cell = 0, ExcitatoryMeanNanosiemens = 5, ExcitatoryDeviationNanosiemens = 1 }] };

        Assert.Equal(new CircuitBench(spec).Record(10), new CircuitBench(spec).Record(10));
        Assert.NotEqual(new CircuitBench(spec).Record(10), new CircuitBench(spec with { Seed = 2 }).Record(10));
    }

    [Fact]
    public void Step_VirtualCell_IsDrivenAsAtTheReferenceWhateverItsVoltage()
    {
        var bench = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse), reference: -40);
        bench.Go(0, 0);
        bench.Voltage[1] = 20;
        var conductance = bench.Go();

        Assert.Equal(1e-3 * conductance * (-75 + 40), bench.Total[1], 1e-8);
    }

    [Fact]
    public void Step_PreparationCellInASpike_IsDrivenByWhatIsMeasured()
    {
        var bench = new CircuitBench(new CircuitSpec { VirtualCells = 1, Preparation = [new PreparationCellSpec()], Synapses = [CircuitBench.Synapse] }, reference: -40);
        bench.Go(0, 0);
        bench.Voltage[1] = 20;
        var conductance = bench.Go();

        Assert.Equal(1e-3 * conductance * (-75 - 20), bench.Total[1], 1e-8);
    }

    [Fact]
    public void Step_PreparationCellCrossesItsThreshold_SpikesThere()
    {
        var bench = new CircuitBench(new CircuitSpec
        {
            VirtualCells = 1,
            Preparation = [new PreparationCellSpec()],
            Synapses = [CircuitBench.Synapse with { From = 1, To = 0, RiseMilliseconds = 0 }],
        });
        float[] course = [-60, -40, 0, 20, -60, 0];
        var spikes = new List<(int Step, double At)>();
        for (var n = 0; n < course.Length; n++)
        {
            bench.Voltage[1] = course[n];
            bench.Go();
            if (!double.IsNaN(bench.Circuit.Spikes[1]))
            {
                spikes.Add((n, bench.Circuit.Spikes[1]));
            }
        }

        // Half-way between the second and the third; the second crossing, 0.3 ms later, is within the refractory time.
        Assert.Equal([(2, -0.5)], spikes);
        Assert.True(bench.Circuit.ConductanceNanosiemens[0] > 1.8);
    }

    [Fact]
    public void Step_MoreThanTheLimits_IsClippedAndCounted()
    {
        foreach (var (most, expected, clipped) in new[] { (0.2, -0.2, 2), (1, -0.25, 1) })
        {
            var bench = new CircuitBench(new CircuitSpec
            {
                VirtualCells = 1,
                Preparation = [new PreparationCellSpec { MaximumNanoamperes = most }],
                Background = [new BackgroundSpec { Cell = 1, ExcitatoryMeanNanosiemens = 40, InhibitoryMeanNanosiemens = 60 }],
                Limits = new CircuitLimits { VirtualNanoamperes = 3, ConductanceNanosiemens = 10 },
            });
            bench.External[0] = -5;
            bench.Voltage[1] = -20;
            bench.Go();

            // 4 nS at 20 mV from 0 mV, and 6 nS at 55 mV from −75 mV.
            Assert.Equal(10, bench.Circuit.ConductanceNanosiemens[1]);
            Assert.Equal(expected, bench.Total[1], 1e-6);
            Assert.Equal(-3, bench.Total[0]);
            Assert.Equal((clipped, 1), (bench.Circuit.Faults.CurrentsClipped, bench.Circuit.Faults.ConductancesClipped));
        }
    }

    [Fact]
    public void TryApply_EachKind_ChangesWhatFlows()
    {
        foreach (var kind in Enum.GetValues<CircuitCommandKind>())
        {
            var (bench, changed) = (new CircuitBench(Everything), new CircuitBench(Everything));
            (bench.Voltage[0], changed.Voltage[0], bench.Voltage[3], changed.Voltage[3]) = (-40, -40, -60, -60);
            Assert.True(changed.Circuit.TryApply(new CircuitCommand(kind, 0, 7)));
            for (var n = 0; n < 50; n++)
            {
                bench.Go(0, n == 0 ? 0 : -1);
                changed.Go(0, n == 0 ? 0 : -1);
            }

            Assert.NotEqual(bench.Total, changed.Total);
            changed.Circuit.Reset();
            bench.Circuit.Reset();
            Assert.Equal(bench.Go(0, 0), changed.Go(0, 0));
            Assert.Equal(bench.Total, changed.Total);
        }
    }

    [Theory]
    [InlineData(CircuitCommandKind.Synapse, 0, double.NaN)]
    [InlineData(CircuitCommandKind.Synapse, 4, 1)]
    [InlineData(CircuitCommandKind.Synapse, -1, 1)]
    [InlineData(CircuitCommandKind.Synapse, 0, -1)]
    [InlineData(CircuitCommandKind.Electrical, 0, 1_001)]
    [InlineData(CircuitCommandKind.BackgroundExcitatory, 0, 1_001)]
    [InlineData(CircuitCommandKind.Holding, 0, 10.1)]
    [InlineData(CircuitCommandKind.Holding, 2, -1.1)]
    [InlineData(CircuitCommandKind.Holding, -1, 0)]
    [InlineData(CircuitCommandKind.Graded, 1, 1)]
    [InlineData(CircuitCommandKind.Holding, 0, double.PositiveInfinity)]
    [InlineData(CircuitCommandKind.Holding, 4, 0)]
    [InlineData(CircuitCommandKind.BackgroundInhibitory, 1, 0)]
    [InlineData((CircuitCommandKind)99, 0, 0)]
    public void TryApply_NoSuchThing_IsRefusedAndCounted(CircuitCommandKind kind, int index, double value)
    {
        var circuit = new Circuit(Everything, 0.1);
        var before = new double[circuit.StateLength];
        circuit.Save(before);

        Assert.False(circuit.TryApply(new CircuitCommand(kind, index, value)));
        Assert.Equal(1, circuit.Faults.CommandsRefused);
        var after = new double[circuit.StateLength];
        circuit.Save(after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Restore_InAnotherCircuit_GoesOnBitForBit()
    {
        var bench = new CircuitBench(Everything);
        Drive(bench, 1, 5000);
        var state = new double[bench.Circuit.StateLength];
        bench.Circuit.Save(state);
        var expected = Drive(bench, 2, 5000);

        var other = new CircuitBench(Everything);
        Drive(other, 3, 77);
        other.Circuit.Restore(state);
        Assert.Equal(expected, Drive(other, 2, 5000));
        Assert.True(expected.Distinct().Count() > 5000);
    }

    [Fact]
    public void Restore_OfAnotherCircuit_IsRefused()
    {
        var circuit = new Circuit(Everything, 0.1);
        var state = new double[circuit.StateLength];
        circuit.Save(state);
        state[1]++;

        Assert.Throws<ArgumentException>(() => circuit.Restore(state));
        Assert.Throws<ArgumentException>(() => circuit.Restore(state.AsSpan(1)));
    }

    [Fact]
    public void Step_Everything_AllocatesNothing()
    {
        var bench = new CircuitBench(Everything);
        var state = new double[bench.Circuit.StateLength];
        var sum = 0.0;
        AllocationAssert.AllocatesNothing(() =>
        {
            for (var n = 0; n < 1000; n++)
            {
                sum += bench.Go(n % 4, n % 50 == 0 ? 0.5 : -1);
                bench.Circuit.TryApply(new CircuitCommand(CircuitCommandKind.Synapse, 0, n % 5));
            }

            bench.Circuit.Save(state);
            bench.Circuit.Restore(state);
        });
        Assert.True(sum > 100);
    }

    [Theory]
    [InlineData(3, 4, 4, 4)]
    [InlineData(0, 3, 4, 4)]
    [InlineData(0, 4, 3, 4)]
    [InlineData(0, 4, 2, 3)]
    public void Step_OtherLengths_AreRefused(int external, int voltage, int spikes, int total)
    {
        var circuit = new Circuit(Everything, 0.1);

        Assert.Throws<ArgumentException>(() => circuit.Step(new float[external], new float[voltage], new float[spikes], new float[total]));
    }

    private static float[] Drive(CircuitBench bench, ulong seed, int steps)
    {
        var random = new SeededRandom(seed);
        var totals = new List<float>();
        for (var n = 0; n < steps; n++)
        {
            for (var cell = 0; cell < 4; cell++)
            {
                bench.Voltage[cell] = (float)(-90 + (100 * random.NextUniform()));
                bench.External[cell] = (float)random.NextNormal();
            }

            bench.Go(random.NextIndex(2), random.NextUniform() < 0.05 ? random.NextUniform() : -1);
            totals.AddRange(bench.Total);
        }

        return [.. totals];
    }
}
