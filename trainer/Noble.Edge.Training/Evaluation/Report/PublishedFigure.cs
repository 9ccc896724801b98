namespace Noble.Edge.Training;

/// <summary>A row of the tables in arXiv 2506.04536: relative errors on its own cell, a human PVALB interneuron, with its own solver.</summary>
public sealed record PublishedFigure
{
    /// <summary>Which model and test.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the row is an ablation, of models seen in training.</summary>
    public bool IsAblation { get; init; }

    /// <summary>Voltage, relative L2 [%].</summary>
    public double? VoltagePercent { get; init; }

    /// <summary>Spike count [%].</summary>
    public double? SpikeCountPercent { get; init; }

    /// <summary>AP1 width [%].</summary>
    public double? Ap1WidthPercent { get; init; }

    /// <summary>Mean AP amplitude [%].</summary>
    public double? AmplitudePercent { get; init; }

    /// <summary>Steady state voltage [%].</summary>
    public double? SteadyStatePercent { get; init; }

    /// <summary>Sag amplitude [%].</summary>
    public double? SagPercent { get; init; }

    /// <summary>What the numbers leave out.</summary>
    public string? Note { get; init; }

    /// <summary>Every row; seen and never seen first.</summary>
    public static PublishedFigure[] All { get; } =
    [
        new() { Name = "models seen in training", VoltagePercent = 2.18, SpikeCountPercent = 3, Ap1WidthPercent = 32.8, AmplitudePercent = 8.54, SteadyStatePercent = 0.83 },
        new() { Name = "models never seen (10)", VoltagePercent = 11.7, SpikeCountPercent = 9.2, Ap1WidthPercent = 350, AmplitudePercent = 14, SteadyStatePercent = 2.0 },
        new() { Name = "no neuron embedding", IsAblation = true, VoltagePercent = 12.1, SteadyStatePercent = 1.31, Note = "never fires" },
        new() { Name = "threshold only", IsAblation = true, VoltagePercent = 2.73, SpikeCountPercent = 4.4, Ap1WidthPercent = 107, AmplitudePercent = 14, SteadyStatePercent = 1.20 },
        new() { Name = "threshold and slope", IsAblation = true, VoltagePercent = 1.92, SpikeCountPercent = 3.1, Ap1WidthPercent = 27, AmplitudePercent = 8.9, SteadyStatePercent = 1.02 },
        new() { Name = "fine-tuned on sag, weight 25", VoltagePercent = 0.035, SagPercent = 9.6, Note = "sag 69.6 % before" },
    ];
}
