using System.CommandLine;
using System.Globalization;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train finetune</c>: a model trained further with a feature in the loss.</summary>
internal static class FinetuneCommand
{
    public static Command Create()
    {
        var defaults = new TrainingConfiguration();
        var folder = new Option<string>("--model") { Description = "The model folder to start from; it is not changed", Required = true };
        var data = new Option<string>("--data") { Description = "The data set that it was trained on", Required = true };
        var output = new Option<string>("--out") { Description = "The new model folder, NAME.noble", Required = true };
        var features = new Option<string[]>("--feature") { Description = $"Feature in the loss, may be given several times: {string.Join(", ", DifferentiableFeature.Names)}", Required = true };
        var weight = new Option<double>("--weight") { Description = "Weight of each feature's relative L2 beside the loss of the voltage", DefaultValueFactory = _ => 25 };
        var steps = new Option<long>("--steps") { Description = "Optimiser steps", DefaultValueFactory = _ => 1000 };
        var rate = new Option<double>("--learning-rate") { Description = "Highest learning rate", DefaultValueFactory = _ => 2e-4 };
        var schedule = new Option<string>("--schedule") { Description = "Learning rate over the run", DefaultValueFactory = _ => "cosine" };
        schedule.AcceptOnlyFromAmong([.. LearningRateSchedules.Names]);
        var loss = new Option<string>("--loss") { Description = "Loss of the voltage", DefaultValueFactory = _ => defaults.Loss };
        loss.AcceptOnlyFromAmong([.. TraceLoss.Names]);
        var order = new Option<double>("--loss-order") { Description = "Order p of the L^p losses", DefaultValueFactory = _ => defaults.LossOrder };
        var batch = new Option<int>("--batch") { Description = "Traces a step, half of them with the feature", DefaultValueFactory = _ => defaults.Batch };
        var seed = new Option<long>("--seed") { Description = "Seed of the order of traces", DefaultValueFactory = _ => defaults.Seed };
        var device = new Option<string>("--device") { Description = "cpu or cuda", DefaultValueFactory = _ => defaults.Device };
        device.AcceptOnlyFromAmong("cpu", "cuda");
        var threads = new Option<int>("--threads") { Description = "CPU threads; 0 for one a core", DefaultValueFactory = _ => 0 };
        var skip = new Option<bool>("--no-accuracy") { Description = "Do not measure the accuracy; the manifest then holds none" };
        var command = new Command(
            "finetune",
            """
            Trains a model further with electrophysiological features in the loss, and says their error before and after on the
            currents that were held out. What the model held out stays held out.

            Examples:
              noble-train finetune --model fast-spiking.noble --data data/fast-spiking --feature sag_amplitude --weight 25 --out sag.noble
              noble-train finetune --model fast-spiking.noble --data data/fast-spiking --feature AHP_depth --feature steady_state_voltage_stimend --out ahp.noble
            """)
        { folder, data, output, features, weight, steps, rate, schedule, loss, order, batch, seed, device, threads, skip };
        command.SetAction(parsed =>
        {
            var model = ModelBundle.Load(parsed.GetValue(folder)!);
            var target = parsed.GetValue(output)!;
            if (Directory.Exists(target))
            {
                throw new UserException($"--out '{target}' is there already, expected a new folder");
            }

            if (!(parsed.GetValue(weight) >= 0))
            {
                throw new UserException(string.Create(CultureInfo.InvariantCulture, $"--weight {parsed.GetValue(weight)}: expected 0 or more"));
            }

            var configuration = new TrainingConfiguration
            {
                Steps = parsed.GetValue(steps),
                LearningRate = parsed.GetValue(rate),
                Schedule = parsed.GetValue(schedule)!,
                Loss = parsed.GetValue(loss)!,
                LossOrder = parsed.GetValue(order),
                Batch = parsed.GetValue(batch),
                Seed = parsed.GetValue(seed),
                Device = parsed.GetValue(device)!,
                Threads = parsed.GetValue(threads),
                HeldOutExcess = model.Manifest.Provenance.HeldOutExcessNanoamperes,
            };
            configuration.Check();
            TrainingDevice.Open(configuration.Device);
            var traces = RandomWindows.Cut(DataSet.Load(parsed.GetValue(data)!), model.Manifest.Grid);
            string[] names = [.. parsed.GetValue(features)!.Distinct()];
            return Tune(model, configuration, traces, names, parsed.GetValue(weight), target, !parsed.GetValue(skip));
        });
        return command;
    }

    private static int Tune(ModelBundle model, TrainingConfiguration configuration, DataSet data, string[] names, double weight, string target, bool measure)
    {
        DifferentiableFeature[] features = [.. names.Select(name => DifferentiableFeature.Create(name, data))];
        var design = ModelDesign.Of(model, data);
        using var trainer = new ModelTrainer(configuration, data, design, new FineTuning(model.Weights, features, weight));
        var held = TraceSelection.HeldOut(data, design, configuration);
        var (where, tested) = held.Any(t => features.Any(f => f.IsDefined(t))) ? ("held-out", held) : ("training", TraceSelection.Training(data, design, configuration));
        var before = Measure();
        using var interrupt = new Interrupt();
        var line = new ProgressLine();
        trainer.Run(
            progress => line.Show(
                () => $"finetune {ProgressLine.Bar(progress.Step / (double)progress.Steps)} {progress.Step}/{progress.Steps} loss {progress.Loss:g3} {ProgressLine.Time(progress.Elapsed)} ETA {ProgressLine.Time(progress.Remaining)}",
                progress.Step == progress.Steps),
            () => interrupt.IsRequested);
        if (trainer.Step < configuration.Steps)
        {
            Console.WriteLine($"stopped at step {trainer.Step} of {configuration.Steps}; nothing was written");
            return 1;
        }

        foreach (var (old, now) in before.Zip(Measure()))
        {
            Console.WriteLine(now.Traces == 0
                ? $"{now.Feature}: no {where} trace has it"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{now.Feature} on {now.Traces} {where} traces: {100 * old.RelativeL2:f2} % -> {100 * now.RelativeL2:f2} % (mean {old.MeanMillivolts:g3} -> {now.MeanMillivolts:g3} mV); their voltage {100 * old.VoltageRelativeL2:f3} % -> {100 * now.VoltageRelativeL2:f3} %"));
        }

        var description = string.Create(
            CultureInfo.InvariantCulture,
            $"fine-tuned on {string.Join(", ", names)} with weight {weight}: {new TraceLoss(configuration.Loss, configuration.LossOrder, 1).Description} loss, AdamW, {configuration.Schedule} schedule from a highest rate of {configuration.LearningRate}, batch {configuration.Batch}, {configuration.Steps} steps");
        ModelExport.WriteTuned(model, trainer, description, configuration.Seed, target);
        if (measure)
        {
            var tuned = ModelBundle.Load(target);
            var rows = EvaluateCommand.Measure(tuned, data);
            ModelExport.SetAccuracy(tuned, rows);
            Console.Write(AccuracyText.Table(rows));
        }

        Console.WriteLine($"model in {target}");
        return 0;

        TunedFeatureError[] Measure() => [.. features.Select(feature => FeatureMeasurement.Of(trainer.Network, data, design, feature, tested))];
    }
}
