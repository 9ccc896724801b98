using System.Text.Json.Nodes;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class SimulationRunnerTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Run_EveryStepKept_IsWhatTheSimulatorGives()
    {
        var job = SmallJobs.Product([.. BuiltInCells.FastSpikingParameterSets.Take(3)]) with { Decimation = 1, IsDouble = true, Probes = [Probe.Parse("dend1(0)")] };

        Assert.Equal(0, SmallJobs.Run(job, _temporary.FullName));

        var voltage = NpyFile.Read<double>(_temporary.File("voltage.npy"), 6, 2000);
        var stimulus = NpyFile.Read<double>(_temporary.File("stimulus.npy"), 6, 2000);
        var dendrite = NpyFile.Read<double>(_temporary.File("voltage_dend1(0).npy"), 6, 2000);
        var current = new double[2000];
        job.Plan.Trace(3).Stimulus.AddTo(current, 0.02);
        Assert.Equal(current, stimulus.Data[6000..8000]);
        new CurrentClampSimulator(job.Cell, job.Protocol, 1, job.Probes).Run(
            [new StimulusRun(job.Sets[1], job.Plan.Trace(3).Stimulus)],
            (_, trace) =>
            {
                Assert.Equal(trace.Voltage[0].ToArray(), voltage.Data[6000..8000]);
                Assert.Equal(trace.Voltage[1].ToArray(), dendrite.Data[6000..8000]);
            });
        Assert.Equal("3,fs-01,,\"ou:mean=0.2,sd=0.1,tau=2,seed=3,grid=0.02,delay=5,duration=30\",3,", File.ReadAllLines(_temporary.File("traces.csv"))[4][..^1]);
    }

    [Fact]
    public void Run_Decimated_IsLowPassedAndKeepsTheFirstSampleOfEachThree()
    {
        var job = SmallJobs.Product([BuiltInCells.FastSpikingParameterSets[0]]);
        SmallJobs.Run(job, _temporary.FullName);

        var voltage = NpyFile.Read<float>(_temporary.File("voltage.npy"), 2, 667);
        var manifest = JsonNode.Parse(File.ReadAllText(_temporary.File("manifest.json")))!;

        double[] full = [];
        new CurrentClampSimulator(job.Cell, job.Protocol, 1).Run([new StimulusRun(job.Sets[0], job.Plan.Trace(0).Stimulus)], (_, trace) => full = trace.Voltage[0].ToArray());
        var expected = new float[667];
        new Decimator(3).Decimate(full, expected);
        Assert.Equal(expected, voltage.Data[..667]);
        Assert.Equal(667, (int)manifest["samples"]!);
        Assert.Equal(2, (int)manifest["traces"]!);
        Assert.Equal(0.06, (double)manifest["sample_interval_ms"]!);
        Assert.Equal(5, (double)manifest["stimulus_start_ms"]!);
        Assert.Equal(35, (double)manifest["stimulus_end_ms"]!);
    }

    [Fact]
    public void Run_StoppedAndGivenAgain_GivesTheSameBytes()
    {
        var job = SmallJobs.Sampled(60);
        SmallJobs.Run(job, _temporary.File("whole"));
        using var stop = new CancellationTokenSource();

        var folder = _temporary.File("stopped");
        Assert.ThrowsAny<OperationCanceledException>(() => SimulationRunner.Run(
            job,
            folder,
            1,
            (done, _, _) =>
            {
                if (done == 16)
                {
                    stop.Cancel();
                }
            },
            stop.Token));
        Assert.False(File.Exists(Path.Combine(folder, "manifest.json")));
        Assert.False(File.Exists(Path.Combine(folder, "voltage.npy")));

        Assert.Equal(16, SmallJobs.Run(job, folder));
        Folders.AssertSame(_temporary.File("whole"), folder);
        Assert.Equal(60, SmallJobs.Run(job, folder));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(40)]
    public void Run_JournalTorn_SimulatesWhatItLost(int lostBytes)
    {
        var job = SmallJobs.Sampled(24);
        SmallJobs.Run(job, _temporary.File("whole"));
        var folder = _temporary.File("torn");
        Stop(job, folder, 8);
        var journal = Path.Combine(folder, "journal.part");
        using (var stream = File.OpenWrite(journal))
        {
            stream.SetLength(stream.Length - lostBytes);
        }

        Assert.InRange(SmallJobs.Run(job, folder), 1, 7);

        Folders.AssertSame(_temporary.File("whole"), folder);
    }

    [Fact]
    public void Run_KilledBetweenNamingItsFiles_GoesOn()
    {
        var job = SmallJobs.Sampled(16);
        SmallJobs.Run(job, _temporary.File("whole"));
        var folder = _temporary.File("killed");
        Stop(job, folder, 16);
        File.Move(Path.Combine(folder, "voltage.npy.part"), Path.Combine(folder, "voltage.npy"));

        Assert.Equal(16, SmallJobs.Run(job, folder));

        Folders.AssertSame(_temporary.File("whole"), folder);
    }

    [Fact]
    public void Run_OtherOptionsInTheSameFolder_SaysWhichDiffers()
    {
        var job = SmallJobs.Sampled(16);
        Stop(job, _temporary.FullName, 8);

        var error = Assert.Throws<DataSetException>(() => SmallJobs.Run(job with { Protocol = SmallJobs.Window with { SolverStepMilliseconds = 0.01 } }, _temporary.FullName));

        Assert.Contains("protocol.solver_step_ms is 0.02 there, 0.01 here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ForeignFolder_IsLeftAlone()
    {
        File.WriteAllText(_temporary.File("thesis.txt"), "chapter 1");

        var error = Assert.Throws<DataSetException>(() => SmallJobs.Run(SmallJobs.Sampled(8), _temporary.FullName));

        Assert.Contains("holds other files and no manifest.json", error.Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.EnumerateFiles(_temporary.FullName).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void Run_FolderInUse_SaysSo()
    {
        var job = SmallJobs.Sampled(16);
        Stop(job, _temporary.FullName, 8);
        using var other = new FileStream(_temporary.File("journal.part"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var error = Assert.Throws<DataSetException>(() => SmallJobs.Run(job, _temporary.FullName));

        Assert.Contains("is being written by another noble-train", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_VoltageNotFinite_NamesTheTrace()
    {
        var job = SmallJobs.Product([new ParameterSet("wild", [])]) with { Plan = new ProductPlan(1, [Stimulus.Parse("step:1e308,delay=5,duration=30")]) };

        var error = Assert.Throws<DivergedTraceException>(() => SmallJobs.Run(job, _temporary.FullName));

        Assert.Contains("parameter set 'wild'", error.Message, StringComparison.Ordinal);
    }

    private static void Stop(SimulationJob job, string folder, int after)
    {
        using var stop = new CancellationTokenSource();
        try
        {
            SimulationRunner.Run(
                job,
                folder,
                1,
                (done, _, _) =>
                {
                    if (done == after)
                    {
                        stop.Cancel();
                        stop.Token.ThrowIfCancellationRequested();
                    }
                },
                stop.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Assert.Fail("The simulation was not stopped.");
    }
}
