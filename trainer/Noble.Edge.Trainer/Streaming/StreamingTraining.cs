using System.Diagnostics;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train train</c> with a configuration of a streaming operator.</summary>
internal static class StreamingTraining
{
    public const string ConfigurationFile = "streaming.json", Checkpoint = "checkpoint";

    private const string CurveFile = "curve.csv";

    /// <summary>Whether the options name such a configuration, or a run of one.</summary>
    public static bool IsMeant(string? file, string? run, bool resume) =>
        file is not null ? StreamingConfigurationFile.Is(file) : resume && run is not null && File.Exists(Path.Combine(run, ConfigurationFile));

    /// <param name="file">The configuration, or null for that of the run.</param>
    /// <param name="data">Other data sets, with commas between, in place of the configuration's; null for those.</param>
    /// <param name="run">The run's folder, or null for that of the configuration.</param>
    /// <param name="resume">Whether to go on with a run.</param>
    /// <param name="isDry">Whether to say only what would be trained.</param>
    public static int Run(string? file, string? data, string? run, bool resume, bool isDry)
    {
        var configuration = StreamingConfigurationFile.Read(resume && run is not null && StreamingRun.Is(run) ? Path.Combine(run, ConfigurationFile) : file!);
        configuration = data is null ? configuration : configuration with { Data = [.. data.Split(',').Select(Path.GetFullPath)] };
        var folder = run ?? configuration.Run ?? (isDry ? "" : throw new UserException("no folder for the run, expected --run RUN or \"run\" in the configuration"));
        var kept = Path.Combine(folder, ConfigurationFile);
        if (!isDry && !resume && File.Exists(kept))
        {
            throw new UserException($"--run '{folder}' holds a run already; continue it with --resume or name another folder");
        }

        using var material = StreamingMaterial.Open(configuration);
        using var trainer = new StreamingTrainer(material);
        Console.WriteLine($"streaming operator of {material.Model.Manifest.Name}: {material.Spec.InputCount()} inputs, hidden {string.Join(", ", configuration.Hidden)}; {material.NeuronCount} neurons, {material.TraceCount} traces");
        if (isDry)
        {
            return 0;
        }

        Directory.CreateDirectory(folder);
        var checkpoint = Path.Combine(folder, Checkpoint);
        if (resume)
        {
            trainer.Load(checkpoint);
        }
        else
        {
            File.WriteAllText(kept, StreamingConfigurationFile.ToText(configuration));
            File.WriteAllText(Path.Combine(folder, CurveFile), "step,seconds,voltage_loss_mV,hazard_loss_nat_per_ms,learning_rate\n");
        }

        using var interrupt = new Interrupt();
        var line = new ProgressLine();
        var saved = Stopwatch.StartNew();
        trainer.Run(
            progress =>
            {
                File.AppendAllText(
                    Path.Combine(folder, CurveFile),
                    FormattableString.Invariant($"{progress.Step},{progress.Elapsed.TotalSeconds:f1},{progress.VoltageLoss:g5},{progress.HazardLoss:g5},{progress.LearningRate:g3}\n"));
                line.Show(
                    () => FormattableString.Invariant($"train {ProgressLine.Bar(progress.Step / (double)progress.Steps)} {progress.Step}/{progress.Steps} voltage {progress.VoltageLoss:f3} mV hazard {progress.HazardLoss:f5} nat/ms {ProgressLine.Time(progress.Elapsed)} ETA {ProgressLine.Time(progress.Remaining)}"),
                    progress.Step == progress.Steps);
                if (saved.Elapsed > TimeSpan.FromMinutes(configuration.CheckpointMinutes))
                {
                    trainer.Save(checkpoint);
                    saved.Restart();
                }
            },
            () => interrupt.IsRequested);
        trainer.Save(checkpoint);
        if (trainer.Step < configuration.Steps)
        {
            Console.WriteLine($"stopped at step {trainer.Step} of {configuration.Steps}; continue with --resume");
            return 1;
        }

        Console.WriteLine($"trained in {ProgressLine.Time(TimeSpan.FromSeconds(trainer.Seconds))}; export it with: noble-train export --run {folder} --out {material.Model.Manifest.Name}.noble");
        return 0;
    }
}
