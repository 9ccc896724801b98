using Noble.Edge.Tests;

namespace Noble.Edge.Spikes.Tests;

public class SpikeDetectorTests
{
    private const double StepMilliseconds = 0.1;
    private const double StepNanoseconds = 100_000;

    [Fact]
    public void Detect_KnownCrossings_TimedWithinTwoMicroseconds()
    {
        double[] crossings = [3.012, 9.487, 15.555, 20.0, 31.0999];
        var trace = AnalyticTrace.Render(500, StepMilliseconds, 0, crossings);
        var spikes = Detect(SpikeDetectorOptions.Default, 1, trace);

        Assert.Equal(crossings.Length, spikes.Length);
        for (var i = 0; i < spikes.Length; i++)
        {
            Assert.InRange(spikes[i].TimeNanoseconds - (crossings[i] * 1e6), -2_000, 2_000);
        }
    }

    [Fact]
    public void Detect_ManyPhases_CubicIsBetterThanLinear()
    {
        Assert.True(RmsError(CrossingInterpolation.Cubic) < 0.5 * RmsError(CrossingInterpolation.Linear));

        static double RmsError(CrossingInterpolation interpolation)
        {
            var sum = 0.0;
            for (var phase = 0; phase < 100; phase++)
            {
                var crossing = 5 + (phase * StepMilliseconds / 100);
                var options = new SpikeDetectorOptions { Interpolation = interpolation };
                var spike = Assert.Single(Detect(options, 1, AnalyticTrace.Render(200, StepMilliseconds, 0, crossing)));
                sum += Math.Pow(spike.TimeNanoseconds - (crossing * 1e6), 2);
            }

            return Math.Sqrt(sum / 100);
        }
    }

    [Fact]
    public void Detect_WindowCutAnywhere_SameSpikes()
    {
        double[] crossings = [3.012, 9.487, 15.555, 20.0, 31.0999];
        var trace = AnalyticTrace.Render(500, StepMilliseconds, 0, crossings);
        var whole = Detect(SpikeDetectorOptions.Default, 1, trace);
        for (var cut = 4; cut <= trace.Length - 4; cut++)
        {
            var detector = new SpikeDetector(1, SpikeDetectorOptions.Default);
            var first = Detect(detector, trace.AsSpan(0, cut), cut, 0);
            var second = Detect(detector, trace.AsSpan(cut), trace.Length - cut, (long)(cut * StepNanoseconds));
            SpikeEvent[] spikes = [.. first, .. second];

            Assert.Equal(whole.Length, spikes.Length);
            for (var i = 0; i < whole.Length; i++)
            {
                // A spike whose right neighbour is in the next window is timed from the four samples before it.
                Assert.InRange(spikes[i].TimeNanoseconds - whole[i].TimeNanoseconds, -6_000, 6_000);
            }
        }
    }

    [Fact]
    public void Detect_CrossingOnTheSeam_FoundOnceBeforeTheSecondWindow()
    {
        var trace = AnalyticTrace.Render(200, StepMilliseconds, 0, 9.95);
        var detector = new SpikeDetector(1, SpikeDetectorOptions.Default);
        Assert.Empty(Detect(detector, trace.AsSpan(0, 100), 100, 0));
        var spike = Assert.Single(Detect(detector, trace.AsSpan(100), 100, 10_000_000));
        Assert.InRange(spike.TimeNanoseconds, 9_900_000, 10_000_000);
    }

    [Fact]
    public void Detect_AfterReset_VoltageAlreadyHighIsNoSpike()
    {
        var high = Enumerable.Repeat(20f, 50).ToArray();
        var low = Enumerable.Repeat(-70f, 50).ToArray();
        var detector = new SpikeDetector(1, SpikeDetectorOptions.Default);
        Assert.Empty(Detect(detector, low, 50, 0));
        detector.Reset();
        Assert.Empty(Detect(detector, high, 50, 5_000_000));
        Assert.Empty(Detect(detector, low, 50, 10_000_000));
        Assert.Single(Detect(detector, high, 50, 15_000_000));
    }

    [Fact]
    public void Detect_NoiseOnTheUpstroke_OneSpike()
    {
        float[] trace = [-70, -70, -60, -21, -19, -22, -18, -25, -15, 20, 30, 10, -40, -70, -70, -70];
        Assert.Single(Detect(SpikeDetectorOptions.Default, 1, trace));
    }

    [Fact]
    public void Detect_HysteresisOff_NoiseCountsAgain()
    {
        float[] trace = [-70, -70, -60, -21, -19, -22, -18, -25, -15, 20, 30, 10, -40, -70, -70, -70];
        var options = new SpikeDetectorOptions { HysteresisMillivolts = 0, RefractoryMilliseconds = 0 };
        Assert.Equal(3, Detect(options, 1, trace).Length);
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(0.5, 2)]
    public void Detect_RefractoryPeriod_SwallowsTheSecondSpike(double refractoryMilliseconds, int expected)
    {
        float[] trace = [-70, -70, -70, 20, 20, -70, -70, -70, 20, 20, 20, -70, -70]; // crossings 0.5 ms apart
        var options = new SpikeDetectorOptions { RefractoryMilliseconds = refractoryMilliseconds };
        Assert.Equal(expected, Detect(options, 1, trace).Length);
    }

    [Theory]
    [InlineData(-20, 2)]
    [InlineData(10, 1)]
    [InlineData(50, 0)]
    public void Detect_Threshold_DecidesWhatIsASpike(double thresholdMillivolts, int expected)
    {
        float[] trace = [-70, -70, -70, -70, 0, -70, -70, -70, -70, -70, -70, -70, -70, -70, -70, -70, 30, -70, -70, -70];
        var options = new SpikeDetectorOptions { ThresholdMillivolts = thresholdMillivolts };
        Assert.Equal(expected, Detect(options, 1, trace).Length);
    }

    [Fact]
    public void Detect_NotANumber_NoSpikeAndNoException()
    {
        float[] trace = [-70, -70, float.NaN, 20, 20, float.NaN, -70, float.NaN, -70, 20, float.PositiveInfinity, -70];
        var spikes = Detect(SpikeDetectorOptions.Default with { RefractoryMilliseconds = 0 }, 1, trace);
        Assert.All(spikes, spike => Assert.InRange(spike.TimeNanoseconds, 0, 1_200_000));
    }

    [Fact]
    public void Detect_SeveralNeurons_EachKnownByItsIndex()
    {
        float[] voltages =
        [
            .. AnalyticTrace.Render(200, StepMilliseconds, 0, 7.5),
            .. AnalyticTrace.Render(200, StepMilliseconds, 0),
            .. AnalyticTrace.Render(200, StepMilliseconds, 0, 3.25, 12.75),
        ];
        var spikes = Detect(SpikeDetectorOptions.Default, 3, voltages);
        Assert.Equal([2, 0, 2], spikes.Select(spike => spike.Neuron));
    }

    [Fact]
    public void Detect_WrongShape_SaysBothShapes()
    {
        var detector = new SpikeDetector(3, SpikeDetectorOptions.Default);
        var timeline = new SpikeTimeline(10);
        var error = Assert.Throws<ArgumentException>(() => detector.Detect(new float[299], 100, 0, 1e5, timeline));
        Assert.Contains("299 samples, expected [3, 100]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Detect_WindowAfterWindow_AllocatesNothing()
    {
        const int neurons = 16;
        var voltages = Enumerable.Range(0, neurons)
            .SelectMany(n => AnalyticTrace.Render(1000, StepMilliseconds, 0, 3 + n, 40 + n, 80.01)).ToArray();
        var detector = new SpikeDetector(neurons, SpikeDetectorOptions.Default);
        var timeline = new SpikeTimeline(detector.MaximumSpikes(1000, StepNanoseconds));
        var found = 0;
        for (var warmUp = 0; warmUp < 2; warmUp++)
        {
            Run(warmUp);
        }

        found = 0;
        foreach (var run in AllocationAssert.Runs())
        {
            found = 0;
            for (var window = 2; window < 20; window++)
            {
                Run(window);
            }
        }
        Assert.Equal(18 * 3 * neurons, found);

        void Run(int window)
        {
            timeline.Begin((long)((window * 1000) - 1) * 100_000);
            detector.Detect(voltages, 1000, window * 100_000_000L, StepNanoseconds, timeline);
            timeline.Sort();
            found += timeline.Count;
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void MaximumSpikes_WorstTrace_Fits(double refractoryMilliseconds)
    {
        var trace = Enumerable.Range(0, 101).Select(k => k % 2 == 0 ? -70f : 20f).ToArray();
        var options = new SpikeDetectorOptions { RefractoryMilliseconds = refractoryMilliseconds };
        var detector = new SpikeDetector(1, options);
        Assert.InRange(Detect(options, 1, trace).Length, 1, detector.MaximumSpikes(trace.Length, StepNanoseconds));
    }

    [Fact]
    public void SpikeDetectorOptions_OutsideTheRange_SaysTheRange()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new SpikeDetectorOptions { ThresholdMillivolts = 101 });
        Assert.Contains("spike threshold 101 mV: expected -100 to 100 mV", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpikeDetectorOptions { HysteresisMillivolts = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpikeDetectorOptions { RefractoryMilliseconds = double.NaN });
    }

    private static SpikeEvent[] Detect(SpikeDetectorOptions options, int neurons, float[] voltages) =>
        Detect(new SpikeDetector(neurons, options), voltages, voltages.Length / neurons, 0);

    private static SpikeEvent[] Detect(SpikeDetector detector, ReadOnlySpan<float> voltages, int samples, long start)
    {
        var timeline = new SpikeTimeline(detector.MaximumSpikes(samples, StepNanoseconds));
        timeline.Begin(start - (long)StepNanoseconds);
        detector.Detect(voltages, samples, start, StepNanoseconds, timeline);
        timeline.Sort();
        return [.. Enumerable.Range(0, timeline.Count).Select(i => timeline[i])];
    }
}
