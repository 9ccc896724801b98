using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary><c>noble-edge render --operator streaming</c>, and what inspect and selfcheck say of the operator.</summary>
public sealed class StreamingRenderTests : IDisposable
{
    private const int Samples = 900;

    private readonly TemporaryFolder _folder = new();
    private readonly string _model;
    private readonly string _stimulus;

    public StreamingRenderTests()
    {
        _model = SmallStreaming.Write(_folder.File("small.noble"));
        _stimulus = _folder.File("I.npy");
        NpyFile.Write(_stimulus, Currents(1), Samples);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Render_OneCurrentForAll_IsTheEnginesVoltageAndSpikes()
    {
        Render("--stimulus", _stimulus, "--neurons", "3", "--seed", "5", "--spikes", _folder.File("S.csv"));
        using var engine = Engine(3, 5);
        var current = Currents(1);
        var voltage = Voltage(3);
        var spikes = new List<(int, double)>();
        for (var k = 0; k < Samples; k++)
        {
            spikes.AddRange(engine.NextSpike.ToArray().Select((share, n) => (n, (k + (double)share) * 0.1, share)).Where(spike => spike.share >= 0).OrderBy(spike => spike.share).Select(spike => (spike.n, spike.Item2)));
            engine.Step([current[k], current[k], current[k]]);
            for (var n = 0; n < 3; n++)
            {
                Assert.Equal(engine.Voltage[n], voltage[(n * Samples) + k]);
            }
        }

        var written = SpikesOf("S.csv");
        Assert.InRange(spikes.Count, 5, 200);
        Assert.Equal(spikes.Select(spike => spike.Item1), written.Select(spike => spike.Neuron));
        Assert.All(spikes.Zip(written), pair => Assert.Equal(pair.First.Item2, pair.Second.Milliseconds, 1e-6));
    }

    [Fact]
    public void Render_CurrentForEachNeuronInFloat64_GoesToItsNeuron()
    {
        float[] currents = Currents(3);
        NpyFile.Write(_folder.File("each.npy"), [.. currents.Select(current => (double)current)], 3, Samples);
        Render("--stimulus", _folder.File("each.npy"), "--neurons", "3");
        using var engine = Engine(3, 1);
        for (var k = 0; k < Samples; k++)
        {
            engine.Step([currents[k], currents[Samples + k], currents[(2 * Samples) + k]]);
        }

        Assert.Equal(engine.Voltage.ToArray(), new[] { 0, 1, 2 }.Select(n => Voltage(3)[((n + 1) * Samples) - 1]));
    }

    [Fact]
    public void Render_SampleOfSeveralSteps_IsHeld()
    {
        NpyFile.Write(_folder.File("coarse.npy"), [0.1f, 0.3f, 0f, 0.2f], 4);
        NpyFile.Write(_folder.File("fine.npy"), [.. new[] { 0.1f, 0.3f, 0f, 0.2f }.SelectMany(current => Enumerable.Repeat(current, 5))], 20);
        Render("--stimulus", _folder.File("fine.npy"), "--neurons", "2");
        var fine = NpyFile.Read<float>(_folder.File("V.npy"), 2, 20).Data;
        Render("--stimulus", _folder.File("coarse.npy"), "--stimulus-step", "0.5", "--neurons", "2");

        Assert.Equal([fine[4], fine[9], fine[14], fine[19], fine[24], fine[29], fine[34], fine[39]], NpyFile.Read<float>(_folder.File("V.npy"), 2, 4).Data);
    }

    [Fact]
    public void Render_StateOfAnEarlierCall_GoesOnBitForBit()
    {
        string[] random = ["--neurons", "4", "--draw", "random", "--seed", "3"];
        Render(["--stimulus", _stimulus, .. random, "--spikes", _folder.File("whole.csv"), "--state-out", _folder.File("whole-state.npy")]);
        var whole = Voltage(4);
        var parts = new List<float[]>();
        foreach (var (from, to, given) in ((int, int, string[])[])[(0, 301, []), (301, Samples, ["--state-in", _folder.File("state.npy")])])
        {
            NpyFile.Write(_folder.File("part.npy"), Currents(1).AsSpan(from, to - from), to - from);
            Render(["--stimulus", _folder.File("part.npy"), .. random, .. given, "--spikes", _folder.File($"part-{from}.csv"), "--state-out", _folder.File("state.npy")]);
            parts.Add(NpyFile.Read<float>(_folder.File("V.npy"), 4, to - from).Data);
        }

        for (var n = 0; n < 4; n++)
        {
            float[] joined = [.. parts[0].AsSpan(n * 301, 301), .. parts[1].AsSpan(n * (Samples - 301), Samples - 301)];
            Assert.Equal(whole[(n * Samples)..((n + 1) * Samples)], joined);
        }

        Assert.Equal(SpikesOf("whole.csv"), SpikesOf("part-0.csv").Concat(SpikesOf("part-301.csv")));
        Assert.Equal(File.ReadAllBytes(_folder.File("whole-state.npy")), File.ReadAllBytes(_folder.File("state.npy")));
    }

    [Fact]
    public void Render_StateOfSomethingElse_IsRefusedInALine()
    {
        var state = _folder.File("state.npy");
        string[] one = ["--stimulus", _stimulus, "--neurons", "2", "--draw", "random", "--seed", "3"];
        Render([.. one, "--state-out", state]);
        var other = SmallStreaming.Write(_folder.File("other.noble"), SmallStreaming.Weights(SmallStreaming.Spec(), seed: 2));
        var (mine, theirs) = (ModelBundle.Load(_model).Manifest.Files[ModelBundle.StreamingFile][..16], ModelBundle.Load(other).Manifest.Files[ModelBundle.StreamingFile][..16]);
        Mistake($"a state of the operator {mine}, expected one of this model's, {theirs}", other, state, one);
        Mistake("a state of other neurons, expected the population, latent points and seed of the call that wrote it", _model, state, [.. one[..^1], "4"]);
        Mistake("a state of --draw random, expected one of --draw median", _model, state, [.. one[..5], "median", .. one[6..]]);
        Mistake("a state of spikes drawn with --seed 3, expected --seed 4", _model, state, [.. one[..^1], "4"], "--population", "training");

        // Two calls with the training neurons differ in the draw's seed alone.
        void Mistake(string expected, string model, string file, string[] given, params string[] more)
        {
            if (more.Length > 0)
            {
                Render([.. one, .. more, "--state-out", file]);
            }

            NobleEdge.AssertMistake($"--state-in {file}: {expected}", ["render", "--operator", "streaming", "--model", model, "--out", _folder.File("X.npy"), .. given, .. more, "--state-in", file]);
        }
    }

    [Fact]
    public void Render_StateThatDoesNotSayOfWhat_IsTakenWithAWarning()
    {
        var state = _folder.File("state.npy");
        Render("--stimulus", _stimulus, "--neurons", "2", "--state-out", state);
        var numbers = NpyFile.Read<float>(state, -1).Data;
        NpyFile.Write(state, numbers.AsSpan(0, 48), 48);
        var (code, _, error) = NobleEdge.Run("render", "--operator", "streaming", "--model", _model, "--stimulus", _stimulus, "--neurons", "2", "--state-in", state, "--out", _folder.File("V.npy"));
        Assert.Equal((0, $"noble-edge: warning: --state-in {state}: does not say of which model, neurons and draw it is, so that is not checked\n"), (code, error));

        numbers[^1] = 0.5f;
        NpyFile.Write(state, numbers, numbers.Length);
        NobleEdge.AssertMistake($"--state-in {state}: what it says of its model, neurons and draw is damaged", "render", "--operator", "streaming", "--model", _model, "--stimulus", _stimulus, "--neurons", "2", "--state-in", state, "--out", _folder.File("V.npy"));
    }

    [Fact]
    public void Render_Conductances_AreToldWithTheirCurrentAtTheReference()
    {
        ModelBundle.SaveStreaming(ModelBundle.Load(_model), SmallStreaming.Weights(SmallStreaming.WithConductance(SmallStreaming.Spec())));
        var g = Enumerable.Range(0, Samples).Select(k => k % 100 < 30 ? 0.0008f : 0).ToArray();
        NpyFile.Write(_folder.File("E.npy"), g, Samples);
        NpyFile.Write(_folder.File("H.npy"), [.. g.Reverse()], Samples);
        Render("--excitatory", _folder.File("E.npy"), "--inhibitory", _folder.File("H.npy"), "--reversal", "-5:-90", "--stimulus", _stimulus, "--neurons", "1");
        using var engine = Engine(1, 1);
        var current = Currents(1);
        var expected = new float[Samples];
        for (var k = 0; k < Samples; k++)
        {
            engine.Step([current[k] + (g[k] * (-5 + 60f)) + (g[Samples - 1 - k] * (-90 + 60f))], [1000 * (g[k] + g[Samples - 1 - k])]);
            expected[k] = engine.Voltage[0];
        }

        Assert.Equal(expected, Voltage(1));
    }

    [Theory]
    [InlineData("--seed", "6")]
    [InlineData("--population", "training")]
    [InlineData("--draw", "random")]
    [InlineData("--stimulus-step", "0.3")]
    public void Render_Option_ChangesTheVoltage(string option, string value)
    {
        Render("--stimulus", _stimulus, "--neurons", "3");
        var plain = File.ReadAllBytes(_folder.File("V.npy"));
        Render("--stimulus", _stimulus, "--neurons", "3", option, value);

        Assert.NotEqual(plain, File.ReadAllBytes(_folder.File("V.npy")));
    }

    [Theory]
    [InlineData("--engine", "reference")]
    [InlineData("--threads", "2")]
    public void Render_EngineOrThreads_ChangeNothing(string option, string value)
    {
        Render("--stimulus", _stimulus, "--neurons", "40");
        var plain = File.ReadAllBytes(_folder.File("V.npy"));
        Render("--stimulus", _stimulus, "--neurons", "40", option, value);

        Assert.Equal(plain, File.ReadAllBytes(_folder.File("V.npy")));
    }

    [Fact]
    public void Render_LatentsOrInterpolation_MakeTheNeurons()
    {
        File.WriteAllText(_folder.File("l.csv"), "resting_voltage,threshold_current\n-66,0.09\n-75,0.05\n");
        Render("--stimulus", _stimulus, "--latents", _folder.File("l.csv"));
        var latents = Voltage(2);
        Render("--stimulus", _stimulus, "--interpolate", "n-3:n-0:2");

        Assert.Equal(latents, Voltage(2)); // n-3 and n-0 are those points
    }

    [Theory]
    [InlineData("png", new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' })]
    [InlineData("svg", new byte[] { (byte)'<' })]
    public void Render_Plot_IsAPicture(string kind, byte[] start)
    {
        var path = _folder.File($"trial.{kind}");
        Render("--stimulus", _stimulus, "--neurons", "2", "--plot", path);

        Assert.Equal(start, File.ReadAllBytes(path)[..start.Length]);
        Assert.InRange(new FileInfo(path).Length, 5000, 5_000_000);
    }

    [Fact]
    public void Render_CurrentsThatAreNoNumbersOrTooHigh_AreSaid()
    {
        NpyFile.Write(_folder.File("odd.npy"), [float.NaN, 7, 8, 0.1f], 4);
        var (code, output, error) = NobleEdge.Run("render", "--operator", "streaming", "--model", _model, "--neurons", "1", "--stimulus", _folder.File("odd.npy"), "--out", _folder.File("V.npy"));

        Assert.Equal((0, ""), (code, output));
        Assert.Equal(
            "noble-edge: warning: 1 currents were no numbers and counted as 0 nA\n"
            + "noble-edge: warning: 2 currents lay outside the trained -0.2 to 0.5 nA and were held at its end\n",
            error);
    }

    [Fact]
    public void Render_Mistakes_AreOneLineEach()
    {
        NpyFile.Write(_folder.File("short.npy"), [1f, 2], 2);
        NpyFile.Write(_folder.File("negative.npy"), [.. Enumerable.Repeat(-1f, Samples)], Samples);
        NpyFile.Write(_folder.File("five.npy"), new float[5 * 4], 5, 4);
        NpyFile.Write(_folder.File("state.npy"), new float[7], 7);
        File.WriteAllText(_folder.File("text.npy"), "no numbers");
        var window = SmallModel.Write(_folder.File("window.noble"));

        Mistake("no input given, expected --stimulus I.npy, --excitatory G.npy or --inhibitory G.npy");
        Mistake($"the inputs have {Samples} and 2 samples, expected as many in each", "--stimulus", _stimulus, "--excitatory", _folder.File("short.npy"));
        Mistake("--excitatory: -1 uS at sample 0 of neuron 0, expected 0 or more", "--excitatory", _folder.File("negative.npy"));
        Mistake($"--stimulus {_folder.File("five.npy")}: 5 neurons of 4 samples, expected 1 or 2 neurons and at least a sample", "--stimulus", _folder.File("five.npy"));
        Mistake("--stimulus-step 0.25: expected a multiple of the model's step, 0.1 ms, up to 1000000 ms", "--stimulus", _stimulus, "--stimulus-step", "0.25");
        Mistake("--draw 'often': expected median or random", "--stimulus", _stimulus, "--draw", "often");
        Mistake("--reversal '0': expected two potentials in mV from -1000 to 1000, EXC:INH, as 0:-75", "--stimulus", _stimulus, "--reversal", "0");
        Mistake("--current belongs to --operator window, found --operator streaming", "--stimulus", _stimulus, "--current", "0.2");
        Mistake($"--state-in {_folder.File("state.npy")}: a state of 7 numbers, expected 61 of 2 neurons with 15 inputs", "--stimulus", _stimulus, "--state-in", _folder.File("state.npy"));
        Mistake($"{_folder.File("text.npy")}: expected a .npy file beginning with \\x93NUMPY, found other bytes", "--stimulus", _folder.File("text.npy"));
        NobleEdge.AssertMistake($"{window} has no streaming operator, expected one that noble-train export has written into", "render", "--operator", "streaming", "--model", window, "--neurons", "2", "--stimulus", _stimulus, "--out", _folder.File("X.npy"));
        NobleEdge.AssertMistake("--operator 'fourier': expected window or streaming", "render", "--operator", "fourier", "--model", _model, "--neurons", "2", "--out", _folder.File("X.npy"));
        NobleEdge.AssertMistake("--stimulus belongs to --operator streaming, found --operator window", "render", "--model", _model, "--neurons", "2", "--current", "0.2", "--stimulus", _stimulus, "--out", _folder.File("X.npy"));
        NobleEdge.AssertMistake("no current given, expected --current NA, or --operator streaming with --stimulus I.npy", "render", "--model", _model, "--neurons", "2", "--out", _folder.File("X.npy"));
        Assert.Empty(Directory.GetFiles(_folder.File("."), "X.npy*"));

        void Mistake(string expected, params string[] given) =>
            NobleEdge.AssertMistake(expected, ["render", "--operator", "streaming", "--model", _model, "--neurons", "2", "--out", _folder.File("X.npy"), .. given]);
    }

    [Fact]
    public void Inspect_StreamingOperator_IsThereBesideTheOther()
    {
        var accuracy = new StreamingAccuracyRow { Of = "model", Neurons = "never seen", Input = "ou", Traces = 12, WindowMilliseconds = 3000, Spikes = 345, CoincidenceWithin1 = 0.951, SpikeCountErrorPercent = 0.5, SubThresholdErrorMillivolts = 0.7 };
        var weights = SmallStreaming.Weights(SmallStreaming.WithConductance(SmallStreaming.Spec()) with { Accuracy = [accuracy], OwnFilters = 2, Neurons = ["n-1"] });
        ModelBundle.SaveStreaming(ModelBundle.Load(_model), weights);
        var (code, output, error) = NobleEdge.Run("inspect", _model);

        Assert.Equal((0, ""), (code, error));
        Assert.Matches($"\nstreaming any input, in steps of 0.1 ms; layers 12, 8; {weights.ParameterCount} parameters\n", output);
        Assert.Matches("17 inputs: 3 of the current \\(0.5 to 20 ms\\); 2 of the conductance \\(0.7 to 9 ms\\); 2 reset by a spike \\(2 to 15 ms\\);\n +2 of all spikes \\(1 to 40 ms\\); 2 of the last spike \\(0.7 to 5 ms\\);\n +held from 2 intervals before it: 1 of the current \\(15 to 15 ms\\); 2 of the interval \\(0.7 to 5 ms\\)\n", output);
        Assert.Matches("\n +for n-1 alone\n +own filters 2 of each neuron, over all inputs\n", output);
        Assert.Matches("current -0.2 to 0.5 nA, conductance up to 200 nS, driven at -60 mV; refractory 1.5 ms\n", output);
        Assert.Matches("model +never seen +ou +12 +3000 +345 +0.951 +- +- +0.50 % +0.700 +-\n", output);
        Assert.Matches("\n +engine (simd, [0-9]+-bit|scalar reference).* \\(on this machine\\)\n", output);
        Assert.Contains("3 verified against their SHA-256", output, StringComparison.Ordinal);
    }

    [Fact]
    public void SelfCheck_StreamingOperator_IsAmongTheChecks()
    {
        var (code, output, _) = NobleEdge.Run("selfcheck", "--model", _model);

        Assert.Equal(0, code);
        Assert.Matches("\nPASS small, streaming step, median spikes, simd, [0-9]+-bit, against the reference: 4 neurons, 400 steps, [0-9]+ spikes: the same bits\n", output);
    }

    private void Render(params string[] arguments) =>
        Assert.Equal((0, "", ""), NobleEdge.Run(["render", "--operator", "streaming", "--model", _model, "--out", _folder.File("V.npy"), .. arguments]));

    private IStreamingEngine Engine(int neurons, ulong seed)
    {
        var model = ModelBundle.Load(_model);
        var population = Population.Draw(model, neurons, seed);
        return StreamingEngine.Create(new StreamingNeurons(model.Streaming!, model.Manifest.Latent, [.. Enumerable.Range(0, neurons).Select(n => population.Features(n).ToArray())]), StreamingSpikeDraw.Median, seed);
    }

    private float[] Voltage(int neurons) => NpyFile.Read<float>(_folder.File("V.npy"), neurons, Samples).Data;

    private (int Neuron, double Milliseconds)[] SpikesOf(string file)
    {
        var lines = File.ReadAllLines(_folder.File(file));
        Assert.Equal("neuron,time_ms", lines[0]);
        return [.. lines.Skip(1).Select(line => line.Split(',')).Select(cells => (int.Parse(cells[0], null), double.Parse(cells[1], null)))];
    }

    private static float[] Currents(int neurons)
    {
        var random = new Random(3);
        var currents = new float[neurons * Samples];
        for (var i = 0; i < currents.Length; i++)
        {
            currents[i] = i % 37 == 0 || i == 0 ? (0.6f * random.NextSingle()) - 0.15f : currents[i - 1];
        }

        return currents;
    }
}
