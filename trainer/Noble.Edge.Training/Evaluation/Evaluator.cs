using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Spikes;

namespace Noble.Edge.Training;

/// <summary>Measures a model against the solver with the runtime's own embedding, engine and spike detector.</summary>
public sealed class Evaluator : IDisposable
{
    private const double CoincidenceMilliseconds = 1;

    private readonly ModelBundle _model;
    private readonly DataSet _data;
    private readonly SimdEngine _engine;
    private readonly TraceRenderer _renderer;
    private readonly SpikeTimeline _timeline;
    private readonly SpikeDetector _detector;
    private readonly FeatureWindow _window;

    /// <param name="model">The model.</param>
    /// <param name="data">Traces on the model's grid.</param>
    /// <exception cref="DataSetException">The data set has another grid.</exception>
    public Evaluator(ModelBundle model, DataSet data)
    {
        if (model.Manifest.Grid != data.Manifest.Grid)
        {
            throw new DataSetException(
                $"the data set has {data.Manifest.Grid.Length} samples of {data.Manifest.Grid.StepMilliseconds} ms, the model {model.Manifest.Grid.Length} of {model.Manifest.Grid.StepMilliseconds} ms");
        }

        (_model, _data) = (model, data);
        _engine = new SimdEngine(model.Weights, model.Manifest.Grid.Length);
        _renderer = new TraceRenderer(model, _engine);
        _detector = new SpikeDetector(1, SpikeDetectorOptions.Default);
        _timeline = new SpikeTimeline(_detector.MaximumSpikes(model.Manifest.Grid.Length, model.Manifest.Grid.StepMilliseconds * 1e6));
        _window = new FeatureWindow
        {
            StepMilliseconds = model.Manifest.Grid.StepMilliseconds,
            StimulusStartMilliseconds = model.Manifest.Grid.StimulusOnMilliseconds,
            StimulusEndMilliseconds = model.Manifest.Grid.StimulusOffMilliseconds,
        };
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

    /// <summary>Compares one trace of the data set.</summary>
    /// <param name="trace">Index in the data set.</param>
    /// <param name="features">Latent point of its neuron.</param>
    /// <param name="clock">Spike clock of its neuron.</param>
    public TraceComparison Compare(int trace, ReadOnlySpan<double> features, ReadOnlySpan<double> clock)
    {
        var entry = _data.Manifest.Traces[trace];
        var truth = _data.Voltage(trace);
        var voltage = Render(entry.CurrentNanoamperes, features, clock);
        var spikes = Spikes(voltage);
        var trueSpikes = _data.SpikeTimes(trace);
        var isSilent = spikes.Length == 0 && trueSpikes.Length == 0;
        var (found, expected) = (Features(voltage), Features(truth));
        return new TraceComparison
        {
            Trace = trace,
            Zone = Zone(entry),
            RelativeL2 = RelativeL2(voltage, truth),
            TrueSpikes = trueSpikes.Length,
            Spikes = spikes.Length,
            Matches = SpikeMatching.Match(trueSpikes, spikes, CoincidenceMilliseconds),
            AmplitudeError = Math.Abs((found.MeanAmplitudeMillivolts / expected.MeanAmplitudeMillivolts) - 1),
            Ap1WidthError = Math.Abs((found.FirstWidthMilliseconds / expected.FirstWidthMilliseconds) - 1),
            SteadyStateError = isSilent ? Math.Abs(found.SteadyStateVoltageStimEndMillivolts - expected.SteadyStateVoltageStimEndMillivolts) : double.NaN,
        };
    }

    /// <summary>Spike times of a rendered voltage, by the runtime's detector [ms].</summary>
    public double[] Spikes(ReadOnlySpan<float> voltage)
    {
        var grid = _model.Manifest.Grid;
        _detector.Reset();
        _timeline.Begin(0);
        _detector.Detect(voltage, grid.Length, 0, grid.StepMilliseconds * 1e6, _timeline);
        _timeline.Sort();
        var times = new double[_timeline.Count];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = _timeline[i].TimeNanoseconds * 1e-6;
        }

        return times;
    }

    private FiringZone Zone(DataSetTrace trace)
    {
        var features = _data.Manifest.Neurons[trace.Neuron].Features;
        return trace.CurrentNanoamperes < features["rheobase"] ? FiringZone.SubThreshold
            : trace.CurrentNanoamperes < features[FeatureCatalogue.ThresholdCurrent] ? FiringZone.Transient
            : FiringZone.Repetitive;
    }

    private TraceFeatures Features(ReadOnlySpan<float> voltage)
    {
        var wide = new double[voltage.Length];
        for (var k = 0; k < wide.Length; k++)
        {
            wide[k] = voltage[k];
        }

        return FeatureExtractor.Extract(wide, _window);
    }

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
    public void Dispose()
    {
        _renderer.Dispose();
        _engine.Dispose();
    }
}
