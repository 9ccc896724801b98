namespace Noble.Edge.Training;

/// <summary>Features that can be axes of a latent space: what an electrophysiologist measures on a neuron with a few current steps.</summary>
public static class FeatureCatalogue
{
    /// <summary>Name of the onset of repetitive firing.</summary>
    public const string ThresholdCurrent = "threshold_current";

    /// <summary>Name of the lowest step current with a spike.</summary>
    public const string Rheobase = "rheobase";

    /// <summary>Name of the voltage at rest.</summary>
    public const string RestingVoltage = "resting_voltage";

    /// <summary>Names of the lowest currents with two, three, ... spikes: where a transient train gains one.</summary>
    public static string[] SpikeOnsets { get; } = ["onset_2_spikes", "onset_3_spikes", "onset_4_spikes", "onset_5_spikes"];

    private static readonly FeatureEntry[] Entries =
    [
        new(ThresholdCurrent, "nA", "Lowest step current with firing to the end of the step", true, f => f.ThresholdCurrentNanoamperes),
        new("slope", "Hz/nA", "Slope of the F-I curve from 20 to 100 pA above threshold", true, f => f.SlopeHertzPerNanoampere),
        new(RestingVoltage, "mV", "Somatic voltage before the step", true, f => f.RestingVoltageMillivolts),
        new("input_resistance", "MOhm", "Steady deflection at -0.05 nA over the current", false, f => f.InputResistanceMegaohms),
        new(Rheobase, "nA", "Lowest step current with a spike", true, f => f.RheobaseNanoamperes),
        new("rate_025", "Hz", "Mean firing rate at 0.25 nA", true, f => f.RateAt(0.25)),
        new("rate_030", "Hz", "Mean firing rate at 0.3 nA", true, f => f.RateAt(0.3)),
        new("rate_035", "Hz", "Mean firing rate at 0.35 nA", true, f => f.RateAt(0.35)),
        new("ap_width", "ms", "Width of the first action potential at half height, at {reference}", false, f => f.ApWidthMilliseconds),
        new("median_ap_width", "ms", "Median half-width of the action potentials, at {reference}", false, f => f.MedianApWidthMilliseconds),
        new("ap_peak", "mV", "Peak of the first action potential, at {reference}", false, f => f.ApPeakMillivolts),
        new("mean_ap_amplitude", "mV", "Mean height of the action potentials over their beginnings, at {reference}", false, f => f.MeanApAmplitudeMillivolts),
        new("ahp_depth", "mV", "Depth of the after-hyperpolarisation from rest, at {reference}", false, f => f.AhpDepthMillivolts),
        new("latency", "ms", "Time to the first spike at {reference}", true, f => f.FirstSpikeLatencyMilliseconds),
        new("first_rate", "Hz", "One over the first inter-spike interval, at {reference}", true, f => f.InverseFirstIntervalHertz),
        new("adaptation_ratio", "1", "Last three inter-spike intervals over the first three, at {reference}", true, f => f.AdaptationRatio),
        new("sag_amplitude", "mV", "Sag at -0.05 nA", false, f => f.SagAmplitudeMillivolts),
        .. SpikeOnsets.Select((name, n) => new FeatureEntry(
            name, "nA", $"Lowest step current with {n + 2} spikes or more", true, f => f.SpikeOnsetsNanoamperes[n + 1])),
    ];

    /// <summary>The latent space of a run that names none.</summary>
    public static string[] DefaultLatent { get; } =
        [ThresholdCurrent, "slope", "rate_025", "rate_035", "latency", RestingVoltage, "ap_width", "ap_peak", "ahp_depth"];

    /// <summary>Every feature's name.</summary>
    public static IEnumerable<string> Names => Entries.Select(entry => entry.Name);

    /// <summary>The feature of that name, or null.</summary>
    public static FeatureEntry? Find(string name) => Array.Find(Entries, entry => entry.Name == name);
}
