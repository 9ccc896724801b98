namespace Noble.Edge.Training;

/// <summary>Thresholds of the comparison. They are fixed, so that figures of two reports compare; a report states them.</summary>
public static class EvaluationSettings
{
    /// <summary>Spikes no further apart than this coincide [ms].</summary>
    public const double CoincidenceMilliseconds = 1;

    /// <summary>q of the Victor-Purpura distance [1/ms]: spikes over 2 ms apart are one missing and one false.</summary>
    public const double VictorPurpuraPerMillisecond = 1;

    /// <summary>tau of the van Rossum distance [ms].</summary>
    public const double VanRossumMilliseconds = 10;

    /// <summary>Traces of each split that a report shows as its worst.</summary>
    public const int WorstTraces = 10;
}
