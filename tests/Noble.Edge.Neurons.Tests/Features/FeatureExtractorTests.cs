namespace Noble.Edge.Neurons.Tests;

/// <summary>On traces drawn by hand: triangular spikes on a rest of −70 mV, 100 samples of 0.1 ms before the stimulus.</summary>
public class FeatureExtractorTests
{
    private static readonly FeatureWindow Window = new()
    {
        StepMilliseconds = 0.1,
        StimulusStartMilliseconds = 10,
        StimulusEndMilliseconds = 110,
    };

    [Fact]
    public void Extract_ThreeSpikes_HasTheirFeatures()
    {
        var f = FeatureExtractor.Extract(WithSpikes(20, 40, 60), Window);

        Assert.Equal(3, f.SpikeCount);
        Assert.Equal(-70, f.VoltageBaseMillivolts, 1e-9);
        Assert.Equal(10, f.TimeToFirstSpikeMilliseconds, 1e-9);
        Assert.Equal(50, f.InverseFirstIntervalHertz, 1e-9);
        Assert.Equal(1000 * 3 / 50.0, f.MeanFrequencyHertz, 1e-9);
        Assert.Equal(30, f.FirstPeakMillivolts, 1e-9);

        // 100 mV up from −70 in 1 ms, then 110 mV down to −80 in 1 ms: at −25 mV the sides are 0.55 and 0.5 ms from the peak.
        Assert.Equal(1.05, f.FirstWidthMilliseconds, 1e-9);
        Assert.Equal(-10, f.AhpDepthMillivolts, 1e-9);
        Assert.Equal([20.0, 40.0, 60.0], f.PeakTimesMilliseconds, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.True(double.IsNaN(f.AdaptationRatio));
        Assert.True(double.IsNaN(f.SagAmplitudeMillivolts));
    }

    [Fact]
    public void Extract_SpikeAmplitude_IsFromWhereTheUpstrokeBegins()
    {
        var f = FeatureExtractor.Extract(WithSpikes(20, 40), Window);

        // dV/dt (central) is 50 mV/ms at the last sample of rest: the spike begins there.
        Assert.Equal(100, f.MeanAmplitudeMillivolts, 1e-9);
    }

    [Fact]
    public void Extract_LengtheningIntervals_GiveTheAdaptationRatio()
    {
        var f = FeatureExtractor.Extract(WithSpikes(20, 30, 40, 50, 65, 80, 95), Window);

        Assert.Equal(45.0 / 30.0, f.AdaptationRatio, 1e-9);
    }

    [Fact]
    public void Extract_HyperpolarisedTrace_HasSagAndNoSpikes()
    {
        var trace = Rest();
        for (var i = 101; i <= 1100; i++)
        {
            // Down to −90 mV and back to −80 mV.
            trace[i] = i < 300 ? -90 : -80;
        }

        var f = FeatureExtractor.Extract(trace, Window);

        Assert.Equal(0, f.SpikeCount);
        Assert.Equal(0, f.MeanFrequencyHertz);
        Assert.Equal(-80, f.SteadyStateVoltageStimEndMillivolts, 1e-9);
        Assert.Equal(10, f.SagAmplitudeMillivolts, 1e-9);
        Assert.Equal(-70, f.SteadyStateVoltageMillivolts, 1e-9);
        Assert.True(double.IsNaN(f.FirstWidthMilliseconds));
        Assert.True(double.IsNaN(f.AhpDepthMillivolts));
    }

    [Fact]
    public void Extract_SpikeCutByTheTracesEnd_HasNoMinimum()
    {
        var trace = WithSpikes(20);
        trace[^2] = 0;
        trace[^1] = -30;

        var f = FeatureExtractor.Extract(trace, Window);

        Assert.Equal(2, f.SpikeCount);
        Assert.Equal(-10, f.AhpDepthMillivolts, 1e-9);
    }

    [Fact]
    public void Extract_EachThreshold_TakesEffect()
    {
        var trace = WithSpikes(20, 40);

        Assert.Equal(0, FeatureExtractor.Extract(trace, Window with { SpikeThresholdMillivolts = 40 }).SpikeCount);
        Assert.True(double.IsNaN(FeatureExtractor.Extract(
            trace, Window with { DerivativeThresholdMillivoltsPerMillisecond = 200 }).MeanAmplitudeMillivolts));
        Assert.True(double.IsNaN(FeatureExtractor.Extract(trace, Window with { DerivativeWindowSamples = 20 }).MeanAmplitudeMillivolts));
    }

    [Fact]
    public void Extract_StimulusBeyondTheTrace_SaysWhere()
    {
        var error = Assert.Throws<ArgumentException>(
            () => FeatureExtractor.Extract(Rest(), Window with { StimulusEndMilliseconds = 500 }));

        Assert.Contains("samples 100..5000 of a trace of 1300", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FeatureWindow_StepOfZero_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Window with { StepMilliseconds = 0 });

    private static double[] Rest() => [.. Enumerable.Repeat(-70.0, 1300)];

    private static double[] WithSpikes(params double[] peakMilliseconds)
    {
        var trace = Rest();
        foreach (var peak in peakMilliseconds.Select(t => (int)Math.Round(t * 10)))
        {
            for (var i = 0; i <= 10; i++)
            {
                trace[peak - 10 + i] = -70 + (10 * i);
                trace[peak + i] = 30 - (11 * i);
            }
        }

        return trace;
    }
}
