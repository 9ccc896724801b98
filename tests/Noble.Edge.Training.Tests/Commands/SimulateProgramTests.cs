using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class SimulateProgramTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Simulate_KilledInTheMiddleAndGivenAgain_LeavesTheBytesOfAnUninterruptedRun()
    {
        const string Command = "simulate --sampler noble --count 400 --seed 9 --settle 20";
        using (var killed = TrainerProgram.Start($"{Command} --out killed", _temporary.FullName))
        {
            _ = killed.StandardError.ReadToEndAsync();
            while (!killed.HasExited && !(File.Exists(_temporary.File("killed/journal.part")) && new FileInfo(_temporary.File("killed/journal.part")).Length > 0))
            {
                Thread.Sleep(10);
            }

            killed.Kill();
            killed.WaitForExit();
            Assert.False(File.Exists(_temporary.File("killed/manifest.json")), "The run was over before it could be killed.");
        }

        var again = TrainerProgram.Run($"{Command} --out killed", _temporary.FullName);
        var whole = TrainerProgram.Run($"{Command} --out whole", _temporary.FullName);

        Assert.Equal((0, 0), (again.Code, whole.Code));
        Assert.Matches("^400 traces of 36 neurons in killed, .* s, [1-9][0-9]* were there before", again.Output);
        Folders.AssertSame(_temporary.File("whole"), _temporary.File("killed"));
    }

    [Fact]
    public void Simulate_CurrentsAndWaveform_WritesEveryPairInOrder()
    {
        NpyFile.Write(_temporary.File("w.npy"), [0.1, 0.2, 0.3], 3);

        var (code, _, error) = TrainerProgram.Run(
            "simulate --neurons 2 --currents -0.05,0.2 --stimulus npy:w.npy,dt=10 --window 60 --settle 0 --decimate 1 --out o", _temporary.FullName);

        // The default step of 400 ms does not fit into 60 ms.
        Assert.Equal((2, "noble-train: error: --window 60: expected at least 415 ms, when the last stimulus ends"), (code, error.TrimEnd()));
        Assert.Equal(0, TrainerProgram.Run("simulate --neurons 2 --currents -0.05,0.2 --stimulus npy:w.npy,dt=10 --settle 0 --decimate 1 --out o", _temporary.FullName).Code);
        Assert.Equal(
            ["fs-00,-0.05", "fs-00,0.2", "fs-00,", "fs-01,-0.05", "fs-01,0.2", "fs-01,"],
            File.ReadLines(_temporary.File("o/traces.csv")).Skip(1).Select(line => string.Join(',', line.Split(',')[1..3])));
        var stimulus = NpyFile.Read<double>(_temporary.File("o/stimulus.npy"), 6, 25_750).Data[(2 * 25_750)..(3 * 25_750)];
        Assert.Equal([0, 0.1, 0.2, 0.3, 0], new[] { stimulus[749], stimulus[750], stimulus[1250], stimulus[2249], stimulus[2250] });
    }
}
