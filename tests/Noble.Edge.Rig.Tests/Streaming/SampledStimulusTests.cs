namespace Noble.Edge.Rig.Tests;

public class SampledStimulusTests
{
    private const long Step = 100_000; // [ns]

    [Fact]
    public void Newest_SampleCountsAtOnceAndIsHeldAndThenGone()
    {
        var stimulus = Create(new SampledStimulusOptions { Source = 2, Hold = TimeSpan.FromMilliseconds(1), PerUnit = 0.5 });
        Assert.Equal([0, 0], Fill(stimulus, 0));
        stimulus.Take(Sample(0, 1, 0.4, 2));
        stimulus.Take(Sample(0, 0, 0.2, 1));
        Assert.Equal([0, 0.2f], Fill(stimulus, 0));
        Assert.Equal([0, 0.2f], Fill(stimulus, 10));
        Assert.Equal([0, 0], Fill(stimulus, 11));
        stimulus.Take(Sample(12, 1, double.NaN, 2));
        Assert.Equal([0, 0], Fill(stimulus, 12));
        Assert.Equal((2, 1, 8), (stimulus.Counts.Samples, stimulus.Counts.NotFinite, stimulus.Counts.Empty));
    }

    [Fact]
    public void Channels_AreThoseOfTheNeuronsAndOthersAreForeign()
    {
        var stimulus = Create(new SampledStimulusOptions { Source = 0, Channels = [7, 3] });
        stimulus.Take(Sample(0, 3, 0.1));
        stimulus.Take(Sample(0, 7, 0.2));
        stimulus.Take(Sample(0, 0, 0.3));
        Assert.Equal([0.2f, 0.1f], Fill(stimulus, 0));
        Assert.Equal(1, stimulus.Counts.Foreign);
        var all = Create(new SampledStimulusOptions { Source = 0, ChannelOfAll = 4 });
        all.Take(Sample(0, 4, 0.1));
        all.Take(Sample(0, 1, 0.7));
        Assert.Equal([0.1f, 0.1f], Fill(all, 0));
    }

    [Fact]
    public void Buffered_EachSampleHasItsTurnWhateverTheJitter()
    {
        var stimulus = Create(new SampledStimulusOptions { Source = 0, StepsPerSample = 2, Delay = 3, Hold = TimeSpan.Zero });
        stimulus.Take(Sample(0, -1, 1));
        stimulus.Take(Sample(0, -1, 2));
        Assert.Equal([0, 0], Fill(stimulus, 0));
        stimulus.Take(Sample(1, -1, 3));
        Assert.Equal([0, 0], Fill(stimulus, 1));
        var seen = new List<float>();
        for (var step = 2; step < 10; step++)
        {
            seen.Add(Fill(stimulus, step)[0]);
        }

        Assert.Equal([1, 1, 2, 2, 3, 3, 0, 0], seen);
        Assert.Equal(2, stimulus.Counts.Held); // one a neuron
    }

    [Fact]
    public void Buffered_AMissingSample_IsTheOneBeforeItForAsLongAsItIsHeld()
    {
        var stimulus = Create(new SampledStimulusOptions { Source = 0, StepsPerSample = 1, Hold = TimeSpan.FromMilliseconds(0.2) });
        foreach (var value in new[] { 1, double.NaN, double.NaN, double.NaN, 5 })
        {
            stimulus.Take(Sample(0, -1, value));
        }

        Assert.Equal([1, 1, 1, 0, 5], Enumerable.Range(0, 5).Select(step => Fill(stimulus, step)[1]));
    }

    [Fact]
    public void Buffered_AFlood_KeepsTheNewestAndCounts()
    {
        var stimulus = Create(new SampledStimulusOptions { Source = 0, StepsPerSample = 1, Capacity = 16 });
        for (var i = 0; i < 100_000; i++)
        {
            stimulus.Take(Sample(0, 0, i));
        }

        Assert.Equal(100_000 - 16, Fill(stimulus, 0)[0]);
        Assert.Equal(100_000 - 16, stimulus.Counts.Dropped);
    }

    [Fact]
    public void Options_BeyondTheirRange_SayWhatWasExpected()
    {
        Assert.Contains("expected 0 to 3600000 ms", Assert.Throws<ArgumentOutOfRangeException>(() => new SampledStimulusOptions { Source = 0, Hold = TimeSpan.FromHours(2) }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(new SampledStimulusOptions { Source = 0, StepsPerSample = 1, Delay = 20, Capacity = 16 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampledStimulus(1_000_000, new SampledStimulusOptions { Source = 0, StepsPerSample = 1, Capacity = 1_000 }, ""));
    }

    private static SampledStimulus Create(SampledStimulusOptions options) => new(2, options, "test");

    private static InputEvent Sample(long step, int channel, double value, ushort source = 0) => new(step * Step, InputKind.Sample, source, channel, value);

    private static float[] Fill(SampledStimulus stimulus, long step)
    {
        var current = new float[2];
        stimulus.Fill(step, step * Step, current);
        return current;
    }
}
