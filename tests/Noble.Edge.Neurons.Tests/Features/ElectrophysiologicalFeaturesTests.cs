namespace Noble.Edge.Neurons.Tests;

public class ElectrophysiologicalFeaturesTests
{
    private static readonly FeatureValues Train = ElectrophysiologicalFeatures.Extract(SyntheticTrace.Spikes(150, 180, 220, 270), SyntheticTrace.Window);

    public static TheoryData<string, double[]> Analytic { get; } = new()
    {
        { "spike_count", [4] },
        { "Spikecount", [4] },
        { "spike_count_stimint", [4] },
        { "mean_frequency", [4000.0 / 170] },
        { "time_to_first_spike", [50] },
        { "time_to_last_spike", [170] },
        { "inv_first_ISI", [1000.0 / 30] },
        { "inv_last_ISI", [20] },
        { "doublet_ISI", [30] },
        { "ISI_values", [40, 50] },
        { "all_ISI_values", [30, 40, 50] },
        { "ISI_CV", [0.15713484026367722] },
        { "irregularity_index", [10] },
        { "adaptation_index", [((10.0 / 70) + (10.0 / 90)) / 2] },
        { "adaptation_index2", [10.0 / 90] },
        { "number_initial_spikes", [0] },
        { "peak_time", [150, 180, 220, 270] },
        { "peak_voltage", [30, 30, 30, 30] },
        { "AP1_peak", [30] },
        { "AP_begin_voltage", [-60, -60, -60, -60] },
        { "AP_begin_time", [149, 179, 219, 269] },
        { "AP1_amp", [90] },
        { "mean_AP_amplitude", [90] },
        { "AP_amplitude_change", [0, 0, 0] },
        { "AP_amplitude_from_voltagebase", [100, 100, 100, 100] },
        { "AP_width", [1.3, 1.3, 1.3, 1.3] },
        { "AP1_width", [(52.5 / 90) + (52.5 / 70)] },
        { "AP_duration", [2.6, 2.6, 2.6, 2.6] },
        { "AP_rise_time", [1, 1, 1, 1] },
        { "AP_rise_rate", [90, 90, 90, 90] },
        { "AP_peak_upstroke", [90, 90, 90, 90] },
        { "AP_peak_downstroke", [-70, -70, -70, -70] },
        { "phaseslope_max", [100] },
        { "AHP_depth", [-5, -5, -5, -5] },
        { "AHP_depth_abs", [-75, -75, -75, -75] },
        { "AHP1_depth_from_peak", [105] },
        { "AHP_time_from_peak", [1.5, 1.5, 1.5, 1.5] },
        { "min_voltage_between_spikes", [-75, -75, -75] },
        { "fast_AHP", [15, 15, 15] },
        { "voltage_base", [-70] },
        { "steady_state_voltage_stimend", [-60] },
        { "steady_state_voltage", [-70] },
        { "voltage_after_stim", [-70] },
        { "voltage_deflection", [10] },
        { "minimum_voltage", [-75] },
        { "maximum_voltage", [30] },
        { "depol_block", [1] },
        { "depol_block_bool", [0] },
    };

    [Theory]
    [MemberData(nameof(Analytic))]
    public void Extract_SpikeTrain_GivesAnalyticValues(string name, double[] expected)
    {
        Assert.Equal(expected.Length, Train[name]!.Count);
        Assert.All(expected.Zip(Train[name]!), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal(expected.Average(), Train.Mean(name), 1e-6);
    }

    [Theory]
    [InlineData("sag_amplitude")]
    [InlineData("ohmic_input_resistance")]
    [InlineData("time_constant")]
    public void Extract_WithoutWhatAFeatureNeeds_IsUndefined(string name)
    {
        Assert.Null(Train[name]);
        Assert.True(double.IsNaN(Train.Mean(name)));
    }

    [Fact]
    public void Extract_PassiveStep_GivesResistanceAndTimeConstants()
    {
        // -0.1 nA into 100 MOhm with 20 ms.
        var trace = SyntheticTrace.Sample(800, t => t < 200 ? -70
            : t < 600 ? -70 - (10 * (1 - Math.Exp(-(t - 200) / 20)))
            : -70 - (10 * Math.Exp(-(t - 600) / 20)));
        var features = ElectrophysiologicalFeatures.Extract(trace, SyntheticTrace.Window with
        {
            StimulusStartMilliseconds = 200,
            StimulusEndMilliseconds = 600,
            StimulusCurrentNanoamperes = -0.1,
        });

        Assert.Equal(100, features.Mean("ohmic_input_resistance"), 1e-3);
        Assert.Equal(100, features.Mean("ohmic_input_resistance_vb_ssse"), 1e-3);
        Assert.Equal(20, features.Mean("decay_time_constant_after_stim"), 1e-3);

        // The offset of the exponential is searched to 0.01 mV, which is all that the time constant can be known to.
        Assert.Equal(20, features.Mean("time_constant"), 0.2);
        Assert.Equal(0, features.Mean("spike_count"));
        Assert.Equal(1, features.Mean("depol_block"));
        Assert.All(["mean_frequency", "AP1_peak", "AP1_width", "mean_AP_amplitude", "ISI_CV", "AHP_depth", "time_to_first_spike"], name => Assert.Null(features[name]));
    }

    [Fact]
    public void Extract_DecayInterval_IsWhereTheDecayIsFitted()
    {
        // A time constant of 20 ms for 11 ms, then one of 5 ms.
        var trace = SyntheticTrace.Sample(400, t => t <= 100 ? -70 : t < 300 ? -80
            : -70 - (10 * (t < 311 ? Math.Exp(-(t - 300) / 20) : Math.Exp((-11 / 20.0) - ((t - 311) / 5)))));
        double Constant(FeatureWindow window) => ElectrophysiologicalFeatures.Extract(trace, window).Mean("decay_time_constant_after_stim");

        Assert.Equal(20, Constant(SyntheticTrace.Window), 1e-6);
        Assert.Equal(5, Constant(SyntheticTrace.Window with { DecayMilliseconds = (12, 20) }), 1e-6);
    }

    [Fact]
    public void Extract_Sag_GivesAmplitudeAndRatios()
    {
        var trace = SyntheticTrace.Sample(400, t => t is <= 100 or >= 300 ? -70 : t < 120 ? -85 : -80);
        var features = ElectrophysiologicalFeatures.Extract(trace, SyntheticTrace.Window);

        Assert.Equal(5, features.Mean("sag_amplitude"), 1e-9);
        Assert.Equal(1 / 3.0, features.Mean("sag_ratio1"), 1e-9);
        Assert.Equal(2 / 3.0, features.Mean("sag_ratio2"), 1e-9);
    }

    [Fact]
    public void Extract_StaysDepolarised_IsBlocked()
    {
        var spike = SyntheticTrace.Spikes(150);
        for (var k = 2000; k < 2800; k++)
        {
            spike[k] = -25;
        }

        var features = ElectrophysiologicalFeatures.Extract(spike, SyntheticTrace.Window);

        Assert.Null(features["depol_block"]);
        Assert.Equal([1], features["depol_block_bool"]);
    }

    [Fact]
    public void Extract_SpikeBeforeStimulus_CountsUnlessStrict()
    {
        var trace = SyntheticTrace.Spikes(50, 150);
        var loose = ElectrophysiologicalFeatures.Extract(trace, SyntheticTrace.Window);
        var strict = ElectrophysiologicalFeatures.Extract(trace, SyntheticTrace.Window with { StrictStimulusInterval = true });

        Assert.Equal((2, 1), (loose.Mean("spike_count"), strict.Mean("spike_count")));
        Assert.Equal((-50, 50), (Math.Round(loose.Mean("time_to_first_spike"), 6), Math.Round(strict.Mean("time_to_first_spike"), 6)));

        // The first rises in the time before the stimulus, of which its width must not be robbed.
        Assert.Equal(Train.Mean("AP1_width"), loose.Mean("AP1_width"), 1e-6);
    }

    [Fact]
    public void Extract_EndsInASpike_LeavesThatSpikeOut()
    {
        var trace = SyntheticTrace.Spikes(150, 200)[..2001];

        Assert.Equal(1, ElectrophysiologicalFeatures.Extract(trace, SyntheticTrace.Window).Mean("spike_count"));
    }

    [Fact]
    public void Extract_TimesOfItsOwn_GivesTheSameAsAFixedStep()
    {
        var voltage = SyntheticTrace.Spikes(150, 180, 220, 270);
        double[] times = [.. voltage.Select((_, k) => k * SyntheticTrace.Step)];
        var features = ElectrophysiologicalFeatures.Extract(times, voltage, SyntheticTrace.Window);

        Assert.All(ElectrophysiologicalFeatures.All, feature => Assert.Equal(Train[feature.Name], features[feature.Name]));
    }

    [Fact]
    public void Extract_TraceStart_ShiftsTimesAndNothingElse()
    {
        var window = SyntheticTrace.Window with { TraceStartMilliseconds = 1000, StimulusStartMilliseconds = 1100, StimulusEndMilliseconds = 1300 };
        var features = ElectrophysiologicalFeatures.Extract(SyntheticTrace.Spikes(150, 180, 220, 270), window);

        Assert.Equal(1150, features["peak_time"]![0], 1e-6);
        Assert.Equal(50, features.Mean("time_to_first_spike"), 1e-6);
        Assert.Equal(Train.Mean("AP1_width"), features.Mean("AP1_width"), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Extract_EachSetting_ChangesItsFeature(string name, FeatureWindow changed)
    {
        Assert.NotEqual(Train[name], ElectrophysiologicalFeatures.Extract(SyntheticTrace.Spikes(150, 180, 220, 270), changed)[name]);
    }

    public static TheoryData<string, FeatureWindow> Settings { get; } = new()
    {
        { "spike_count", SyntheticTrace.Window with { SpikeThresholdMillivolts = 35 } },
        { "AP_begin_voltage", SyntheticTrace.Window with { DerivativeThresholdMillivoltsPerMillisecond = 60 } },
        { "AP_begin_voltage", SyntheticTrace.Window with { DerivativeWindowSamples = 30 } },
        { "AP_duration", SyntheticTrace.Window with { DownwardDerivativeThresholdMillivoltsPerMillisecond = -40 } },
        { "AP_width", SyntheticTrace.Window with { InterpolationStepMilliseconds = 0.07 } },
        { "ISI_values", SyntheticTrace.Window with { IgnoreFirstInterval = false } },
        { "ohmic_input_resistance", SyntheticTrace.Window with { StimulusCurrentNanoamperes = 0.1 } },
    };

    [Fact]
    public void Extract_OwnGrid_TakesSamplesAsTheyAre()
    {
        // A sample between two of the interpolated grid.
        var trace = SyntheticTrace.Spikes(150);
        var fine = new double[2 * trace.Length];
        for (var k = 0; k < fine.Length; k++)
        {
            fine[k] = trace[k / 2];
        }

        fine[3001] = 45;
        var window = SyntheticTrace.Window with { StepMilliseconds = 0.05, InterpolationStepMilliseconds = 0.1 };

        Assert.Equal(30, ElectrophysiologicalFeatures.Extract(fine, window).Mean("AP1_peak"), 1e-6);
        Assert.Equal(45, ElectrophysiologicalFeatures.Extract(fine, window with { InterpolationStepMilliseconds = 0 }).Mean("AP1_peak"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(1001)]
    [InlineData(1503)]
    public void Extract_AnyLengthAndAnyStimulus_NeverThrows(int length)
    {
        var trace = SyntheticTrace.Spikes(150, 180, 220, 270)[..length];
        foreach (var (start, end) in (ReadOnlySpan<(double, double)>)[(0, 1), (100, 300), (149.5, 150.2), (-5, 1e6), (1e6, 2e6), (399, 400)])
        {
            foreach (var strict in (ReadOnlySpan<bool>)[true, false])
            {
                var window = SyntheticTrace.Window with { StimulusStartMilliseconds = start, StimulusEndMilliseconds = end, StrictStimulusInterval = strict };
                var features = ElectrophysiologicalFeatures.Extract(trace, window);
                Assert.All(ElectrophysiologicalFeatures.All, feature => Assert.True(features[feature.Name] is null or { Count: > 0 }));
            }
        }
    }

    [Fact]
    public void Extract_Noise_NeverThrows()
    {
        var random = new Random(3);
        for (var round = 0; round < 30; round++)
        {
            var trace = SyntheticTrace.Sample(400, _ => -60 + (60 * random.NextDouble() * random.NextDouble() * random.NextDouble() * 4));
            var features = ElectrophysiologicalFeatures.Extract(trace, SyntheticTrace.Window with { StrictStimulusInterval = round % 2 == 0 });
            Assert.All(ElectrophysiologicalFeatures.All, feature => Assert.True(features[feature.Name]?.All(double.IsFinite) ?? true));
        }
    }

    [Fact]
    public void Features_Unknown_NamesTheNearest()
    {
        Assert.Contains("AP1_width", Assert.Throws<UnknownFeatureException>(() => Train["AP1_widht"]).Message, StringComparison.Ordinal);
        Assert.Contains("spike_count", Assert.Throws<UnknownFeatureException>(() => ElectrophysiologicalFeatures.Find("SPIKE_COUNT")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_Definitions_AreCompleteAndDistinct()
    {
        Assert.Equal(ElectrophysiologicalFeatures.All.Count, ElectrophysiologicalFeatures.All.Select(feature => feature.Name).Distinct().Count());
        Assert.All(ElectrophysiologicalFeatures.All, feature => Assert.False(string.IsNullOrWhiteSpace(feature.Unit) || string.IsNullOrWhiteSpace(feature.Description)));
        Assert.All(ElectrophysiologicalFeatures.Aliases, alias => Assert.Equal(alias.Value, ElectrophysiologicalFeatures.Find(alias.Key).Name));
    }

    [Fact]
    public void Extract_BadArguments_Throws()
    {
        Assert.Throws<ArgumentException>(() => ElectrophysiologicalFeatures.Extract(new double[100], SyntheticTrace.Window with { StimulusEndMilliseconds = 100 }));
        Assert.Throws<ArgumentException>(() => ElectrophysiologicalFeatures.Extract([0, 1, 1, 2], new double[4], SyntheticTrace.Window));
        Assert.Throws<ArgumentException>(() => ElectrophysiologicalFeatures.Extract([0, 1, 2], new double[4], SyntheticTrace.Window));
        Assert.Throws<ArgumentException>(() => ElectrophysiologicalFeatures.Extract([0, 1e9, 1e12], new double[3], SyntheticTrace.Window with { InterpolationStepMilliseconds = 0.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticTrace.Window with { InterpolationStepMilliseconds = -1 });
    }
}
