using System.Text.Json.Serialization;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <content>Input channels, loss, optimiser, schedule, windows, precision, validation, folders.</content>
public sealed partial record TrainingConfiguration
{
    /// <summary>Folder of the data set; null where the command line names it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Data { get; init; }

    /// <summary>Folder of the run; null where the command line names it, and in the run's own copy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Run { get; init; }

    /// <summary>The input channels as a list, as in a model's manifest; null for those of <see cref="Embedding"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChannelSpec[]? Inputs { get; init; }

    /// <summary>Whether each neuron's resting voltage (a latent feature) is added to the output; otherwise the training neurons' mean. Default true.</summary>
    public bool RestOffset { get; init; } = true;

    /// <summary>One of <see cref="TraceLoss.Names"/>. Default <c>relative-lp</c>.</summary>
    public string Loss { get; init; } = "relative-lp";

    /// <summary>Order p of the L^p losses, 1 or more. Default 4.</summary>
    public double LossOrder { get; init; } = 4;

    /// <summary><c>adamw</c> (default) or <c>lbfgs</c>.</summary>
    public string Optimizer { get; init; } = "adamw";

    /// <summary>AdamW: weight of the past in the mean of the gradients, 0 up to 1. Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW: weight of the past in the mean of their squares, 0 up to 1. Default 0.99.</summary>
    public double Beta2 { get; init; } = 0.99;

    /// <summary>AdamW: weight decay, 0 or more. Default 1e-4.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>L-BFGS: iterations a step, all on its batch, 1 or more. Default 4.</summary>
    public int LbfgsIterations { get; init; } = 4;

    /// <summary>L-BFGS: pairs that it remembers, 1 to 100. Default 10.</summary>
    public int LbfgsHistory { get; init; } = 10;

    /// <summary>AdamW: largest norm of the gradient; L-BFGS: largest norm of an iteration's change of the weights. 0 for no bound. Default 1.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Highest learning rate, above 0. Default 0.004.</summary>
    public double LearningRate { get; init; } = 4e-3;

    /// <summary>One of <see cref="LearningRateSchedules.Names"/>. Default <c>one-cycle</c>.</summary>
    public string Schedule { get; init; } = "one-cycle";

    /// <summary>One-cycle and cosine: share of the steps in which the rate rises, 0 up to 1. Default 0.15.</summary>
    public double WarmUpShare { get; init; } = 0.15;

    /// <summary>Cosine: last rate as a share of the highest, 0 to 1. Default 0.</summary>
    public double EndRateShare { get; init; }

    /// <summary>Plateau: what the rate is multiplied with, above 0 and under 1. Default 0.4, as published.</summary>
    public double PlateauFactor { get; init; } = 0.4;

    /// <summary>Plateau: judgements without improvement that are let pass, 0 or more. Default 4, as published.</summary>
    public int PlateauPatience { get; init; } = 4;

    /// <summary>Plateau: <c>training</c> (default; the mean loss of each epoch is judged) or <c>validation</c> (each validation is).</summary>
    public string PlateauOn { get; init; } = "training";

    /// <summary>Decay of the moving average of the weights, 0 up to 1, which is what is validated and exported; 0 (default) for none.</summary>
    public double EmaDecay { get; init; }

    /// <summary>
    /// Random windows: each trace begins a random 0 to so many milliseconds late, and the model's window is so much shorter. 0 (default) for none.
    /// </summary>
    public double WindowShiftMilliseconds { get; init; }

    /// <summary><c>float32</c> (default), or <c>bfloat16</c> for mixed precision on a GPU.</summary>
    public string Precision { get; init; } = "float32";

    /// <summary>Steps between validations on the held-out bands of training neurons; 0 (default) for none.</summary>
    public long ValidationInterval { get; init; }

    /// <summary>Traces of a validation, drawn from those bands once, 1 or more. Default 64.</summary>
    public int ValidationTraces { get; init; } = 64;

    /// <summary>Whether the checkpoint of the lowest validation loss is kept too, in <c>checkpoint-best</c>. Default false.</summary>
    public bool KeepBest { get; init; }

    /// <summary>Minutes between checkpoints, above 0. Default 3.</summary>
    public double CheckpointMinutes { get; init; } = 3;

    /// <summary>Steps between checkpoints besides; 0 (default) for none.</summary>
    public long CheckpointSteps { get; init; }
}
