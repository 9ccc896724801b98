namespace Noble.Edge.Neurons;

/// <summary>One column of an Axon file's waveform table.</summary>
/// <param name="Number">From 0; Clampex calls them A, B, C.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Level">Level in the first sweep, in the command's unit.</param>
/// <param name="LevelIncrement">Change of the level from sweep to sweep.</param>
/// <param name="Samples">Length in the first sweep.</param>
/// <param name="SampleIncrement">Change of the length from sweep to sweep.</param>
/// <param name="PeriodSamples">From one pulse to the next.</param>
/// <param name="WidthSamples">Length of a pulse.</param>
public sealed record AxonEpoch(
    int Number,
    AxonEpochKind Kind,
    double Level,
    double LevelIncrement,
    int Samples,
    int SampleIncrement,
    int PeriodSamples,
    int WidthSamples);
