using System.CommandLine;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train train</c>: an operator from a data set.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "Configuration, C.json: everything below and more (trainer/Noble.Edge.Training/README.md); options given here override it" };
        var run = new Option<string?>("--run") { Description = "Folder of the run: configuration, checkpoints, logs" };
        var resume = new Option<bool>("--resume") { Description = "Continue the run in that folder, with its own configuration" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be trained, and how long it would take from a few steps; write nothing" };
        var options = new TrainOptions();
        var command = new Command(
            "train",
            """
            Trains an operator. Ctrl-C writes a checkpoint; --resume continues from the last one to what an uninterrupted run would have given.

            Examples:
              noble-train train --config C.json --dry-run
              noble-train train --config C.json
              noble-train train --config C.json --resume
              noble-train train --config streaming.json --data data/streaming --run runs/streaming
              noble-train train --data data/fast-spiking --run runs/first --steps 2000
              noble-train train --teacher fast-spiking.noble --run runs/edge --name fast-spiking-edge --layers 4 --channels 16 --step 0.125
              noble-train train --data data/fast-spiking --run runs/split --hold-out-neurons fs-03,fs-11 --hold-out-currents 0.02:0.03,0.1:0.11
            """)
        { file, run, resume, dryRun };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            if (StreamingTraining.IsMeant(parsed.GetValue(file), parsed.GetValue(run), parsed.GetValue(resume)))
            {
                return StreamingTraining.Run(parsed.GetValue(file), parsed.GetValue<string?>("--data"), parsed.GetValue(run), parsed.GetValue(resume), parsed.GetValue(dryRun));
            }

            var configuration = parsed.GetValue(file) is { } path ? TrainingConfigurationFile.Read(path, c => options.Apply(parsed, c)) : null;
            var isDry = parsed.GetValue(dryRun);
            var folder = parsed.GetValue(run) ?? configuration?.Run
                ?? (isDry ? "" : throw new UserException("no folder for the run, expected --run RUN or \"run\" in the configuration"));
            if (parsed.GetValue(resume))
            {
                configuration = options.Apply(parsed, configuration ?? RunFolder.ReadConfiguration(folder));
                if (configuration.DifferenceFrom(RunFolder.ReadConfiguration(folder)) is { } difference)
                {
                    throw new UserException($"--resume of '{folder}': {difference}; leave it as it was, or begin another run");
                }
            }
            else
            {
                configuration = options.Apply(parsed, configuration ?? new TrainingConfiguration());
                if (!isDry && RunFolder.HasCheckpoint(folder))
                {
                    throw new UserException($"--run '{folder}' holds a run already; continue it with --resume or name another folder");
                }
            }

            configuration.Check();
            TrainingDevice.Open(configuration.Device);
            var material = TrainingMaterial.Open(configuration);
            return isDry ? Describe(configuration, material) : Train(Absolute(configuration), material, folder, parsed.GetValue(resume));
        });
        return command;
    }

    // A resumed run may be told of from another folder.
    private static TrainingConfiguration Absolute(TrainingConfiguration configuration) => configuration with
    {
        Data = configuration.Data is { } data ? Path.GetFullPath(data) : null,
        Teacher = configuration.Teacher is { } teacher ? Path.GetFullPath(teacher) : null,
    };

    private static int Describe(TrainingConfiguration configuration, TrainingMaterial material)
    {
        using var trainer = material.Trainer(configuration);
        Console.WriteLine(configuration.ToJson());
        Announce(configuration, material, trainer);
        var step = StepTiming.Measure(trainer);
        Console.WriteLine($"a step takes {step.TotalSeconds:g3} s, all of them about {ProgressLine.Time(step * configuration.Steps)}; nothing was written");
        return 0;
    }

    private static int Train(TrainingConfiguration configuration, TrainingMaterial material, string folder, bool resume)
    {
        if (!resume)
        {
            RunFolder.Start(folder, configuration);
        }

        using var trainer = material.Trainer(configuration);
        if (RunFolder.HasCheckpoint(folder))
        {
            trainer.Resume(folder);
        }

        Announce(configuration, material, trainer);
        RunFolder.RecordStart(folder, material, trainer, string.Join(' ', ["noble-train", .. Environment.GetCommandLineArgs()[1..]]), TimeProvider.System);
        using var interrupt = new Interrupt();
        var line = new ProgressLine();
        TrainingRun.Execute(
            folder,
            material.Folder,
            configuration,
            material.Design,
            trainer,
            TimeProvider.System,
            progress => line.Show(() => Describe(configuration, progress), progress.Step == progress.Steps),
            () => interrupt.IsRequested);
        CurvePicture.Write(configuration, folder);
        if (trainer.Step < configuration.Steps)
        {
            Console.WriteLine($"stopped at step {trainer.Step} of {configuration.Steps}; continue with --resume");
            return 1;
        }

        Console.WriteLine($"trained in {ProgressLine.Time(TimeSpan.FromSeconds(trainer.Seconds))}; export it with: noble-train export --run {folder} --data {(material.Teacher is null ? material.Folder : "DATA")} --out {configuration.Name}.noble");
        return 0;
    }

    private static void Announce(TrainingConfiguration configuration, TrainingMaterial material, ModelTrainer trainer)
    {
        var design = material.Design;
        var network = design.Manifest.Network;
        Console.WriteLine($"{configuration.Name}: {network.Layers} layers, {network.HiddenChannels} channels, {network.Modes} modes, {network.InputChannels} inputs, grid {design.Manifest.Grid.Length}, {trainer.Network.Parameters.Values.Sum(p => p.numel())} weights");
        if (material.Teacher is { } teacher)
        {
            Console.WriteLine($"student of {teacher}: {TeacherDraw.DrawnNeurons} neurons drawn from its latent space beside its own {design.Manifest.Latent.Points.Length}; {trainer.TraceCount} draws, step {trainer.Step} of {configuration.Steps}");
            return;
        }

        Console.WriteLine($"{design.TrainingNeurons.Length} training neurons{(design.Manifest.Clock is null ? "" : $", clock map error {design.ClockLeaveOneOutCycles:f3} cycles on neurons left out")}");
        Console.WriteLine($"{trainer.TraceCount} training traces, {trainer.StepsPerEpoch} steps an epoch, step {trainer.Step} of {configuration.Steps}");
    }

    private static string Describe(TrainingConfiguration configuration, TrainingProgress progress)
    {
        var loss = new TraceLoss(configuration.Loss, configuration.LossOrder, 1).IsRelative ? $"{100 * progress.Loss:f2} %" : $"{progress.Loss:g3} mV";
        return $"train {ProgressLine.Bar(progress.Step / (double)progress.Steps)} {progress.Step}/{progress.Steps} loss {loss} lr {progress.LearningRate:g2} {ProgressLine.Time(progress.Elapsed)} ETA {ProgressLine.Time(progress.Remaining)}";
    }
}
