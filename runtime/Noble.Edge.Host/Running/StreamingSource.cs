using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Spikes of the streaming operator, which takes any current and goes on with the loop's ticks.</summary>
internal sealed class StreamingSource : SpikeSource
{
    private const int BlocksAhead = 20; // that wait for a page

    private readonly RunSettings _settings;
    private readonly IMonotonicClock _clock;
    private readonly StreamingPart _part;
    private readonly WindowSource? _responses;

    /// <param name="settings">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="population">The neurons.</param>
    /// <param name="clock">The machine's clock.</param>
    internal StreamingSource(RunSettings settings, ModelBundle model, Population population, IMonotonicClock clock)
    {
        (_settings, _clock) = (settings, clock);
        _part = new StreamingPart(settings, model, population, clock, new TickOptions { Duration = settings.Duration, LongestBehind = settings.LongestBehind });
        _responses = settings.LiveRig.Responses.Count == 0 ? null : new WindowSource(settings, model, population, 0, clock, openNodes: null);
    }

    /// <inheritdoc />
    internal override string EngineDescription => VectorsNote.After(_part.Engine.Description);

    /// <inheritdoc />
    internal override double SampleIntervalNanoseconds => _part.Population.SampleIntervalNanoseconds;

    /// <inheritdoc />
    internal override long TrialNanoseconds => (long)Math.Round(_part.Population.BlockSamples * SampleIntervalNanoseconds);

    /// <inheritdoc />
    internal override IPopulationCurrent Current => _part.Population;

    /// <inheritdoc />
    internal override IWindowRenderer? Windows => _responses?.Windows;

    /// <inheritdoc />
    internal override TickPopulation Population => _part.Population;

    /// <inheritdoc />
    internal override string StimulusDescription => _part.Description;

    /// <inheritdoc />
    internal override SpikeStreamer Stream(IReadOnlyList<IImmediatePort> immediate, IReadOnlyList<IBatchedPort> batched, ClosedLoop? loop, bool showsVoltage)
    {
        if (showsVoltage)
        {
            Voltage = new VoltageTap(Population.NeuronCount, Population.BlockSamples, Population.SampleIntervalNanoseconds, BlocksAhead);
            Population.Connect(Voltage);
        }

        return new TickStreamer(Population, immediate, batched, _settings.Pacer, _settings.Duration, _clock, loop!);
    }

    public override void Dispose()
    {
        _part.Dispose();
        _responses?.Dispose();
    }
}
