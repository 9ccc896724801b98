using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class TrainerProgramTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("simulate", "simulate", "'--out' is required")]
    [InlineData("simulate --out o --currents 0.1,fast", "simulate", "--currents '0.1,fast': expected currents in nA with commas between, as in 0.1,0.2; found 'fast'")]
    [InlineData("simulate --out o --stimulus stair:1", "simulate", "stimulus 'stair:1': expected a piece that begins with step:")]
    [InlineData("simulate --out o --stimulus npy:none.npy,dt=1", "simulate", "stimulus 'npy:none.npy': Could not find file")]
    [InlineData("simulate --out o --stimulus step:1,delay=200", "simulate", "--window 515: expected at least 600 ms, when the last stimulus ends")]
    [InlineData("simulate --out o --sampler noble", "simulate", "--count 0: expected the number of traces")]
    [InlineData("simulate --out o --sampler noble --count 9 --currents 1", "simulate", "--sampler with --currents or --stimulus")]
    [InlineData("simulate --out o --sampler noble --count 9 --zone 1", "simulate", "--zone '1': expected low:high in nA")]
    [InlineData("simulate --out o --currents 1 --shard 2/2", "simulate", "--shard '2/2': expected i/n with i from 0 to n - 1")]
    [InlineData("simulate --out o --stimulus ramp:0..1 --survey", "simulate", "--survey: expected steps from 15 to 415 ms")]
    [InlineData("simulate --out o --currents 1 --probe dend[3](0.5)", "simulate", "has no section 'dend[3]'")]
    [InlineData("simulate --out o --currents 1 --probe soma(7)", "simulate", "probe 'soma(7)': expected SECTION(POSITION)")]
    [InlineData("simulate --out o --currents 1 --scheme euler", "simulate", "Must be one of: 'backward-euler' 'crank-nicolson'")]
    [InlineData("simulate --out /proc/none --currents 1", "simulate", "'/proc/none' cannot be made")]
    [InlineData("simulate --out o --currents 1 --dt 0", "simulate", "--dt 0: expected over 0 and at most 1 ms")]
    [InlineData("simulate --out o --currents 1 --decimate 0", "simulate", "--decimate 0: expected 1 or more")]
    [InlineData("simulate --out o --currents 1 --cell nowhere.json", "simulate", "nowhere.json")]
    [InlineData("simulate --out o --currents 1 --swc nowhere.swc", "simulate", "--swc without --hof: expected both")]
    [InlineData("merge a b --out m", "merge", "'a' has no manifest.json; expected the folder of a finished shard")]
    [InlineData("train --data nowhere --run r", "train", "data set 'nowhere' cannot be read")]
    [InlineData("train --data nowhere --run r --resume", "train", "no usable run in 'r'")]
    [InlineData("train --data nowhere --run r --embedding mystic", "train", "mystic")]
    [InlineData("train --data nowhere --run r --hold-out-currents 1-2", "train", "--hold-out-currents '1-2': expected low:high in nA")]
    [InlineData("train --data nowhere --run r --steps 0", "train", "steps is 0, expected 1 or more")]
    [InlineData("train --run r", "train", "nothing to learn from, expected --data DATA or --teacher DIR")]
    [InlineData("train --data nowhere", "train", "no folder for the run, expected --run RUN or \"run\" in the configuration")]
    [InlineData("train --config nowhere.json --run r", "train", "configuration 'nowhere.json' cannot be read: no such file")]
    [InlineData("train --data nowhere --run r --device cuda", "train", "device 'cuda': this is the CPU build; build with -p:Cuda=true for a GPU, or with -p:Libtorch=none and set NOBLE_LIBTORCH to the folder of a libtorch for CUDA; or use --device cpu")]
    [InlineData("train --data nowhere --run r --precision bfloat16", "train", "precision bfloat16 with device cpu: expected a GPU (--device cuda)")]
    [InlineData("train --data nowhere --run r --loss huber", "train", "Must be one of: 'relative-lp' 'absolute-lp' 'relative-h1' 'absolute-h1'")]
    [InlineData("train --data nowhere --run r --ema 1", "train", "emaDecay is 1, expected 0 up to 1")]
    [InlineData("finetune --model nowhere.noble --data d --feature sag_amplitude --out o", "finetune", "nowhere.noble: no such folder, expected a model folder")]
    [InlineData("finetune --model nowhere.noble --data d --out o", "finetune", "'--feature' is required")]
    [InlineData("render --current 0 --neurons 1 --out v.npy", "render", "expected either --model DIR or --run RUN")]
    [InlineData("render --run nowhere --current 0 --neurons 1 --out v.npy", "render", "no usable run in 'nowhere': it has no configuration.json")]
    [InlineData("compare nowhere.npy nowhere.npy", "compare", "nowhere.npy")]
    [InlineData("export --run nowhere --out o", "export", "no usable run in 'nowhere': it has no configuration.json")]
    [InlineData("evaluate --model nowhere.noble --data d", "evaluate", "nowhere.noble: no such folder, expected a model folder")]
    [InlineData("export --run nowhere --data d --out o", "export", "no usable run in 'nowhere'")]
    [InlineData("hof --targets T.json --out o", "hof", "no cell; expected --cell, or --swc with --hof")]
    [InlineData("hof --cell fast-spiking --swc a.swc --targets T.json --out o", "hof", "--cell with --swc: expected one of them")]
    [InlineData("hof --swc a.swc --targets T.json --out o", "hof", "--swc without --hof")]
    [InlineData("hof --cell slow-spiking --targets T.json --out o", "hof", "slow-spiking")]
    [InlineData("hof --cell fast-spiking --targets nowhere.json --out o", "hof", "nowhere.json")]
    [InlineData("hof --cell fast-spiking --targets T.json --out o --population 3", "hof", "--population 3: expected an even number")]
    [InlineData("hof --cell fast-spiking --targets T.json --out o --stop-within 0", "hof", "--stop-within 0: expected over 0")]
    [InlineData("targets --cell fast-spiking --set fs-99 --currents 0.2 --out T.json", "targets", "--set fs-99: cell 'fast-spiking' has no such parameter set")]
    [InlineData("targets --cell fast-spiking --currents 0.2,high --out T.json", "targets", "--currents '0.2,high': expected different numbers in nA")]
    [InlineData("targets --cell fast-spiking --currents 0.2 --floor mV --out T.json", "targets", "--floor 'mV': expected NAME=VALUE")]
    [InlineData("targets --cell fast-spiking --currents 0.2 --dt 2 --out T.json", "targets", "SolverStepMilliseconds: expected over 0 and at most 1 ms")]
    [InlineData("targets --cell fast-spiking --currents 0.2 --features AP1_breadth --out T.json", "targets", "unknown feature 'AP1_breadth'")]
    [InlineData("dance", "dance", "dance")]
    public void Run_UsersMistake_GivesOneLineAndExitCodeTwo(string arguments, string command, string expected)
    {
        var (code, output, error) = Run(arguments);

        Assert.Equal(2, code);
        Assert.StartsWith("noble-train: error: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal("", output);
        Assert.NotEmpty(command);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("merge")]
    [InlineData("train")]
    [InlineData("finetune")]
    [InlineData("render")]
    [InlineData("compare")]
    [InlineData("evaluate")]
    [InlineData("export")]
    [InlineData("hof")]
    [InlineData("targets")]
    public void Help_EachCommand_HasExamples(string command)
    {
        var (code, output, _) = Run($"{command} --help");

        Assert.Equal(0, code);
        Assert.Contains($"noble-train {command} {(command == "compare" ? "edge.npy" : "--")}", output, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Run(string arguments) => TrainerProgram.Run(arguments, _temporary.FullName);
}
