namespace Noble.Edge.Rig;

/// <summary>Stands before a renderer and keeps the voltage of the neurons that somebody looks at, when their trial is rendered.</summary>
/// <remarks>Rendering goes on one thread; readers come and go on any. Nothing is copied, and nothing allocated while rendering, where nobody looks.</remarks>
/// <param name="inner">Renders; stays the caller's.</param>
/// <param name="trialsAhead">Trials that may be rendered before they are due.</param>
public sealed class VoltageTap(IWindowRenderer inner, int trialsAhead) : IWindowRenderer
{
    /// <summary>Readers at most.</summary>
    public const int ReadersMaximum = 32;

    private readonly VoltageReader?[] _readers = new VoltageReader?[ReadersMaximum];
    private readonly long _trialNanoseconds = RenderAhead.TrialLength(inner);

    /// <inheritdoc />
    public int NeuronCount => inner.NeuronCount;

    /// <inheritdoc />
    public int SamplesPerTrial => inner.SamplesPerTrial;

    /// <inheritdoc />
    public double SampleIntervalNanoseconds => inner.SampleIntervalNanoseconds;

    /// <summary>A reader that has chosen no neuron yet, or null where there are <see cref="ReadersMaximum"/> already.</summary>
    public VoltageReader? Attach()
    {
        var reader = new VoltageReader(this, trialsAhead + 3);
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
        var voltage = inner.Render(trial, currentNanoamperes);
        for (var i = 0; i < _readers.Length; i++)
        {
            Volatile.Read(ref _readers[i])?.Take(voltage, trial * _trialNanoseconds);
        }

        return voltage;
    }

    internal void Detach(VoltageReader reader)
    {
        for (var i = 0; i < _readers.Length; i++)
        {
            Interlocked.CompareExchange(ref _readers[i], null, reader);
        }
    }
}
