using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>The features of a report, in its order.</summary>
public static class EvaluatedFeatures
{
    /// <summary>Relative sag errors leave out sags under this, of steps that hardly hyperpolarise: a ratio to next to nothing [mV].</summary>
    public const double SmallestSagMillivolts = 0.1;

    /// <summary>The feature that is a verdict: defined where there is no depolarisation block.</summary>
    public const string Block = "depol_block";

    private const double Never = double.NaN;
    private const string Ratio = "a size with a true zero, far from it";
    private const string Voltage = "a voltage: its zero means nothing";

    /// <summary>Every feature.</summary>
    public static IReadOnlyList<EvaluatedFeature> All { get; } =
    [
        new("voltage_base", "mV", false, false, Never, Voltage),
        new("steady_state_voltage", "mV", false, false, Never, Voltage),
        new("steady_state_voltage_stimend", "mV", false, false, 0, $"{Voltage}; relative too, as published"),
        new("sag_amplitude", "mV", false, false, SmallestSagMillivolts, "sags of shallow steps are next to nothing; relative too, as published, over sags of 0.1 mV or more"),
        new("decay_time_constant_after_stim", "ms", false, true, 0, Ratio),
        new("Spikecount", "spikes", true, false, 1, "a count that may be 0; the share over all spikes is the count error"),
        new("mean_frequency", "Hz", true, true, 0, Ratio),
        new("time_to_first_spike", "ms", true, false, 0, "a few samples at large currents"),
        new("inv_first_ISI", "Hz", true, true, 0, Ratio),
        new("AP1_peak", "mV", true, false, Never, $"{Voltage}, and it is near"),
        new("AP1_width", "ms", true, true, 0, $"{Ratio}; eFEL looks for the rise from the step's start on, so a failed spike before the first stretches it a hundredfold: read the median too"),
        new("mean_AP_amplitude", "mV", true, true, 0, Ratio),
        new("AHP_depth", "mV", true, false, Never, "counted from rest, so it crosses zero"),
        new("AHP1_depth_from_peak", "mV", true, true, 0, Ratio),
        new("AHP_time_from_peak", "ms", true, false, 0, "whole samples, and few of them"),
        new(Block, "1", true, false, Never, "defined where there is no block: one-sided traces are the wrong verdicts"),
    ];

    /// <summary>Index of a feature.</summary>
    public static int IndexOf(string name)
    {
        for (var f = 0; f < All.Count; f++)
        {
            if (All[f].Name == name)
            {
                return f;
            }
        }

        throw new ArgumentException($"'{name}' is no evaluated feature", nameof(name));
    }

    /// <summary>Takes every feature of a trace; a feature of each spike as its mean.</summary>
    /// <param name="voltage">Shape [sample], mV.</param>
    /// <param name="window">Timing; <see cref="FeatureWindow.InterpolationStepMilliseconds"/> 0 for the trace's own grid.</param>
    /// <returns>Shape [feature]; NaN where the trace does not have it.</returns>
    public static double[] Take(ReadOnlySpan<float> voltage, FeatureWindow window)
    {
        var wide = new double[voltage.Length];
        for (var k = 0; k < wide.Length; k++)
        {
            wide[k] = voltage[k];
        }

        var values = ElectrophysiologicalFeatures.Extract(wide, window);
        return [.. All.Select(feature => values.Mean(feature.Name))];
    }
}
