using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Lets streaming operators run free on traces of a data set: they are given the input and nothing of the solver's.</summary>
public sealed class StreamingRunner(StreamingWeights weights, LatentSpec latent)
{
    /// <summary>Makes an engine for neurons.</summary>
    public Func<StreamingNeurons, IStreamingEngine> Engine { get; init; } = neurons => StreamingEngine.Create(neurons);

    /// <summary>Runs traces side by side.</summary>
    /// <param name="set">Where they are from.</param>
    /// <param name="traces">Their numbers.</param>
    /// <param name="receive">Receives number, truth, voltage [sample] in mV and spikes in ms.</param>
    public void Run(StreamingDataSet set, IReadOnlyList<int> traces, Action<int, StreamingTraceData, float[], double[]> receive)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(traces);
        ArgumentNullException.ThrowIfNull(receive);
        var manifest = set.Manifest;
        var data = traces.Select(trace =>
        {
            var read = new StreamingTraceData();
            set.Read(trace, read);
            return read;
        }).ToArray();
        using var engine = Engine(new StreamingNeurons(weights, latent, [.. traces.Select(trace => StreamingMaterial.Point(latent, manifest.Neurons[manifest.Traces[trace].Neuron]))]));
        var voltage = traces.Select(_ => new float[manifest.Samples]).ToArray();
        var spikes = traces.Select(_ => new List<double>()).ToArray();
        var inputs = data.Select(trace =>
        {
            var input = (Current: new float[manifest.Samples], Conductance: new float[manifest.Samples]);
            trace.Input(manifest.ReversalMillivolts, weights.Spec.SynapticReferenceMillivolts, input.Current, input.Conductance);
            return input;
        }).ToArray();
        var (current, conductance) = (new float[traces.Count], new float[traces.Count]);
        for (var k = 0; k < manifest.Samples; k++)
        {
            for (var n = 0; n < current.Length; n++)
            {
                voltage[n][k] = engine.Voltage[n];
                if (engine.NextSpike[n] >= 0)
                {
                    spikes[n].Add((k + engine.NextSpike[n]) * manifest.StepMilliseconds);
                }

                (current[n], conductance[n]) = (inputs[n].Current[k], inputs[n].Conductance[k]);
            }

            engine.Step(current, conductance);
        }

        for (var n = 0; n < current.Length; n++)
        {
            receive(traces[n], data[n], voltage[n], [.. spikes[n]]);
        }
    }
}
