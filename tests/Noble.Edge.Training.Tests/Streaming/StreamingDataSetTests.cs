using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public class StreamingDataSetTests
{
    [Fact]
    public void Read_SampledTrace_IsTheSolversVoltageAtTheSampleAndTheMeanOfItsInput()
    {
        using var folder = new TemporaryFolder();
        var job = StreamingJobs.Job(neurons: 1, traces: 12, window: 60);
        using var set = StreamingDataSet.Open(StreamingJobs.Write(folder.File("set"), job));
        var data = new StreamingTraceData();
        var isSeen = new bool[2];

        new CurrentClampSimulator(job.Cell, job.Protocol, 1).Run(
            [.. Enumerable.Range(0, job.Plan.Count).Select(i => new StimulusRun(job.Sets[0], job.Plan.Trace(i).Stimulus, job.Plan.Trace(i).Conductances))],
            (i, trace) =>
            {
                set.Read(i, data);
                isSeen[trace.Conductances.Count > 0 ? 1 : 0] = true;
                for (var k = 0; k < set.Manifest.Samples; k++)
                {
                    Assert.Equal((float)trace.Voltage[0].Span[5 * k], data.Voltage[k]);
                    Assert.Equal(Mean(trace.Stimulus.Span, k), data.Current[k], 1e-6);
                    Assert.Equal(trace.Conductances.Count > 0 ? Mean(trace.Conductances[0].Span, k) : 0, data.Excitatory[k], 1e-8);
                    Assert.Equal(trace.Conductances.Count > 0 ? Mean(trace.Conductances[1].Span, k) : 0, data.Inhibitory[k], 1e-8);
                }

                Assert.Equal(SpikeTimes.Detect(trace.Voltage[0].Span, 0.02), data.Spikes);
            });
        Assert.All(isSeen, Assert.True);

        static double Mean(ReadOnlySpan<double> values, int k) => (values[5 * k] + values[(5 * k) + 1] + values[(5 * k) + 2] + values[(5 * k) + 3] + values[(5 * k) + 4]) / 5;
    }

    [Fact]
    public void Open_SomeNeurons_HasTheirTracesAlone()
    {
        using var folder = new TemporaryFolder();
        var job = StreamingJobs.Job(neurons: 3, traces: 2, window: 60);
        var path = StreamingJobs.Write(folder.File("set"), job);
        using var whole = StreamingDataSet.Open(path);
        using var part = StreamingDataSet.Open(path, job.Sets[1].Name);
        var (expected, found) = (new StreamingTraceData(), new StreamingTraceData());

        Assert.Equal([2, 3], Enumerable.Range(0, part.Manifest.Traces.Length).Select(part.Row));
        for (var trace = 0; trace < 2; trace++)
        {
            whole.Read(2 + trace, expected);
            part.Read(trace, found);
            Assert.Equal(expected.Voltage, found.Voltage);
            Assert.Equal(expected.Current, found.Current);
            Assert.Equal(expected.Spikes, found.Spikes);
            Assert.Equal(whole.Manifest.Traces[2 + trace], part.Manifest.Traces[trace]);
        }

        Assert.Contains("has no trace of nobody", Assert.Throws<DataSetException>(() => StreamingDataSet.Open(path, "nobody")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderOfSteps_SaysWhatWasExpected()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<DataSetException>(() => StreamingDataSet.Open(folder.FullName));
        Assert.Contains("simulate-streaming", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Run_TrueSpikesFed_GivesTheStatesOfTheRuntime()
    {
        // The runtime's own spikes are the true ones here: what training computes must be what the engine has.
        var weights = SmallStreaming.Weights(SmallStreaming.WithConductance(SmallStreaming.Spec()), seed: 3, logHazard: 0);
        using var engine = new StreamingReference(SmallStreaming.Neurons(weights, 1));
        var random = new SeededRandom(5);
        var (current, conductance) = (new float[400], new float[400]);
        var states = new List<float[]>();
        var spikes = new List<double>();
        for (var k = 0; k < current.Length; k++)
        {
            var saved = new float[engine.StateLength];
            engine.Save(saved);
            states.Add(saved[^weights.Spec.InputCount()..]);
            if (engine.NextSpike[0] >= 0)
            {
                spikes.Add((k + engine.NextSpike[0]) * weights.Spec.StepMilliseconds);
            }

            current[k] = (float)(0.3 * random.NextUniform());
            conductance[k] = (float)(20 * random.NextUniform());
            engine.Step([current[k]], [conductance[k]]);
        }

        var count = 0;
        new StreamingInputs(weights.Spec).Run(current, conductance, [.. spikes], (k, state) =>
        {
            for (var i = 0; i < state.Length; i++)
            {
                Assert.Equal(states[k][i], state[i], 2e-3f);
            }

            count++;
        });
        Assert.Equal(current.Length, count);
        Assert.True(spikes.Count > 5, $"{spikes.Count} spikes");
    }

    [Fact]
    public void Miss_StateOfASpike_GoesOnAsIfThereHadBeenNone()
    {
        var spec = SmallStreaming.WithConductance(SmallStreaming.Spec());
        var current = Enumerable.Range(0, 300).Select(k => 0.2f + (0.1f * MathF.Sin(k / 7f))).ToArray();
        var conductance = current.Select(value => 30 * value).ToArray();
        var inputs = new StreamingInputs(spec);
        var (atSpike, without) = (Array.Empty<float>(), new List<float[]>());
        inputs.Run(current, conductance, [4.03, 12.57], (k, state) => atSpike = k == 125 ? state.ToArray() : atSpike);
        inputs.Run(current, conductance, [4.03], (_, state) => without.Add(state.ToArray()));

        var seen = new List<int>();
        inputs.Miss(current, conductance, 125, atSpike, 200, (k, state) =>
        {
            seen.Add(k);
            Assert.Equal(without[k], state.ToArray());
        });

        Assert.Equal(Enumerable.Range(126, 74), seen);
    }
}
