namespace Noble.Edge.Rig.Tests;

public class ChemicalSynapseTests
{
    [Fact]
    public void Spike_Alone_PeaksAtItsConductanceWhereTheFormulaSays()
    {
        var trace = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse)).Record(200, 0);

        var peak = 0.5 * 5 / 4.5 * Math.Log(10);
        Assert.InRange(trace.Max(), 1.995, 2); // a mean over 0.1 ms lies a little under the peak
        Assert.Equal((int)(peak / CircuitBench.Step), Array.IndexOf(trace, trace.Max()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.37)]
    [InlineData(0.999)]
    public void Spike_AnywhereInAStep_HasTheAreaOfTheFormula(double share)
    {
        var trace = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse)).Record(2000, share);

        var peak = 0.5 * 5 / 4.5 * Math.Log(10);
        var area = 2 * (5 - 0.5) / (Math.Exp(-peak / 5) - Math.Exp(-peak / 0.5)); // nS ms
        Assert.Equal(area, trace.Sum() * CircuitBench.Step, 1e-9);
    }

    [Fact]
    public void Spike_WithoutRise_DecaysExponentially()
    {
        var trace = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse with { RiseMilliseconds = 0 })).Record(100, 0);

        for (var n = 0; n < trace.Length; n++)
        {
            var mean = 2 * 5 / 0.1 * (Math.Exp(-n * 0.1 / 5) - Math.Exp(-(n + 1) * 0.1 / 5));
            Assert.Equal(mean, trace[n], 1e-12);
        }
    }

    [Theory]
    [InlineData(0.6, 0.25)]
    [InlineData(1.0, 0)]
    [InlineData(0.34, 0.9)]
    [InlineData(0, 0.5)]
    [InlineData(100, 0.75)]
    public void Delay_AndPlaceInTheStep_AddUpExactly(double delay, double share)
    {
        var trace = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse with { DelayMilliseconds = delay, RiseMilliseconds = 0 })).Record(1100, share);

        var onset = (share * 0.1) + delay;
        for (var n = 0; n < trace.Length; n++)
        {
            var (from, to) = (Math.Max(n * 0.1, onset), Math.Max((n + 1) * 0.1, onset));
            Assert.Equal(2 * 5 / 0.1 * (Math.Exp(-(from - onset) / 5) - Math.Exp(-(to - onset) / 5)), trace[n], 1e-6);
        }
    }

    [Fact]
    public void Spike_InThePast_CountsWithItsAge()
    {
        var bench = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse with { RiseMilliseconds = 0 }));
        Assert.True(bench.Circuit.EnterSpike(0, -0.5));

        Assert.Equal(2 * 5 / 0.1 * (Math.Exp(-0.05 / 5) - Math.Exp(-0.15 / 5)), bench.Go(), 1e-12);
    }

    [Fact]
    public void Current_AtTheReversalPotential_IsNoneAndTurnsItsSignThere()
    {
        var bench = new CircuitBench(new CircuitSpec { VirtualCells = 1, Preparation = [new PreparationCellSpec()], Synapses = [CircuitBench.Synapse] });
        bench.Go(0, 0);
        foreach (var (millivolts, sign) in new[] { (-75f, 0), (-60f, -1), (-90f, 1) })
        {
            bench.Voltage[1] = millivolts;
            var conductance = bench.Go();
            Assert.Equal(sign, Math.Sign(bench.Total[1]));
            Assert.Equal(1e-3 * conductance * (-75 - millivolts), bench.Total[1], 1e-8);
            Assert.Equal(0, bench.Total[0]);
        }
    }

    [Fact]
    public void Depression_AtASteadyRate_SettlesWhereTheFormulaSays()
    {
        const double Release = 0.3, Recovery = 200, Interval = 20; // ms
        var bench = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse with
        {
            RiseMilliseconds = 0,
            DecayMilliseconds = 0.5,
            Plasticity = new ShortTermPlasticitySpec { Release = Release, RecoveryMilliseconds = Recovery },
        }));
        var peaks = new List<double>();
        for (var spike = 0; spike < 100; spike++)
        {
            peaks.Add(bench.Record(200, 0).Max());
        }

        // x = 1 − (1 − x (1 − U)) r
        var kept = Math.Exp(-Interval / Recovery);
        var steady = (1 - kept) / (1 - ((1 - Release) * kept));
        Assert.Equal(steady, peaks[^1] / peaks[0], 1e-9);
        Assert.Equal(1 - (Release * kept), peaks[1] / peaks[0], 1e-9);
    }

    [Fact]
    public void Facilitation_AfterAShortInterval_MakesTheSecondSpikeLarger()
    {
        var bench = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse with
        {
            RiseMilliseconds = 0,
            DecayMilliseconds = 0.5,
            Plasticity = new ShortTermPlasticitySpec { Release = 0.1, RecoveryMilliseconds = 1, FacilitationMilliseconds = 500 },
        }));
        var first = bench.Record(200, 0).Max();
        var second = bench.Record(200, 0).Max();

        var left = 0.1 * Math.Exp(-20 / 500.0);
        Assert.Equal((left + (0.1 * (1 - left))) / 0.1, second / first, 1e-6);
    }

    [Fact]
    public void Saturation_ManySpikes_HoldsTheConductance()
    {
        var bench = new CircuitBench(CircuitBench.Of(CircuitBench.Synapse with { SaturationNanosiemens = 3 }));
        var most = 0.0;
        for (var n = 0; n < 500; n++)
        {
            most = Math.Max(most, bench.Go(0, 0));
        }

        Assert.Equal(3, most);
    }
}
