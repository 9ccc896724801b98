using System.Globalization;
using System.Text.Json;
using Noble.Edge.Rig.Tests;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>Several processes that render for one experiment, over Mosquitto.</summary>
public sealed class NodeRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // A real one: its trials end at rest, as those of a population that nodes render have to.
    private readonly string _model = Path.Combine(AppContext.BaseDirectory, "models", "fast-spiking.noble");

    public void Dispose() => _folder.Dispose();

    [MosquittoFact]
    public void Run_OnTwoNodes_PlaysWhatOneMachineWouldThoughOneNodeDies()
    {
        using var broker = Mosquitto.StartOpen();
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{broker.Port}");
        using var first = NobleEdge.Start("node", "--model", _model, "--broker", address);
        using var second = NobleEdge.Start("node", "--model", _model, "--broker", address);
        first.WaitFor("rendering fast-spiking for rig 'bench'");
        second.WaitFor("rendering fast-spiking for rig 'bench'");
        using var run = NobleEdge.Start([.. Arguments("far.csv"), "--broker", address, "--nodes"]);
        run.WaitFor("spikes on noble/bench/spikes");
        second.Kill();
        Assert.True(run.ExitCode == 0, run.Error);

        var (code, _, error) = NobleEdge.Run([.. Arguments("near.csv"), "--broker", "embedded:0"]);
        Assert.True(code == 0, error);
        var near = File.ReadAllLines(_folder.File("near.csv"));
        Assert.True(near.Length > 100);
        Assert.Equal(near, File.ReadAllLines(_folder.File("far.csv")));
        first.Terminate();
        Assert.Equal(0, first.ExitCode);
        Assert.Matches("^[1-9][0-9]* requests rendered, 0 refused", first.Output);
    }

    [Fact]
    public void Run_NodesOnTheEmbeddedBroker_IsAMistake() => NobleEdge.AssertMistake(
        "--nodes: expected a broker of its own (--broker HOST:PORT), a drawn population and no variability, which is what nodes can be asked for",
        "run",
        "--model",
        _model,
        "--nodes");

    private string[] Arguments(string spikes) =>
        ["run", "--model", _model, "--neurons", "100", "--seed", "5", "--duration", "2s", "--spikes", _folder.File(spikes), "--gpio-lines", "0"];
}
