using Noble.Edge.Operator;

namespace Noble.Edge.Rig.Tests;

public class HybridCircuitTests
{
    private static readonly CircuitSpec Pair = new()
    {
        VirtualCells = 1,
        Preparation = [new PreparationCellSpec { SpikeThresholdMillivolts = double.NaN }],
        Synapses = [CircuitBench.Synapse with { ConductanceNanosiemens = 20, ReversalMillivolts = 0 }],
        Holding = [new HoldingCurrentSpec { Cell = 0, Nanoamperes = 0.3 }],
    };

    [Fact]
    public void Step_EngineAlone_IsTheEngineWithTheHoldingCurrent()
    {
        using var engine = SmallCircuitNeurons.Engine(2);
        using var alone = SmallCircuitNeurons.Engine(2);
        var hybrid = new HybridCircuit(new CircuitSpec { VirtualCells = 2, Holding = [new HoldingCurrentSpec { Cell = 1, Nanoamperes = 0.25 }] }, engine, null);
        for (var n = 0; n < 2000; n++)
        {
            hybrid.Step([0.1f, 0]);
            alone.Step([0.1f, 0.25f]);
            Assert.Equal(alone.Voltage, hybrid.Voltage);
        }
    }

    [Fact]
    public void Step_VirtualNeuronsWithConductances_AreToldThemAndTheCurrentAtTheReference()
    {
        var spec = new CircuitSpec
        {
            VirtualCells = 2,
            Background = [new BackgroundSpec { Cell = 0, InhibitoryMeanNanosiemens = 8, InhibitoryDeviationNanosiemens = 3 }],
            Electrical = [new ElectricalCouplingSpec { From = 0, To = 1, ConductanceNanosiemens = 2 }],
            Holding = [new HoldingCurrentSpec { Cell = 0, Nanoamperes = 0.3 }],
        };
        using var engine = SmallCircuitNeurons.Engine(2);
        using var told = SmallCircuitNeurons.Engine(2);
        using var untold = SmallCircuitNeurons.Engine(2);
        var hybrid = new HybridCircuit(spec, engine, null);
        for (var n = 0; n < 2000; n++)
        {
            var other = hybrid.Voltage[1];
            hybrid.Step();
            var all = hybrid.Circuit.ConductanceNanosiemens;
            Assert.Equal(0.3 + (1e-3 * (((all[0] - 2) * (-75 + 60)) + (2 * (other + 60)))), hybrid.Current[0], 1e-6);
            told.Step(hybrid.Current, [(float)all[0], (float)all[1]]);
            untold.Step(hybrid.Current);
            Assert.Equal(told.Voltage, hybrid.Voltage);
        }

        Assert.NotEqual(untold.Voltage.ToArray(), hybrid.Voltage.ToArray());
    }

    [Fact]
    public void Step_VirtualNeuronExcitesThePreparation_ItFires()
    {
        using var engine = SmallCircuitNeurons.Engine(1);
        var preparation = new VirtualPreparation(new VirtualPreparationOptions { NoiseNanoamperes = 0 });
        var guarded = new GuardedPreparation(new VirtualClamp(preparation, 0.1), new SafetyLimits { MinimumNanoamperes = -2, MaximumNanoamperes = 2 }, 0.1);
        var hybrid = new HybridCircuit(Pair, engine, guarded);
        var (virtualSpikes, others) = (0, 0);
        for (var n = 0; n < 10_000; n++)
        {
            hybrid.Step();
            virtualSpikes += double.IsNaN(hybrid.Circuit.Spikes[0]) ? 0 : 1;
            others += double.IsNaN(hybrid.Circuit.Spikes[1]) ? 0 : 1;
        }

        Assert.InRange(virtualSpikes, 10, 700);
        Assert.InRange(others, 5, 700);
        Assert.InRange(preparation.Spikes - others, 0, 1); // the last one is entered in the step to come
        Assert.Equal(0, hybrid.Circuit.Faults.VoltagesMissing);
    }

    [Fact]
    public void Step_PreparationExcitesTheVirtualNeuron_CurrentFollowsItsSpikes()
    {
        using var engine = SmallCircuitNeurons.Engine(1);
        var preparation = new VirtualPreparation(new VirtualPreparationOptions { NoiseNanoamperes = 0, BiasNanoamperes = 0.3 });
        var hybrid = new HybridCircuit(
            Pair with { Synapses = [CircuitBench.Synapse with { From = 1, To = 0, ReversalMillivolts = 0 }], Holding = [] }, engine, new VirtualClamp(preparation, 0.1));
        var first = -1;
        for (var n = 0; n < 2000 && first < 0; n++)
        {
            hybrid.Step();
            if (hybrid.Current[0] > 0)
            {
                first = n;
            }
        }

        Assert.True(first > 0);
        Assert.Equal(1, preparation.Spikes);
    }

    [Fact]
    public void EnterSafeState_WhileCurrentFlows_NoneFlowsAnyMore()
    {
        var preparation = new VirtualPreparation(new VirtualPreparationOptions { NoiseNanoamperes = 0 });
        var guarded = new GuardedPreparation(new VirtualClamp(preparation, 0.1), new SafetyLimits { MaximumNanoamperes = 2 }, 0.1);
        var hybrid = new HybridCircuit(Pair with { VirtualCells = 0, Synapses = [] }, null, guarded);
        for (var n = 0; n < 1000; n++)
        {
            hybrid.Step();
        }

        Assert.True(preparation.Spikes > 0);
        Assert.Equal(0.3f, guarded.Sent[0]);
        hybrid.EnterSafeState();
        var before = preparation.Spikes;
        for (var n = 0; n < 1000; n++)
        {
            hybrid.Step();
        }

        Assert.Equal(before, preparation.Spikes);
        Assert.Equal(0, guarded.Sent[0]);
        Assert.Equal(-70, hybrid.Voltage[0], 0.01);
    }

    [Fact]
    public void Constructor_OtherNumberOfCells_IsRefused()
    {
        using var engine = SmallCircuitNeurons.Engine(2);

        var error = Assert.Throws<CircuitException>(() => new HybridCircuit(Pair, engine, null));
        Assert.Equal("virtualCells has 1, and there are 2 virtual neurons: expected as many", error.Message);
    }

    [Fact]
    public void VirtualClamp_StepThatIsNoMultiple_IsRefused()
    {
        var preparation = new VirtualPreparation(new VirtualPreparationOptions());

        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualClamp(preparation, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualClamp(preparation, 0.15));
    }
}
