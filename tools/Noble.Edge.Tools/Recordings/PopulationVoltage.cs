using Noble.Edge.Operator;

namespace Noble.Edge.Tools;

/// <summary>Voltage of a few neurons of a recorded population, rendered again.</summary>
/// <remarks>Only these are rendered: a recording of thousands of neurons costs no more than the few that are asked for.</remarks>
internal sealed class PopulationVoltage : IDisposable
{
    private readonly RecordedPopulation _recorded;
    private readonly int[] _neurons;
    private readonly SimdEngine _engine;
    private readonly TraceRenderer _renderer;
    private readonly double[] _features;
    private readonly double[] _clock;

    internal PopulationVoltage(RecordedPopulation recorded, IReadOnlyList<int> neurons)
    {
        (_recorded, _neurons) = (recorded, [.. neurons]);
        _engine = new SimdEngine(recorded.Model.Weights, recorded.Model.Manifest.Grid.Length);
        _renderer = new TraceRenderer(recorded.Model, _engine);
        _features = new double[recorded.Neurons.FeatureCount];
        _clock = new double[recorded.Neurons.CoefficientCount];
    }

    /// <summary>Renders a trial of one of them.</summary>
    /// <param name="index">Which of the neurons asked for.</param>
    /// <param name="trial">Trial, from 0.</param>
    /// <param name="voltage">Shape [sample], float32, mV.</param>
    internal void Render(int index, long trial, Span<float> voltage)
    {
        var settings = _recorded.Settings;
        _recorded.Neurons.DrawTrial(_neurons[index], trial, settings.Variability, settings.Seed, _features, _clock);
        _renderer.Render(_recorded.Nanoamperes, _features, _clock, voltage);
    }

    public void Dispose()
    {
        _renderer.Dispose();
        (_engine as IDisposable)?.Dispose();
    }
}
