using Noble.Edge.Neurons;

namespace Noble.Edge.Training.Tests;

public class StreamingPlanTests
{
    private static readonly double[] Thresholds = [0.1, 0.2];

    [Fact]
    public void Trace_SameSeed_IsTheSameWhateverTheOthersAre()
    {
        var plan = new StreamingPlan(Thresholds, [40, 20], 1000, 7);

        Assert.Equal(Enumerable.Range(0, 60).Select(i => Text(plan, i)), Enumerable.Range(0, 60).Select(i => Text(new StreamingPlan(Thresholds, [40, 20], 1000, 7), i)));
        Assert.NotEqual(Text(plan, 0), Text(new StreamingPlan(Thresholds, [40, 20], 1000, 8), 0));
        Assert.Equal(40, Enumerable.Range(0, 60).Count(i => plan.Trace(i).Set == 0));
    }

    [Fact]
    public void Kinds_ManyTraces_AllComeAndOnlySynapsesHaveConductances()
    {
        var plan = new StreamingPlan(Thresholds, [300, 0], 1000, 1);
        var kinds = Enumerable.Range(0, plan.Count).ToLookup(plan.Kind);

        Assert.Equal(StreamingPlan.Kinds.Order(), kinds.Select(kind => kind.Key).Order());
        Assert.All(kinds, kind => Assert.All(kind, i =>
            Assert.Equal(kind.Key is StreamingPlan.Synapses or StreamingPlan.Switching ? 2 : 0, plan.Trace(i).Conductances?.Count ?? 0)));
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(StreamingPlan.Steps, new StreamingPlan(Thresholds, [20, 0], 1000, 1, StreamingPlan.Steps).Kind(i)));
    }

    [Fact]
    public void NoiseShare_OfTheGrid_IsThatOfTheStimulus()
    {
        var plan = new StreamingPlan(Thresholds, [10, 10], 1000, 5, StreamingPlan.NoiseGrid);

        Assert.All(Enumerable.Range(0, plan.Count), i => Assert.Equal(
            ((OrnsteinUhlenbeckStimulus)plan.Trace(i).Stimulus).StandardDeviationNanoamperes / Thresholds[plan.Trace(i).Set], plan.NoiseShare(i)!.Value, 1e-6));
        Assert.True(Enumerable.Range(0, plan.Count).DistinctBy(plan.NoiseShare).Count() > 1);
        Assert.Null(new StreamingPlan(Thresholds, [10, 10], 1000, 5, StreamingPlan.Noise).NoiseShare(0));
    }

    [Fact]
    public void Trace_Currents_AreHeldOverAModelsStep()
    {
        // A solver step of 0.02 ms is a fifth of the model's: what changes within one is lost on the model.
        var plan = new StreamingPlan(Thresholds, [30, 30], 500, 3);
        foreach (var i in Enumerable.Range(0, plan.Count).Where(i => plan.Kind(i) != StreamingPlan.Mixed))
        {
            var current = new double[25_000];
            plan.Trace(i).Stimulus.AddTo(current, 0.02);
            Assert.All(current.Chunk(5), held => Assert.All(held, value => Assert.Equal(held[0], value, 1e-12)));
        }
    }

    [Fact]
    public void SlowRamps_ManyTraces_CrossTheThresholdWithoutAJump()
    {
        const double step = 0.1, shortest = 50, largest = 0.04 / shortest * step; // ms; ms; µS in a step: all of it in the shortest ramp
        var plan = new StreamingPlan(Thresholds, [20, 20], 3000, 4, StreamingPlan.SlowRamps);
        var (crossing, inhibited) = (0, 0);
        for (var i = 0; i < plan.Count; i++)
        {
            var trace = plan.Trace(i);
            var (current, inhibition) = (new double[30_000], new double[30_000]);
            trace.Stimulus.AddTo(current, step);
            trace.Conductances![1].Conductance.AddTo(inhibition, step);
            Assert.All(inhibition, value => Assert.InRange(value, 0, 0.04));

            // The end of the trace may cut the last one short.
            Assert.All(inhibition.Zip(inhibition.Skip(1)).SkipLast((int)(shortest / step)), pair => Assert.InRange(pair.Second - pair.First, -largest - 1e-9, largest + 1e-9));
            crossing += current.Min() < Thresholds[trace.Set] && current.Max() > Thresholds[trace.Set] ? 1 : 0;
            inhibited += inhibition.Max() > 0 ? 1 : 0;
        }

        Assert.InRange(crossing, plan.Count / 2, plan.Count);
        Assert.InRange(inhibited, plan.Count / 4, plan.Count * 3 / 4);
    }

    [Fact]
    public void Bursts_ManyTraces_RiseWithSpikesAndDecayBetween()
    {
        const double step = 0.1;
        var plan = new StreamingPlan(Thresholds, [20, 20], 3000, 4, StreamingPlan.Bursts);
        var excited = 0;
        for (var i = 0; i < plan.Count; i++)
        {
            var inputs = plan.Trace(i).Conductances!;
            var (excitation, inhibition) = (new double[30_000], new double[30_000]);
            inputs[0].Conductance.AddTo(excitation, step);
            inputs[1].Conductance.AddTo(inhibition, step);
            Assert.Equal((0, -75), (inputs[0].ReversalMillivolts, inputs[1].ReversalMillivolts));
            Assert.All(inhibition, value => Assert.InRange(value, 0, 0.06));
            var rises = inhibition.Zip(inhibition.Skip(1)).Count(pair => pair.Second > pair.First);
            Assert.InRange(rises, 5, 450); // spikes: at most 150 in a second
            excited += excitation.Max() > 0 ? 1 : 0;
        }

        Assert.InRange(excited, plan.Count / 4, plan.Count * 3 / 4);
    }

    [Fact]
    public void Turns_ManyTraces_InhibitionComesAndGoesAndHalfHasNoNoise()
    {
        const double step = 0.1;
        var plan = new StreamingPlan(Thresholds, [20, 20], 3000, 5, StreamingPlan.Turns);
        var (steady, turning) = (0, 0);
        for (var i = 0; i < plan.Count; i++)
        {
            var trace = plan.Trace(i);
            var (current, inhibition) = (new double[30_000], new double[30_000]);
            trace.Stimulus.AddTo(current, step);
            trace.Conductances![1].Conductance.AddTo(inhibition, step);
            Assert.InRange(current.Average() / Thresholds[trace.Set], 1, 2.1);
            Assert.All(inhibition, value => Assert.InRange(value, 0, 0.05));
            steady += current.Skip(1).SkipLast(1).Distinct().Count() == 1 ? 1 : 0;

            // Of windows of 50 ms, where a pair takes turns, some have little of the inhibition that others have.
            var windows = inhibition.Skip(5_000).Chunk(500).Select(window => window.Average()).ToArray();
            turning += windows.Min() < windows.Max() / 2 ? 1 : 0;
        }

        Assert.InRange(steady, plan.Count / 4, plan.Count * 3 / 4);
        Assert.InRange(turning, plan.Count / 3, plan.Count);
    }

    private static string Text(StreamingPlan plan, int trace) =>
        plan.Trace(trace).Stimulus.Text + string.Join(';', plan.Trace(trace).Conductances?.Select(input => input.Conductance.Text) ?? []);
}
