using System.CommandLine;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>The options of <c>noble-train train</c> that stand for a name in the configuration; what is given overrides the file.</summary>
internal sealed class TrainOptions
{
    private readonly List<(Option Option, Func<ParseResult, TrainingConfiguration, TrainingConfiguration> Apply)> _all = [];

    public TrainOptions()
    {
        var defaults = new TrainingConfiguration();
        Add<string>("--data", "Folder of the data set", (c, v) => c with { Data = v });
        Add<string>("--teacher", "Folder of a model to learn from in place of a data set: a smaller network with its latent space and clocks", (c, v) => c with { Teacher = v });
        Add<string>("--name", $"Name of the model (default: {defaults.Name})", (c, v) => c with { Name = v });
        Add<int>("--layers", $"FNO blocks (default: {defaults.Layers})", (c, v) => c with { Layers = v });
        Add<int>("--channels", $"Hidden channels (default: {defaults.Channels})", (c, v) => c with { Channels = v });
        Add<double>("--step", "The model's time step in ms; 0 for that of the data set or the teacher (default: 0)", (c, v) => c with { StepMilliseconds = v });
        Add<int>("--modes", $"Kept Fourier modes (default: {defaults.Modes})", (c, v) => c with { Modes = v });
        Add<string>("--embedding", $"phase (spike clock) or published (NeRF of current and features) (default: {defaults.Embedding})", (c, v) => c with { Embedding = v }, "phase", "published");
        Add<int>("--frequencies", $"Octaves of the phase, or of the published current embedding (default: {defaults.Frequencies})", (c, v) => c with { Frequencies = v });
        Add<string>("--features", $"Latent features, comma-separated, from: {string.Join(", ", FeatureCatalogue.Names)} (default: {string.Join(',', defaults.Features)})", (c, v) => c with { Features = List(v) });
        Add<string>("--loss", $"Loss (default: {defaults.Loss})", (c, v) => c with { Loss = v }, [.. TraceLoss.Names]);
        Add<double>("--loss-order", $"Order p of the L^p losses (default: {defaults.LossOrder})", (c, v) => c with { LossOrder = v });
        Add<int>("--transient-spikes", $"Spikes of a transient train that the spike clock knows (default: {defaults.TransientSpikes})", (c, v) => c with { TransientSpikes = v });
        Add<int>("--batch", $"Traces a step (default: {defaults.Batch})", (c, v) => c with { Batch = v });
        Add<long>("--steps", $"Optimiser steps (default: {defaults.Steps})", (c, v) => c with { Steps = v });
        Add<string>("--optimizer", $"Optimiser (default: {defaults.Optimizer})", (c, v) => c with { Optimizer = v }, "adamw", "lbfgs");
        Add<double>("--learning-rate", $"Highest learning rate (default: {Invariant(defaults.LearningRate)})", (c, v) => c with { LearningRate = v });
        Add<string>("--schedule", $"Learning rate over the run (default: {defaults.Schedule})", (c, v) => c with { Schedule = v }, [.. LearningRateSchedules.Names]);
        Add<double>("--clip", $"Largest norm of the gradient; 0 for no bound (default: {Invariant(defaults.ClipNorm)})", (c, v) => c with { ClipNorm = v });
        Add<double>("--ema", "Decay of the moving average of the weights; 0 for none (default: 0)", (c, v) => c with { EmaDecay = v });
        Add<double>("--window-shift", "Random windows: longest shift in ms; 0 for none (default: 0)", (c, v) => c with { WindowShiftMilliseconds = v });
        Add<string>("--precision", $"float32, or bfloat16 on a GPU (default: {defaults.Precision})", (c, v) => c with { Precision = v }, "float32", "bfloat16");
        Add<string>("--device", $"cpu or cuda (default: {defaults.Device})", (c, v) => c with { Device = v }, "cpu", "cuda");
        Add<int>("--threads", "CPU threads; 0 for one a core (default: 0)", (c, v) => c with { Threads = v });
        Add<long>("--seed", $"Seed of weights and order (default: {defaults.Seed})", (c, v) => c with { Seed = v });
        Add<string>("--hold-out-neurons", "Parameter sets kept out of training, comma-separated", (c, v) => c with { HeldOutNeurons = List(v) });
        Add<string>("--hold-out-currents", "Bands of current kept out of training, as low:high in nA over each neuron's onset, comma-separated", (c, v) => c with { HeldOutExcess = CurrentBands.Parse("--hold-out-currents", v) });
        Add<long>("--validate-every", "Steps between validations on the held-out bands; 0 for none (default: 0)", (c, v) => c with { ValidationInterval = v });
        Add<bool>("--keep-best", "Keep the checkpoint of the lowest validation loss too", (c, v) => c with { KeepBest = v });
        Add<long>("--checkpoint-steps", "Steps between checkpoints, besides the one every few minutes; 0 for none (default: 0)", (c, v) => c with { CheckpointSteps = v });
    }

    public void AddTo(Command command)
    {
        foreach (var (option, _) in _all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Puts what the command line says over a configuration.</summary>
    public TrainingConfiguration Apply(ParseResult parsed, TrainingConfiguration configuration) => _all
        .Where(entry => parsed.GetResult(entry.Option) is { Implicit: false })
        .Aggregate(configuration, (c, entry) => entry.Apply(parsed, c));

    private void Add<T>(string name, string description, Func<TrainingConfiguration, T, TrainingConfiguration> apply, params string[] among)
    {
        var option = new Option<T>(name) { Description = description };
        if (among.Length > 0)
        {
            option.AcceptOnlyFromAmong(among);
        }

        _all.Add((option, (parsed, c) => apply(c, parsed.GetValue(option)!)));
    }

    private static string Invariant(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
