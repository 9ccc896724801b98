namespace Noble.Edge.Training;

/// <summary>The schedules that a configuration can name.</summary>
public static class LearningRateSchedules
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["one-cycle", "cosine", "plateau", "constant"];

    /// <summary>The schedule of a configuration.</summary>
    public static ILearningRateSchedule Create(TrainingConfiguration configuration) => configuration.Schedule switch
    {
        "one-cycle" => new OneCycleSchedule(configuration.LearningRate, configuration.Steps, configuration.WarmUpShare),
        "cosine" => new CosineSchedule(configuration.LearningRate, configuration.Steps, configuration.WarmUpShare, configuration.EndRateShare),
        "plateau" => new PlateauSchedule(configuration.LearningRate, configuration.PlateauFactor, configuration.PlateauPatience),
        "constant" => new ConstantSchedule(configuration.LearningRate),
        var other => throw new ArgumentException($"unknown schedule '{other}', expected one of {string.Join(", ", Names)}", nameof(configuration)),
    };
}
