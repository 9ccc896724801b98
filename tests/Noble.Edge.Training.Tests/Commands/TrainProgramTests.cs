using System.Diagnostics;
using System.Text.Json.Nodes;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

/// <summary>Whole runs of the program, on synthetic neurons.</summary>
public sealed class TrainProgramTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public TrainProgramTests()
    {
        SyntheticData.Create().Save(_temporary.File("data"));
        File.WriteAllText(_temporary.File("C.json"), """
            {
              // Small enough to be killed and resumed many times a minute.
              "data": "data", "run": "run", "name": "tiny",
              "layers": 2, "channels": 6, "modes": 20, "frequencies": 2, "clockSplines": 5,
              "features": ["threshold_current", "resting_voltage"],
              "batch": 4, "steps": 600, "threads": 1, "heldOutExcess": [[0.1, 0.15]],
              "validationInterval": 40, "checkpointSteps": 10, "emaDecay": 0.9,
            }
            """);
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Train_KilledTwiceAndResumed_LeavesTheBytesOfAnUninterruptedRun()
    {
        var steps = new List<long>();
        foreach (var (arguments, first) in new[] { ("train --config C.json", 10), ("train --config C.json --resume", 200) })
        {
            using var process = TrainerProgram.Start(arguments, _temporary.FullName);
            _ = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            WaitForStep(process, first);
            process.Kill();
            process.WaitForExit();
            steps.Add(StepOf("run") ?? 0);
        }

        Assert.True(steps[0] is >= 0 and < 600 && steps[1] > steps[0] && steps[1] < 600, $"killed at {steps[0]} and {steps[1]}");
        var resumed = TrainerProgram.Run("train --config C.json --resume", _temporary.FullName);
        var whole = TrainerProgram.Run("train --config C.json --run whole", _temporary.FullName);

        Assert.Equal((0, 0, ""), (resumed.Code, whole.Code, resumed.Code + whole.Code == 0 ? "" : resumed.Error + whole.Error));
        foreach (var file in new[] { "weights.safetensors", "average.safetensors", "optimizer.bin" })
        {
            Assert.Equal(File.ReadAllBytes(_temporary.File($"whole/checkpoint/{file}")), File.ReadAllBytes(_temporary.File($"run/checkpoint/{file}")));
        }

        // Everything but the wall time agrees in the curves too.
        Assert.Equal(Losses("whole"), Losses("run"));
        var environment = JsonNode.Parse(File.ReadAllText(_temporary.File("run/environment.json")))!;
        Assert.Equal(3, environment["starts"]!.AsArray().Count);
        Assert.Equal("noble-train train --config C.json --resume", (string?)environment["starts"]![2]!["commandLine"]);
        Assert.Equal(64, ((string)environment["dataSha256"]!).Length);
        Assert.Equal(3, Directory.EnumerateFiles(_temporary.File("run/tensorboard")).Count());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(_temporary.File("run/curves.png"))[..4]);
    }

    [Fact]
    public void Train_ResumeThatWouldChangeTheRun_IsRefused()
    {
        Assert.Equal(0, TrainerProgram.Run("train --config C.json --steps 12", _temporary.FullName).Code);

        Assert.Contains(
            "--resume of 'run': batch is 5, but the run was begun with 4",
            TrainerProgram.Run("train --run run --resume --batch 5", _temporary.FullName).Error,
            StringComparison.Ordinal);
        Assert.Contains("steps is 600, but the run was begun with 12", TrainerProgram.Run("train --config C.json --resume", _temporary.FullName).Error, StringComparison.Ordinal);
        Assert.Contains("holds a run already", TrainerProgram.Run("train --config C.json", _temporary.FullName).Error, StringComparison.Ordinal);

        SyntheticData.Create(currents: 13).Save(_temporary.File("other"));
        var other = TrainerProgram.Run("train --run run --resume --data other", _temporary.FullName);
        Assert.Equal(2, other.Code);
        Assert.Contains("run 'run' was begun with another", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_DryRun_SaysHowLongItTakesAndWritesNothing()
    {
        var (code, output, _) = TrainerProgram.Run("train --config C.json --dry-run --loss absolute-h1", _temporary.FullName);

        Assert.Equal(0, code);
        Assert.Contains("\"loss\": \"absolute-h1\"", output, StringComparison.Ordinal);
        Assert.Contains("tiny: 2 layers, 6 channels, 20 modes, 12 inputs, grid 160, ", output, StringComparison.Ordinal);
        Assert.Contains("31 training traces, 7 steps an epoch, step 0 of 600", output, StringComparison.Ordinal);
        Assert.Matches("a step takes [0-9.e-]+ s, all of them about [0-9]+:[0-9]{2}; nothing was written", output);
        Assert.False(Directory.Exists(_temporary.File("run")));
    }

    [Fact]
    public void Finetune_ModelOfARun_WritesAModelThatNamesItsParentAndLeavesThatAlone()
    {
        Assert.Equal(0, TrainerProgram.Run("train --config C.json --steps 100", _temporary.FullName).Code);
        Assert.Equal(0, TrainerProgram.Run("export --run run --out tiny.noble --no-accuracy", _temporary.FullName).Code);
        var parent = ModelBundle.Load(_temporary.File("tiny.noble"));

        var (code, output, error) = TrainerProgram.Run(
            "finetune --model tiny.noble --data data --feature steady_state_voltage_stimend --feature AHP_depth --steps 40 --learning-rate 0.002 --threads 1 --out tuned.noble", _temporary.FullName);

        Assert.Equal((0, ""), (code, code == 0 ? "" : error));
        Assert.Matches("steady_state_voltage_stimend on [0-9]+ held-out traces: [0-9.]+ % -> [0-9.]+ %", output);
        Assert.Matches("AHP_depth on [0-9]+ held-out traces: [0-9.]+ % -> [0-9.]+ %", output);
        var tuned = ModelBundle.Load(_temporary.File("tuned.noble"));
        Assert.Equal($"tiny {parent.Hash}", tuned.Manifest.Provenance.Parent);
        Assert.Contains("fine-tuned on steady_state_voltage_stimend, AHP_depth with weight 25", tuned.Manifest.Provenance.Training, StringComparison.Ordinal);
        Assert.NotEmpty(tuned.Manifest.Accuracy);
        Assert.Equal(parent.Hash, ModelBundle.Load(_temporary.File("tiny.noble")).Hash);
        Assert.Contains(
            "--out 'tuned.noble' is there already", TrainerProgram.Run("finetune --model tiny.noble --data data --feature AHP_depth --out tuned.noble", _temporary.FullName).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_RunAndItsModel_GiveTheSameVoltage()
    {
        Assert.Equal(0, TrainerProgram.Run("train --config C.json --steps 20", _temporary.FullName).Code);
        Assert.Equal(0, TrainerProgram.Run("export --run run --out tiny.noble --no-accuracy", _temporary.FullName).Code);
        Assert.Equal(0, TrainerProgram.Run("render --run run --current 0.2 --neurons 2 --out a.npy", _temporary.FullName).Code);
        Assert.Equal(0, TrainerProgram.Run("render --model tiny.noble --current 0.2 --neurons 2 --out b.npy", _temporary.FullName).Code);
        Assert.Equal(0, TrainerProgram.Run("render --model tiny.noble --current 0.201 --neurons 2 --out c.npy", _temporary.FullName).Code);

        Assert.Equal([2, 160], NpyFile.Read<float>(_temporary.File("a.npy")).Shape);
        Assert.Equal(0, TrainerProgram.Run("compare a.npy b.npy --within 0", _temporary.FullName).Code);
        var (code, output, _) = TrainerProgram.Run("compare a.npy c.npy --within 1e-9", _temporary.FullName);
        Assert.Equal(1, code);
        Assert.Matches("^relative root mean square [0-9.]+e-00[1-9], largest difference ", output);
        Assert.Contains("--neurons 4: expected 1 to 3", TrainerProgram.Run("render --model tiny.noble --current 0.2 --neurons 4 --out d.npy", _temporary.FullName).Error, StringComparison.Ordinal);
    }

    private void WaitForStep(Process process, long step)
    {
        // A checkpoint takes its place by a rename in the run's folder: the kernel says when. Asked again now and then, should the run end.
        using var watcher = new FileSystemWatcher(Directory.CreateDirectory(_temporary.File("run")).FullName);
        var limit = Stopwatch.StartNew();
        while (!process.HasExited && !(StepOf("run") >= step) && limit.Elapsed < TimeSpan.FromMinutes(10))
        {
            watcher.WaitForChanged(WatcherChangeTypes.All, TimeSpan.FromSeconds(2));
        }

        Assert.False(process.HasExited, "The run was over before it could be killed.");
    }

    private long? StepOf(string run)
    {
        try
        {
            return (long?)JsonNode.Parse(File.ReadAllText(_temporary.File($"{run}/checkpoint/state.json")))!["step"];
        }
        catch (IOException)
        {
            return null; // not there yet, or just being replaced
        }
    }

    private string[] Losses(string run) =>
        [.. File.ReadLines(_temporary.File($"{run}/curve.csv")).Select(row => string.Join(',', row.Split(',').Where((_, column) => column != 1)))];
}
