namespace Noble.Edge.Neurons.Tests;

public class SearchTargetsTests
{
    private static readonly TargetSpreadRule Rule = TargetSpreadRule.Default;

    [Fact]
    public void FromSweeps_RepeatedStep_GivesMeanAndDeviation()
    {
        var targets = SearchTargets.FromSweeps([Sweep(0.2, 3, -70), Sweep(0.2, 3, -66), Sweep(0.3, 5, -70)], ["Spikecount", "voltage_base"], Rule);

        Assert.Equal(["step 0.2.spike_count", "step 0.2.voltage_base", "step 0.3.spike_count", "step 0.3.voltage_base"], targets.Objectives);
        Assert.Equal(-68, targets.Protocols[0].Targets[1].Mean, 1e-9);
        Assert.Equal(Math.Sqrt(8), targets.Protocols[0].Targets[1].Spread, 1e-9);
        Assert.Equal(new FeatureTarget("spike_count", 3, 1), targets.Protocols[0].Targets[0]);
    }

    [Fact]
    public void FromSweeps_Sweep_GivesTheTimingOfTheSimulation()
    {
        var timing = new StepProtocol { SettleMilliseconds = 77, SolverStepMilliseconds = 0.025 };

        var protocol = SearchTargets.FromSweeps([Sweep(0.2, 3, -70)], null, Rule, timing).Protocols[0];

        Assert.Equal(timing with { RestBeforeMilliseconds = 20, StepMilliseconds = 100, RestAfterMilliseconds = 30 }, protocol.Timing);
    }

    [Fact]
    public void FromSweeps_NoFeaturesNamed_TakesTheUsual()
    {
        var targets = SearchTargets.FromSweeps([Sweep(0.2, 3, -70), Sweep(-0.1, 0, -70)], null, Rule);

        Assert.Subset(SearchTargets.SpikingFeatures.Select(f => ElectrophysiologicalFeatures.Find(f).Name).ToHashSet(), targets.Protocols[0].Targets.Select(t => t.Feature).ToHashSet());
        Assert.Contains(targets.Protocols[0].Targets, t => t.Feature == "AP1_width");
        Assert.Subset(SearchTargets.SilentFeatures.Select(f => ElectrophysiologicalFeatures.Find(f).Name).ToHashSet(), targets.Protocols[1].Targets.Select(t => t.Feature).ToHashSet());
        Assert.Contains(targets.Protocols[1].Targets, t => t.Feature == "steady_state_voltage_stimend");
    }

    [Fact]
    public void FromSweeps_UndefinedFeature_IsLeftOut()
    {
        var targets = SearchTargets.FromSweeps([Sweep(0.1, 0, -70)], ["voltage_base", "AP1_width"], Rule);

        Assert.Equal(["step 0.1.voltage_base"], targets.Objectives);
        Assert.Throws<SearchFileException>(() => SearchTargets.FromSweeps([Sweep(0.1, 0, -70)], ["AP1_width"], Rule));
    }

    [Fact]
    public void FromSweeps_UnknownFeature_IsNamed()
    {
        var error = Assert.Throws<SearchFileException>(() => SearchTargets.FromSweeps([Sweep(0.1, 0, -70)], ["AP1_breadth"], Rule));

        Assert.Contains("unknown feature 'AP1_breadth'; expected one of", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromRecording_Sweeps_AreThePartsThatTheStimulusExplains()
    {
        // 30 ms of something else, then the sweep; 50 pA of holding current are not the step's.
        var drawn = Sweep(0.2, 3, -70);
        double[] voltage = [.. Enumerable.Repeat(-60.0, 300), .. drawn.Voltage.ToArray(), .. Enumerable.Repeat(-60.0, 100)];
        using var recording = new DrawnRecording(i => new RecordedSweep
        {
            Index = i,
            VoltageMillivolts = voltage,
            StepMilliseconds = 0.1,
            Stimulus = new SweepStimulus(50, 150)
            {
                CurrentNanoamperes = 0.1 + 0.1,
                HoldingNanoamperes = 0.05,
                WindowStartMilliseconds = 30,
                WindowEndMilliseconds = 180,
            },
        })
        { Path = "drawn", Format = "drawn" };

        var targets = SearchTargets.FromRecording(recording, [0.2], null, Rule);

        var expected = SearchTargets.FromSweeps([drawn, drawn], null, Rule);
        Assert.Equal(expected.Objectives, targets.Objectives);
        Assert.Equal(expected.Protocols[0].Timing, targets.Protocols[0].Timing);
        Assert.Equal(expected.Protocols[0].Targets, targets.Protocols[0].Targets);
        var error = Assert.Throws<SearchFileException>(() => SearchTargets.FromRecording(recording, [0.3], null, Rule));
        Assert.Contains("drawn: no sweep of 0.3 nA; it has 0.2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromRecording_UnknownStimulus_NamesTheSweep()
    {
        using var recording = new DrawnRecording(i => new RecordedSweep { Index = i, VoltageMillivolts = new double[100], StepMilliseconds = 0.1 }) { Path = "drawn", Format = "drawn" };

        var error = Assert.Throws<SearchFileException>(() => SearchTargets.FromRecording(recording, null, null, Rule));

        Assert.Contains("drawn: sweep 0: does not say when its stimulus was", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SpreadRule_EachPart_TakesEffect()
    {
        FeatureDefinition rate = new("mean_frequency", "Hz", ""), voltage = new("voltage_base", "mV", ""), width = new("AP1_width", "ms", ""), time = new("time_to_first_spike", "ms", ""), other = new("irregularity_index", "", "");

        Assert.Equal(5, Rule.Of(rate, 100, 0));
        Assert.Equal(1, Rule.Of(rate, 10, 0));
        Assert.Equal(7, Rule.Of(rate, 100, 7));
        Assert.Equal(1, Rule.Of(voltage, -70, 0));
        Assert.Equal(0.02, Rule.Of(width, 0.3, 0));
        Assert.Equal(0.5, Rule.Of(time, 0.3, 0));
        Assert.Equal(1e-3, Rule.Of(other, 0, 0));
        Assert.Equal(20, (Rule with { Fraction = 0.2 }).Of(rate, 100, 0));
        Assert.Equal(3, (Rule with { Floors = new Dictionary<string, double> { ["voltage_base"] = 3 } }).Of(voltage, -70, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rule with { Fraction = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Rule with { Floors = new Dictionary<string, double> { ["mV"] = 0 } });
    }

    /// <summary>20 ms rest, 100 ms step, 30 ms rest at 0.1 ms, with triangular spikes during the step.</summary>
    private static TargetSweep Sweep(double current, int spikes, double rest)
    {
        var voltage = new double[1500];
        Array.Fill(voltage, rest);
        for (var k = 0; k < spikes; k++)
        {
            for (var i = -10; i <= 10; i++)
            {
                voltage[300 + (150 * k) + i] = 30 - (Math.Abs(i) * (30 - rest + (i > 0 ? 10 : 0)) / 10);
            }
        }

        return new TargetSweep(current, 20, 100, 0.1, voltage);
    }

    private sealed class DrawnRecording(Func<int, RecordedSweep> sweep) : Recording
    {
        public override int SweepCount => 2;

        public override RecordedSweep ReadSweep(int index) => sweep(index);
    }
}
