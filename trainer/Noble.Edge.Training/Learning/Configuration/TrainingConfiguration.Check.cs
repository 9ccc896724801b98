using System.Globalization;

namespace Noble.Edge.Training;

/// <content>The range of each value.</content>
public sealed partial record TrainingConfiguration
{
    private static readonly string[] Embeddings = ["phase", "published"], Optimizers = ["adamw", "lbfgs"], Judged = ["training", "validation"];
    private static readonly string[] Devices = ["cpu", "cuda"], Precisions = ["float32", "bfloat16"];

    /// <summary>Checks the ranges that nothing further down would name.</summary>
    /// <exception cref="DataSetException">A value is out of its range.</exception>
    public void Check()
    {
        foreach (var (_, fault) in Faults())
        {
            throw new DataSetException(fault);
        }
    }

    /// <summary>What is out of its range: the name in the configuration file, and what is wrong.</summary>
    internal IEnumerable<(string Key, string Fault)> Faults() => Model().Concat(Learning()).Concat(Course()).Where(fault => fault.Fault is not null)!;

    private IEnumerable<(string Key, string? Fault)> Model()
    {
        yield return Require(Layers is >= 1 and <= 64, "layers", Layers, "1 to 64");
        yield return Require(Channels is >= 1 and <= 128, "channels", Channels, "1 to 128");
        yield return Require(Modes is >= 1 and <= 4096, "modes", Modes, "1 to 4096");
        yield return Require(ProjectionRatio is >= 1 and <= 8, "projectionRatio", ProjectionRatio, "1 to 8");
        yield return Require(LiftingRatio is >= 1 and <= 8, "liftingRatio", LiftingRatio, "1 to 8");
        yield return Require(StepMilliseconds >= 0, "stepMilliseconds", StepMilliseconds, "above 0, or 0 for that of the data");
        yield return ("teacher", Teacher is null || Data is null ? null : "teacher and data: expected one of them");
        yield return Among("embedding", Embedding, Embeddings);
        yield return Require(Frequencies is >= 1 and <= 16, "frequencies", Frequencies, "1 to 16");
        yield return Require(Features.Length >= 1, "features", Features.Length, "one latent feature or more");
        yield return Require(ClockSplines is >= 4 and <= 64, "clockSplines", ClockSplines, "4 to 64");
        yield return Require(ClockToleranceMilliseconds >= 0, "clockToleranceMilliseconds", ClockToleranceMilliseconds, "0 or more");
        yield return Require(TransientSpikes >= 0 && TransientSpikes <= 1 + FeatureCatalogue.SpikeOnsets.Length, "transientSpikes", TransientSpikes, $"0 to {1 + FeatureCatalogue.SpikeOnsets.Length}");
        yield return Require(Inputs is not { Length: 0 }, "inputs", 0, "one channel or more");
        yield return ("heldOutExcess", HeldOutExcess.All(band => band.Length == 2 && band[0] <= band[1])
            ? null
            : "heldOutExcess: expected bands of [low, high] in nA");
    }

    private IEnumerable<(string Key, string? Fault)> Learning()
    {
        yield return Among("loss", Loss, TraceLoss.Names);
        yield return Require(LossOrder >= 1, "lossOrder", LossOrder, "1 or more");
        yield return Require(Batch >= 1, "batch", Batch, "1 or more");
        yield return Require(Steps >= 1, "steps", Steps, "1 or more");
        yield return Among("optimizer", Optimizer, Optimizers);
        yield return Require(Beta1 is >= 0 and < 1, "beta1", Beta1, "0 up to 1");
        yield return Require(Beta2 is >= 0 and < 1, "beta2", Beta2, "0 up to 1");
        yield return Require(WeightDecay >= 0, "weightDecay", WeightDecay, "0 or more");
        yield return Require(LbfgsIterations >= 1, "lbfgsIterations", LbfgsIterations, "1 or more");
        yield return Require(LbfgsHistory is >= 1 and <= 100, "lbfgsHistory", LbfgsHistory, "1 to 100");
        yield return Require(ClipNorm >= 0, "clipNorm", ClipNorm, "0 or more");
        yield return Require(LearningRate > 0, "learningRate", LearningRate, "above 0");
        yield return Among("schedule", Schedule, LearningRateSchedules.Names);
        yield return Require(WarmUpShare is >= 0 and < 1, "warmUpShare", WarmUpShare, "0 up to 1");
        yield return Require(EndRateShare is >= 0 and <= 1, "endRateShare", EndRateShare, "0 to 1");
        yield return Require(PlateauFactor is > 0 and < 1, "plateauFactor", PlateauFactor, "above 0 and under 1");
        yield return Require(PlateauPatience >= 0, "plateauPatience", PlateauPatience, "0 or more");
        yield return Among("plateauOn", PlateauOn, Judged);
        yield return Require(EmaDecay is >= 0 and < 1, "emaDecay", EmaDecay, "0 up to 1");
        yield return Require(WindowShiftMilliseconds >= 0, "windowShiftMilliseconds", WindowShiftMilliseconds, "0 or more");
    }

    private IEnumerable<(string Key, string? Fault)> Course()
    {
        yield return Among("device", Device, Devices);
        yield return Among("precision", Precision, Precisions);
        yield return ("precision", Precision == "float32" || Device == "cuda"
            ? null
            : $"precision {Precision} with device {Device}: expected a GPU (--device cuda); a CPU has nothing to win by it");
        yield return Require(Threads is >= 0 and <= 1024, "threads", Threads, "0 to 1024");
        yield return Require(ValidationInterval >= 0, "validationInterval", ValidationInterval, "0 or more");
        yield return Require(ValidationTraces >= 1, "validationTraces", ValidationTraces, "1 or more");
        yield return ("keepBest", !KeepBest || ValidationInterval > 0 ? null : "keepBest without validationInterval: expected both");
        yield return ("plateauOn", Schedule != "plateau" || PlateauOn != "validation" || ValidationInterval > 0
            ? null
            : "plateauOn validation without validationInterval: expected both");
        yield return Require(CheckpointMinutes > 0, "checkpointMinutes", CheckpointMinutes, "above 0");
        yield return Require(CheckpointSteps >= 0, "checkpointSteps", CheckpointSteps, "0 or more");
    }

    private static (string Key, string? Fault) Require(bool holds, string key, double value, string expected) =>
        (key, holds ? null : string.Create(CultureInfo.InvariantCulture, $"{key} is {value}, expected {expected}"));

    private static (string Key, string? Fault) Among(string key, string value, IReadOnlyList<string> known) =>
        (key, known.Contains(value) ? null : $"{key} is '{value}', expected one of {string.Join(", ", known)}");
}
