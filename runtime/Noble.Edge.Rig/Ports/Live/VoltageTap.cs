namespace Noble.Edge.Rig;

/// <summary>Keeps the voltage of the neurons that somebody looks at, block by block, as it is made: trials, or blocks of a streaming population.</summary>
/// <remarks>Voltage comes from one thread; readers come and go on any. Nothing is copied, and nothing allocated while voltage is made, where nobody looks.</remarks>
public sealed class VoltageTap : IWindowRenderer
{
    /// <summary>Readers at most.</summary>
    public const int ReadersMaximum = 32;

    private readonly IWindowRenderer? _inner;
    private readonly int _blocksAhead;
    private readonly VoltageReader?[] _readers = new VoltageReader?[ReadersMaximum];
    private readonly long _trialNanoseconds;

    /// <summary>Stands before a renderer.</summary>
    /// <param name="inner">Renders; stays the caller's.</param>
    /// <param name="trialsAhead">Trials that may be rendered before they are due.</param>
    public VoltageTap(IWindowRenderer inner, int trialsAhead)
    {
        ArgumentNullException.ThrowIfNull(inner);
        (_inner, _blocksAhead, _trialNanoseconds) = (inner, trialsAhead, RenderAhead.TrialLength(inner));
        (NeuronCount, SamplesPerTrial, SampleIntervalNanoseconds) = (inner.NeuronCount, inner.SamplesPerTrial, inner.SampleIntervalNanoseconds);
    }

    /// <summary>Is shown blocks.</summary>
    /// <param name="neurons">Neurons.</param>
    /// <param name="samples">Samples of a neuron in a block.</param>
    /// <param name="sampleIntervalNanoseconds">Sampling interval [ns].</param>
    /// <param name="blocks">Blocks that wait for a reader at most.</param>
    public VoltageTap(int neurons, int samples, double sampleIntervalNanoseconds, int blocks) =>
        (NeuronCount, SamplesPerTrial, SampleIntervalNanoseconds, _blocksAhead) = (neurons, samples, sampleIntervalNanoseconds, blocks);

    /// <inheritdoc />
    public int NeuronCount { get; }

    /// <inheritdoc />
    public int SamplesPerTrial { get; }

    /// <inheritdoc />
    public double SampleIntervalNanoseconds { get; }

    /// <summary>A reader that has chosen no neuron yet, or null where there are <see cref="ReadersMaximum"/> already.</summary>
    public VoltageReader? Attach()
    {
        var reader = new VoltageReader(this, _blocksAhead + 3);
        for (var i = 0; i < _readers.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _readers[i], reader, null) is null)
            {
                return reader;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public ReadOnlySpan<float> Render(long trial, ReadOnlySpan<double> currentNanoamperes)
    {
        var voltage = (_inner ?? throw new InvalidOperationException("voltage is shown here, not rendered")).Render(trial, currentNanoamperes);
        Show(voltage, trial * _trialNanoseconds);
        return voltage;
    }

    /// <summary>Shows a block to the readers.</summary>
    /// <param name="voltage">Voltage, shape [neuron, sample], mV.</param>
    /// <param name="start">Time of its first sample [ns, experiment clock].</param>
    public void Show(ReadOnlySpan<float> voltage, long start)
    {
        for (var i = 0; i < _readers.Length; i++)
        {
            Volatile.Read(ref _readers[i])?.Take(voltage, start);
        }
    }

    internal void Detach(VoltageReader reader)
    {
        for (var i = 0; i < _readers.Length; i++)
        {
            Interlocked.CompareExchange(ref _readers[i], null, reader);
        }
    }
}
