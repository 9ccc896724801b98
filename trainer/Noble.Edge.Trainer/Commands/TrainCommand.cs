using System.CommandLine;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train train</c>: an operator from a data set.</summary>
internal static class TrainCommand
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromMinutes(3);

    public static Command Create()
    {
        var defaults = new TrainingConfiguration();
        var data = new Option<string>("--data") { Description = "Folder of the data set", Required = true };
        var run = new Option<string>("--run") { Description = "Folder of the run: configuration, checkpoint, curve", Required = true };
        var resume = new Option<bool>("--resume") { Description = "Continue the run in that folder, with its own configuration" };
        var name = new Option<string>("--name") { Description = "Name of the model", DefaultValueFactory = _ => defaults.Name };
        var layers = new Option<int>("--layers") { Description = "FNO blocks", DefaultValueFactory = _ => defaults.Layers };
        var channels = new Option<int>("--channels") { Description = "Hidden channels", DefaultValueFactory = _ => defaults.Channels };
        var modes = new Option<int>("--modes") { Description = "Kept Fourier modes", DefaultValueFactory = _ => defaults.Modes };
        var embedding = new Option<string>("--embedding") { Description = "phase (spike clock) or published (NeRF of current and features)", DefaultValueFactory = _ => defaults.Embedding };
        embedding.AcceptOnlyFromAmong("phase", "published");
        var frequencies = new Option<int>("--frequencies") { Description = "Octaves of the phase, or of the published current embedding", DefaultValueFactory = _ => defaults.Frequencies };
        var features = new Option<string>("--features") { Description = $"Latent features, comma-separated, from: {string.Join(", ", FeatureCatalogue.Names)}", DefaultValueFactory = _ => string.Join(",", defaults.Features) };
        var transient = new Option<int>("--transient-spikes") { Description = "Spikes of a transient train that the spike clock knows, 0 to 5", DefaultValueFactory = _ => defaults.TransientSpikes };
        var batch = new Option<int>("--batch") { Description = "Traces a step", DefaultValueFactory = _ => defaults.Batch };
        var steps = new Option<long>("--steps") { Description = "Optimiser steps", DefaultValueFactory = _ => defaults.Steps };
        var rate = new Option<double>("--learning-rate") { Description = "Highest learning rate of the one-cycle schedule", DefaultValueFactory = _ => defaults.LearningRate };
        var order = new Option<double>("--loss-order") { Description = "Order p of the relative L^p loss", DefaultValueFactory = _ => defaults.LossOrder };
        var seed = new Option<long>("--seed") { Description = "Seed of weights and order", DefaultValueFactory = _ => defaults.Seed };
        var device = new Option<string>("--device") { Description = "cpu or cuda", DefaultValueFactory = _ => defaults.Device };
        device.AcceptOnlyFromAmong("cpu", "cuda");
        var threads = new Option<int>("--threads") { Description = "CPU threads; 0 for one a core", DefaultValueFactory = _ => 0 };
        var heldOut = new Option<string>("--hold-out-neurons") { Description = "Parameter sets kept out of training, comma-separated", DefaultValueFactory = _ => "" };
        var bands = new Option<string>("--hold-out-currents") { Description = "Bands of current kept out of training, as low:high in nA over each neuron's onset, comma-separated", DefaultValueFactory = _ => "" };
        var command = new Command(
            "train",
            """
            Trains an operator. Ctrl-C writes a checkpoint; --resume continues from it.

            Examples:
              noble-train train --data data/fast-spiking --run runs/first --steps 2000
              noble-train train --data data/fast-spiking --run runs/first --resume
              noble-train train --data data/fast-spiking --run runs/split --hold-out-neurons fs-03,fs-11 --hold-out-currents 0.02:0.03,0.1:0.11
            """)
        { data, run, resume, name, layers, channels, modes, embedding, frequencies, features, transient, batch, steps, rate, order, seed, device, threads, heldOut, bands };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(run)!;
            var configuration = parsed.GetValue(resume)
                ? RunFolder.ReadConfiguration(folder)
                : defaults with
                {
                    Name = parsed.GetValue(name)!,
                    Layers = parsed.GetValue(layers),
                    Channels = parsed.GetValue(channels),
                    Modes = parsed.GetValue(modes),
                    Embedding = parsed.GetValue(embedding)!,
                    Frequencies = parsed.GetValue(frequencies),
                    Features = List(parsed.GetValue(features)!),
                    TransientSpikes = parsed.GetValue(transient),
                    Batch = parsed.GetValue(batch),
                    Steps = parsed.GetValue(steps),
                    LearningRate = parsed.GetValue(rate),
                    LossOrder = parsed.GetValue(order),
                    Seed = parsed.GetValue(seed),
                    Device = parsed.GetValue(device)!,
                    HeldOutNeurons = List(parsed.GetValue(heldOut)!),
                    HeldOutExcess = CurrentBands.Parse(bands.Name, parsed.GetValue(bands)!),
                };
            return Train(configuration with { Threads = parsed.GetValue(threads) }, parsed.GetValue(data)!, folder, parsed.GetValue(resume));
        });
        return command;
    }

    private static int Train(TrainingConfiguration configuration, string dataFolder, string folder, bool resume)
    {
        if (!resume && RunFolder.HasCheckpoint(folder))
        {
            throw new UserException($"--run '{folder}' holds a run already; continue it with --resume or name another folder");
        }

        configuration.Check();
        var data = DataSet.Load(dataFolder);
        var design = ModelDesign.Create(configuration, data);
        Console.WriteLine($"{configuration.Name}: {design.Manifest.Network.Layers} layers, {design.Manifest.Network.HiddenChannels} channels, {design.Manifest.Network.Modes} modes, {design.Manifest.Network.InputChannels} inputs, grid {design.Manifest.Grid.Length}");
        Console.WriteLine($"{design.TrainingNeurons.Length} training neurons, clock map error {design.ClockLeaveOneOutCycles:f3} cycles on neurons left out");
        RunFolder.Start(folder, configuration);
        using var trainer = new ModelTrainer(configuration, data, design);
        if (resume)
        {
            trainer.Resume(folder);
        }

        Console.WriteLine($"{trainer.TraceCount} training traces, step {trainer.Step} of {configuration.Steps}");
        using var interrupt = new Interrupt();
        using var curve = RunFolder.Curve(folder, trainer.Step);
        var line = new ProgressLine();
        var saved = DateTime.UtcNow;
        trainer.Run(
            progress =>
            {
                curve.Add(progress);
                line.Show(() => Describe(progress), progress.Step == progress.Steps);
                if (DateTime.UtcNow - saved > CheckpointInterval)
                {
                    trainer.SaveCheckpoint(folder);
                    saved = DateTime.UtcNow;
                }
            },
            () => interrupt.IsRequested);
        trainer.SaveCheckpoint(folder);
        RunFolder.Finish(folder, dataFolder, trainer, design);
        if (trainer.Step < configuration.Steps)
        {
            Console.WriteLine($"stopped at step {trainer.Step} of {configuration.Steps}; continue with --resume");
            return 1;
        }

        Console.WriteLine($"trained in {ProgressLine.Time(TimeSpan.FromSeconds(trainer.Seconds))}; export it with: noble-train export --run {folder} --data {dataFolder} --out {configuration.Name}.noble");
        return 0;
    }

    private static string Describe(TrainingProgress progress) =>
        $"train {ProgressLine.Bar(progress.Step / (double)progress.Steps)} {progress.Step}/{progress.Steps} loss {100 * progress.Loss:f2} % lr {progress.LearningRate:g2} {ProgressLine.Time(progress.Elapsed)} ETA {ProgressLine.Time(progress.Remaining)}";

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
