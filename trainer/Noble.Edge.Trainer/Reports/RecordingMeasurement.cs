using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Renders the ensemble at the currents of an experiment, and takes the same features.</summary>
internal static class RecordingMeasurement
{
    /// <summary>Features of a report, in the order of <see cref="EvaluatedFeatures.All"/>, beside the ensemble's.</summary>
    /// <param name="recording">Taken with those features.</param>
    /// <param name="team">The model.</param>
    /// <param name="drawn">The ensemble.</param>
    /// <param name="onProgress">Done, in all.</param>
    public static RecordingFigures Take(FeatureReport recording, EvaluationTeam team, Population drawn, Action<int, int> onProgress)
    {
        var range = team.Model.Manifest.CurrentRange;
        var inside = recording.Sweeps.Where(sweep => sweep.Stimulus.CurrentNanoamperes is { } current && range.Contains(current)).ToArray();
        double[] currents = [.. inside.Select(sweep => sweep.Stimulus.CurrentNanoamperes!.Value).Distinct()];
        var features = team.Run(
            currents.Length * drawn.Count,
            (evaluator, i) => evaluator.Features(evaluator.Render(currents[i / drawn.Count], drawn.Features(i % drawn.Count), drawn.Clock(i % drawn.Count)), recording.Request.Settings),
            onProgress);
        var window = team.Model.Manifest.Grid;
        return new RecordingFigures
        {
            File = Path.GetFileName(recording.Path),
            Format = recording.Format,
            Notes = [.. recording.Notes],
            ModelStepMilliseconds = window.StimulusOffMilliseconds - window.StimulusOnMilliseconds,
            FeatureGridMilliseconds = recording.Request.Settings.InterpolationStepMilliseconds,
            Sweeps = [.. inside.Select(sweep => Compare(sweep, Ensemble(sweep.Stimulus.CurrentNanoamperes!.Value)))],
            LeftOut = [.. recording.Sweeps.Except(inside).Select(sweep => new SweepLeftOut(
                sweep.Index,
                sweep.Stimulus.CurrentNanoamperes is { } current ? Figures.Round(current) : null,
                sweep.Stimulus.CurrentNanoamperes is null ? "its current is not known (--currents says it)" : FormattableString.Invariant($"outside {range.MinimumNanoamperes} to {range.MaximumNanoamperes} nA")))],
        };

        double[][] Ensemble(double current) => features.AsSpan(Array.IndexOf(currents, current) * drawn.Count, drawn.Count).ToArray();
    }

    private static RecordedSweepFigures Compare(SweepFeatures sweep, double[][] ensemble) => new()
    {
        Sweep = sweep.Index,
        CurrentNanoamperes = Figures.Round(sweep.Stimulus.CurrentNanoamperes!.Value),
        HoldingNanoamperes = sweep.Stimulus.HoldingNanoamperes is { } holding ? Figures.Round(holding) : null,
        StepMilliseconds = Figures.Round(sweep.Stimulus.EndMilliseconds - sweep.Stimulus.StartMilliseconds),
        Features = [.. EvaluatedFeatures.All.Select((feature, f) => Compare(feature, sweep.Values[f]?.Average(), [.. ensemble.Select(values => values[f]).Where(double.IsFinite).Order()]))],
    };

    private static RecordedFeature Compare(EvaluatedFeature feature, double? experiment, double[] ensemble)
    {
        double? Quantile(double share) => ensemble.Length == 0 ? null : Figures.Round(ErrorSummary.Quantile(ensemble, share));
        return new RecordedFeature(
            feature.Name, feature.Unit, experiment is { } value ? Figures.OrNull(value) : null, ensemble.Length, Quantile(0.25), Quantile(0.5), Quantile(0.75));
    }
}
