using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Spikes found in voltage that is rendered here.</summary>
public sealed class DetectedSpikes : ITrialSpikes
{
    private readonly IWindowRenderer _renderer;
    private readonly SpikeDetector _detector;

    /// <param name="renderer">Renders voltage.</param>
    /// <param name="options">What counts as a spike.</param>
    public DetectedSpikes(IWindowRenderer renderer, SpikeDetectorOptions options)
    {
        _renderer = renderer;
        _detector = new SpikeDetector(renderer.NeuronCount, options);
        MaximumSpikes = _detector.MaximumSpikes(renderer.SamplesPerTrial, renderer.SampleIntervalNanoseconds);
    }

    /// <inheritdoc />
    public int NeuronCount => _renderer.NeuronCount;

    /// <inheritdoc />
    public int SamplesPerTrial => _renderer.SamplesPerTrial;

    /// <inheritdoc />
    public double SampleIntervalNanoseconds => _renderer.SampleIntervalNanoseconds;

    /// <inheritdoc />
    public int MaximumSpikes { get; }

    /// <inheritdoc />
    public void Render(long trial, long start, ReadOnlySpan<double> currentNanoamperes, SpikeTimeline timeline) =>
        _detector.Detect(_renderer.Render(trial, currentNanoamperes), _renderer.SamplesPerTrial, start, _renderer.SampleIntervalNanoseconds, timeline);
}
