using System.Globalization;
using Noble.Edge.Neurons;

namespace Noble.Edge.Trainer;

/// <summary>Features of chosen sweeps of a recording.</summary>
internal sealed record FeatureReport
{
    /// <summary>Features of a report that names none.</summary>
    public static IReadOnlyList<string> DefaultNames { get; } =
    [
        "spike_count", "mean_frequency", "time_to_first_spike", "inv_first_ISI", "ISI_CV", "adaptation_index2",
        "AP1_peak", "AP1_amp", "AP1_width", "AP1_begin_voltage", "mean_AP_amplitude", "AP_peak_upstroke", "AP_peak_downstroke",
        "AHP_depth", "AHP1_depth_from_peak", "AHP_time_from_peak", "depol_block",
        "voltage_base", "steady_state_voltage_stimend", "steady_state_voltage", "voltage_deflection",
        "sag_amplitude", "sag_ratio1", "ohmic_input_resistance", "time_constant", "decay_time_constant_after_stim",
    ];

    public required string Path { get; init; }

    public required string Format { get; init; }

    public required int SweepCount { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required FeatureRequest Request { get; init; }

    public required IReadOnlyList<SweepFeatures> Sweeps { get; init; }

    public required IReadOnlyList<CellSummary> Cells { get; init; }

    /// <summary>Reads the sweeps one after the other and takes their features.</summary>
    public static FeatureReport Of(Recording recording, int[] chosen, FeatureRequest request)
    {
        if (request.CurrentsNanoamperes.Count > 1 && request.CurrentsNanoamperes.Count != recording.SweepCount)
        {
            throw new UserException($"--currents: {request.CurrentsNanoamperes.Count} currents, '{recording.Path}' has {recording.SweepCount} sweeps; expected one current or as many");
        }

        SweepFeatures[] sweeps = [.. chosen.Select(index => Take(recording, index, request))];
        return new FeatureReport
        {
            Path = recording.Path,
            Format = recording.Format,
            SweepCount = recording.SweepCount,
            Notes = [.. recording.Notes, .. Outside(sweeps)],
            Request = request,
            Sweeps = sweeps,
            Cells = CellSummary.Of(sweeps),
        };
    }

    private static string[] Outside(SweepFeatures[] sweeps)
    {
        var count = sweeps.Count(sweep => sweep.SpikesOutside > 0);
        return count == 0 ? [] : [$"{(sweeps.Length == 1 ? "the sweep has" : $"{count} of {sweeps.Length} sweeps have")} spikes outside the stimulus, which count too; --strict leaves them out"];
    }

    private static SweepFeatures Take(Recording recording, int index, FeatureRequest request)
    {
        var sweep = recording.ReadSweep(index);
        var stimulus = Stimulus(recording, sweep, request);
        if (!ElectrophysiologicalFeatures.IsGridPossible(sweep.EndMilliseconds - sweep.Time(0), request.Settings.InterpolationStepMilliseconds))
        {
            throw new UserException(string.Create(
                CultureInfo.InvariantCulture,
                $"sweep {index} of '{recording.Path}' lasts {sweep.EndMilliseconds - sweep.Time(0):g3} ms, too long for a grid of {request.Settings.InterpolationStepMilliseconds} ms: give --interpolate 0 or a coarser one"));
        }

        var values = sweep.Features(stimulus, request.Settings);
        return new SweepFeatures(
            index,
            sweep.ParameterSet,
            stimulus,
            sweep.EndMilliseconds,
            [.. request.Names.Select(feature => values[feature.Name])],
            sweep.Response(stimulus, request.Settings.SpikeThresholdMillivolts),
            (int)(values.Mean("spike_count") - values.Mean("spike_count_stimint")),
            values.Mean("voltage_base"),
            values.Mean("steady_state_voltage_stimend"));
    }

    private static SweepStimulus Stimulus(Recording recording, RecordedSweep sweep, FeatureRequest request)
    {
        var stimulus = request.Interval is { } interval ? sweep.StimulusAt(interval.Start, interval.End) : sweep.Stimulus;
        if (stimulus is null)
        {
            var why = recording.Notes.FirstOrDefault(note => note.Contains("stimulus", StringComparison.Ordinal));
            throw new UserException(
                $"'{recording.Path}' does not say when the stimulus was{(why is null ? "" : $" ({why})")}: give --stim-start and --stim-end in ms");
        }

        if (stimulus.StartMilliseconds < sweep.Time(0) || stimulus.EndMilliseconds > sweep.EndMilliseconds + sweep.StepMilliseconds)
        {
            throw new UserException(string.Create(
                CultureInfo.InvariantCulture,
                $"stimulus {stimulus.StartMilliseconds} to {stimulus.EndMilliseconds} ms: sweep {sweep.Index} of '{recording.Path}' is from {sweep.Time(0):g6} to {sweep.EndMilliseconds:g6} ms"));
        }

        var currents = request.CurrentsNanoamperes;
        return currents.Count == 0 ? stimulus : stimulus with { CurrentNanoamperes = currents[currents.Count == 1 ? 0 : sweep.Index] };
    }
}
