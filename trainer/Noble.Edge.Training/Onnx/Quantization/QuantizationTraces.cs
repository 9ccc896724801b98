using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Traces of a data set as a model is given them, to be rendered by one graph after another.</summary>
internal sealed class QuantizationTraces
{
    private const ulong Stream = 0x43414C49;

    private readonly ModelBundle _model;
    private readonly DataSet _data;
    private readonly EvaluationCase[] _cases;

    private QuantizationTraces(ModelBundle model, DataSet data, EvaluationCase[] cases) => (_model, _data, _cases) = (model, data, cases);

    /// <summary>How many there are.</summary>
    public int Count => _cases.Length;

    /// <summary>A draw from what the model was trained on: its neurons, without the currents that were held out. Drawn anew by each seed.</summary>
    /// <exception cref="DataSetException">The data set has none of it.</exception>
    public static QuantizationTraces Training(ModelBundle model, DataSet data, int count, ulong seed)
    {
        var cases = new List<EvaluationCase>();
        var neurons = Population.FromTrainingPoints(model, model.Latent.PointCount);
        var points = data.Manifest.Neurons.Select(neuron => Array.FindIndex(model.Manifest.Latent.Points, point => point.Name == neuron.Name)).ToArray();
        for (var trace = 0; trace < data.Manifest.Traces.Length; trace++)
        {
            var point = points[data.Manifest.Traces[trace].Neuron];
            if (point >= 0 && !model.Manifest.Provenance.IsHeldOut(data.ExcessNanoamperes(trace)))
            {
                cases.Add(new EvaluationCase("training", trace, model.Manifest.Latent.Points[point].Values, neurons.Clock(point).ToArray()));
            }
        }

        if (cases.Count == 0)
        {
            throw new DataSetException($"the data set has no trace that model '{model.Manifest.Name}' was trained on: none of its neurons is a training neuron");
        }

        var random = new SeededRandom(seed, Stream);
        for (var i = cases.Count - 1; i > 0; i--)
        {
            var j = random.NextIndex(i + 1);
            (cases[i], cases[j]) = (cases[j], cases[i]);
        }

        return new QuantizationTraces(model, data, [.. cases.Take(count)]);
    }

    /// <summary>Training neurons at the currents that were held out: what the bound is judged on.</summary>
    /// <exception cref="DataSetException">Nothing was held out.</exception>
    public static QuantizationTraces HeldOut(ModelBundle model, DataSet data)
    {
        EvaluationCase[] cases = [.. ModelEvaluation.Cases(model, data).Where(test => test.Split == ModelEvaluation.SeenNeurons)];
        return cases.Length > 0
            ? new QuantizationTraces(model, data, cases)
            : throw new DataSetException($"the data set has no held-out current of a training neuron of model '{model.Manifest.Name}': spikes cannot be judged on what it never saw");
    }

    /// <summary>The first of them.</summary>
    public QuantizationTraces First(int count) => new(_model, _data, [.. _cases.Take(count)]);

    /// <summary>The network's input of a trace, shape [C, L].</summary>
    public float[] Input(int trace) => Input(new InputEmbedding(_model.Manifest), trace);

    /// <summary>Renders all with a graph, on every core; the order of the threads changes nothing.</summary>
    public RenderedTrace[] Render(OnnxSession session)
    {
        var rendered = new RenderedTrace[Count];
        Parallel.For(
            0,
            Count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => (Embedding: new InputEmbedding(_model.Manifest), Reader: new SpikeReader(_model.Manifest.Grid)),
            (trace, _, own) =>
            {
                var voltage = session.Run(Input(own.Embedding, trace), 1);
                var output = _model.Manifest.Output;
                var offset = (float)(output.OffsetMillivolts + (output.OffsetFeature is { } feature ? _cases[trace].Features[_model.Manifest.Latent.IndexOf(feature)] : 0));
                for (var k = 0; k < voltage.Length; k++)
                {
                    voltage[k] = offset + ((float)output.ScaleMillivolts * voltage[k]);
                }

                rendered[trace] = new RenderedTrace(voltage, own.Reader.Times(voltage));
                return own;
            },
            _ => { });
        return rendered;
    }

    /// <summary>Renders all with a graph that is needed once.</summary>
    public RenderedTrace[] Render(byte[] file)
    {
        using var session = new OnnxSession(file);
        return Render(session);
    }

    /// <summary>The same traces from the solver, its spikes at its own resolution.</summary>
    public RenderedTrace[] Solver() => [.. _cases.Select(test => new RenderedTrace(_data.Voltage(test.Trace).ToArray(), _data.SpikeTimes(test.Trace).ToArray()))];

    private float[] Input(InputEmbedding embedding, int trace)
    {
        var length = _model.Manifest.Grid.Length;
        var input = new float[embedding.ChannelCount * length];
        embedding.Fill(_data.Manifest.Traces[_cases[trace].Trace].CurrentNanoamperes, _cases[trace].Features, _cases[trace].Clock, input, length);
        return input;
    }
}
