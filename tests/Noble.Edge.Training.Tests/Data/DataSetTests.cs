using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class DataSetTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Load_SavedFolder_GivesTheSameTraces()
    {
        var data = SyntheticData.Create();
        data.Save(_temporary.FullName);

        var loaded = DataSet.Load(_temporary.FullName);

        Assert.Equal(data.Manifest.Traces, loaded.Manifest.Traces);
        Assert.Equal(data.Voltage(20).ToArray(), loaded.Voltage(20).ToArray());
        Assert.Equal(data.SpikeTimes(11).ToArray(), loaded.SpikeTimes(11).ToArray());
        Assert.NotEmpty(loaded.SpikeTimes(11).ToArray());
    }

    [Fact]
    public void Load_TruncatedVoltage_NamesTheFile()
    {
        SyntheticData.Create().Save(_temporary.FullName);
        using (var stream = File.OpenWrite(_temporary.File(DataSet.VoltageFile)))
        {
            stream.SetLength(stream.Length - 100);
        }

        var error = Assert.Throws<DataSetException>(() => DataSet.Load(_temporary.FullName));

        Assert.Contains(DataSet.VoltageFile, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoFolder_NamesIt()
    {
        var error = Assert.Throws<DataSetException>(() => DataSet.Load("/nowhere/at-all"));

        Assert.StartsWith("data set '/nowhere/at-all' cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Campaign_OneNeuron_CoversItsZonesAndSpikesWhereTheVoltageDoes()
    {
        var options = new SimulationOptions { SubThreshold = 2, Transient = 0, Repetitive = 3, Seed = 4 };

        var job = SimulationCampaign.Plan(SmallJobs.Product([BuiltInCells.FastSpikingParameterSets[0]]) with { Protocol = StepProtocol.Default, Decimation = 5 }, options, (_, _, _) => { }, default);
        SimulationRunner.Run(job, _temporary.FullName, 0, (_, _, _) => { }, default);
        var data = DataSet.Load(_temporary.FullName);

        Assert.Equal(5150, data.Manifest.Grid.Length);
        Assert.Equal([0, 0], Enumerable.Range(0, 2).Select(t => data.SpikeTimes(t).Length));
        for (var trace = 2; trace < 5; trace++)
        {
            Assert.InRange(data.SpikeTimes(trace).Length, 3, 100);
            Assert.True(data.ExcessNanoamperes(trace) > 0);
            foreach (var time in data.SpikeTimes(trace))
            {
                // The stored voltage is the solver's, low-passed: it rises through -20 mV within a sample of the solver's crossing.
                var k = (int)(time / 0.1);
                Assert.True(data.Voltage(trace)[k - 1] < -20 && data.Voltage(trace)[k + 2] > -20, $"trace {trace}, spike at {time} ms");
            }
        }
    }

    [Fact]
    public void CurrentPlan_SameSeed_GivesTheSameCurrentsOthersDiffer()
    {
        var features = new NeuronSurvey(new CurrentClampSimulator(BuiltInCells.FastSpiking(), StepProtocol.Default)).Survey([BuiltInCells.FastSpikingParameterSets[0]])[0];
        var options = new SimulationOptions();

        var one = CurrentPlan.For(features, options, 0);

        Assert.Equal(one, CurrentPlan.For(features, options, 0));
        Assert.NotEqual(one, CurrentPlan.For(features, options, 1));
        Assert.NotEqual(one, CurrentPlan.For(features, options with { Seed = 2 }, 0));
        Assert.Equal(options.SubThreshold + options.Transient + options.Repetitive, one.Length);
        Assert.All(one, current => Assert.InRange(current, options.MinimumNanoamperes, options.MaximumNanoamperes));
        Assert.Throws<DataSetException>(() => CurrentPlan.For(features, options with { MaximumNanoamperes = 0.05 }, 0));
    }
}
