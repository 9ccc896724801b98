namespace Noble.Edge.Rig;

/// <summary>A waveform of currents, or conductances, that is known beforehand, one for all neurons or one each. After its last sample there is none, or it begins again.</summary>
public sealed class WaveformStimulus : IStreamingStimulus
{
    private readonly float[] _values; // [row, sample]
    private readonly int _rows;
    private readonly int _samples;
    private readonly int _stepsPerSample;
    private readonly bool _loops;

    /// <param name="values">The values, shape [row, sample], nA or nS: one row for all neurons, or one each. A value that is no number counts as 0 in the end.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="stepsPerSample">Steps of the model for which a sample is held, from 1.</param>
    /// <param name="loops">Whether it begins again.</param>
    /// <param name="description">For a line of the log.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no sample, or no step.</exception>
    public WaveformStimulus(float[] values, int rows, int stepsPerSample, bool loops, string description)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerSample, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, rows);
        (_values, _rows, _samples, _stepsPerSample, _loops, Description) = (values, rows, values.Length / rows, stepsPerSample, loops, description);
    }

    /// <inheritdoc />
    public string Description { get; }

    /// <inheritdoc />
    public StreamingStimulusCounts Counts => default;

    /// <inheritdoc />
    public void Take(in InputEvent received)
    {
    }

    /// <inheritdoc />
    public void Fill(long step, long timeNanoseconds, Span<float> values)
    {
        var sample = step / _stepsPerSample;
        if (sample >= _samples && !_loops)
        {
            values.Clear();
            return;
        }

        var at = (int)(sample % _samples);
        if (_rows == 1)
        {
            values.Fill(_values[at]);
            return;
        }

        for (var n = 0; n < values.Length; n++)
        {
            values[n] = n < _rows ? _values[(n * _samples) + at] : 0;
        }
    }
}
