using System.Globalization;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Measures a model against the solver with the runtime's own embedding, engine and spike detector. One a thread.</summary>
public sealed class Evaluator : IDisposable
{
    private readonly ModelBundle _model;
    private readonly DataSet _data;
    private readonly SolverTruth _truth;
    private readonly TraceRenderer _renderer;
    private readonly SpikeReader _spikes;

    /// <param name="model">The model.</param>
    /// <param name="data">Traces on the model's grid.</param>
    /// <param name="truth">What is read from the solver's traces.</param>
    /// <param name="engine">An engine for the model, that outlives this.</param>
    internal Evaluator(ModelBundle model, DataSet data, SolverTruth truth, SimdEngine engine)
    {
        (_model, _data, _truth) = (model, data, truth);
        _renderer = new TraceRenderer(model, engine);
        _spikes = new SpikeReader(model.Manifest.Grid);
    }

    /// <summary>The neuron's voltage from the model.</summary>
    /// <param name="currentNanoamperes">Step amplitude.</param>
    /// <param name="features">Latent point.</param>
    /// <param name="clock">Spike clock.</param>
    /// <returns>Shape [sample], mV.</returns>
    public float[] Render(double currentNanoamperes, ReadOnlySpan<double> features, ReadOnlySpan<double> clock)
    {
        var voltage = new float[_model.Manifest.Grid.Length];
        _renderer.Render(currentNanoamperes, features, clock, voltage);
        return voltage;
    }

    /// <summary>The voltage of a test trace from the model.</summary>
    public float[] Render(EvaluationCase test) => Render(_data.Manifest.Traces[test.Trace].CurrentNanoamperes, test.Features, test.Clock);

    /// <summary>Compares one trace of the data set.</summary>
    public TraceComparison Compare(EvaluationCase test)
    {
        var voltage = Render(test);
        var spikes = Spikes(voltage);
        var trueSpikes = _data.SpikeTimes(test.Trace);
        var relativeL2 = RelativeL2(voltage, _data.Voltage(test.Trace));
        if (!double.IsFinite(relativeL2))
        {
            var entry = _data.Manifest.Traces[test.Trace];
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"model '{_model.Manifest.Name}': no finite error for {_data.Manifest.Neurons[entry.Neuron].Name} at {entry.CurrentNanoamperes} nA, trace {test.Trace}; its voltage or the solver's is not a number"));
        }

        return new TraceComparison
        {
            Split = test.Split,
            Trace = test.Trace,
            Zone = FiringZones.Of(_data, test.Trace),
            RelativeL2 = relativeL2,
            TrueSpikes = trueSpikes.Length,
            Spikes = spikes.Length,
            Matches = SpikeMatching.Match(trueSpikes, spikes, EvaluationSettings.CoincidenceMilliseconds),
            VictorPurpura = SpikeTrainDistance.VictorPurpura(trueSpikes, spikes, EvaluationSettings.VictorPurpuraPerMillisecond),
            VanRossum = SpikeTrainDistance.VanRossum(trueSpikes, spikes, EvaluationSettings.VanRossumMilliseconds),
            TrueFeatures = _truth.Features(test.Trace),
            Features = EvaluatedFeatures.Take(voltage, _truth.Window),
        };
    }

    /// <summary>Features of a rendered voltage, in the order of <see cref="EvaluatedFeatures.All"/>.</summary>
    /// <param name="voltage">Shape [sample], mV.</param>
    /// <param name="settings">Grid and thresholds; null for those of the comparison. Its times are not used.</param>
    public double[] Features(ReadOnlySpan<float> voltage, FeatureWindow? settings = null) => EvaluatedFeatures.Take(voltage, settings is null ? _truth.Window : settings with
    {
        StepMilliseconds = _truth.Window.StepMilliseconds,
        StimulusStartMilliseconds = _truth.Window.StimulusStartMilliseconds,
        StimulusEndMilliseconds = _truth.Window.StimulusEndMilliseconds,
    });

    /// <summary>Spike times of a rendered voltage, by the runtime's detector [ms].</summary>
    public double[] Spikes(ReadOnlySpan<float> voltage) => _spikes.Times(voltage);

    private static double RelativeL2(ReadOnlySpan<float> voltage, ReadOnlySpan<float> truth)
    {
        var (error, size) = (0.0, 0.0);
        for (var k = 0; k < truth.Length; k++)
        {
            var difference = (double)voltage[k] - truth[k];
            error += difference * difference;
            size += (double)truth[k] * truth[k];
        }

        return Math.Sqrt(error / size);
    }

    /// <inheritdoc/>
    public void Dispose() => _renderer.Dispose();
}
