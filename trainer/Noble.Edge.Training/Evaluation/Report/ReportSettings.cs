using Noble.Edge.Operator;
using Noble.Edge.Spikes;

namespace Noble.Edge.Training;

/// <summary>Thresholds that the figures of a report stand on.</summary>
public sealed record ReportSettings
{
    /// <summary>Spikes no further apart than this coincide [ms].</summary>
    public double CoincidenceMilliseconds { get; init; } = EvaluationSettings.CoincidenceMilliseconds;

    /// <summary>q of the Victor-Purpura distance [1/ms].</summary>
    public double VictorPurpuraPerMillisecond { get; init; } = EvaluationSettings.VictorPurpuraPerMillisecond;

    /// <summary>tau of the van Rossum distance [ms].</summary>
    public double VanRossumMilliseconds { get; init; } = EvaluationSettings.VanRossumMilliseconds;

    /// <summary>A spike crosses this voltage upwards [mV].</summary>
    public double SpikeThresholdMillivolts { get; init; } = SpikeDetectorOptions.Default.ThresholdMillivolts;

    /// <summary>Relative sag errors are over sags of at least this size [mV].</summary>
    public double SmallestSagMillivolts { get; init; } = EvaluatedFeatures.SmallestSagMillivolts;

    /// <summary>Sweeps that an unseen neuron's clock is fitted to.</summary>
    public int CalibrationSweeps { get; init; } = ModelEvaluation.CalibrationSweeps;

    /// <summary>Grid on which features are taken on both sides [ms].</summary>
    public required double FeatureGridMilliseconds { get; init; }

    /// <summary>When the step ends, from the window's start [ms].</summary>
    public required double StimulusOffMilliseconds { get; init; }

    /// <summary>Bands of current kept out of training, [low, high] from each neuron's onset [nA].</summary>
    public required double[][] HeldOutExcessNanoamperes { get; init; }

    /// <summary>Settings of a model's evaluation.</summary>
    public static ReportSettings Of(ModelManifest manifest) => new()
    {
        FeatureGridMilliseconds = manifest.Grid.StepMilliseconds,
        StimulusOffMilliseconds = manifest.Grid.StimulusOffMilliseconds,
        HeldOutExcessNanoamperes = manifest.Provenance.HeldOutExcessNanoamperes,
    };
}
