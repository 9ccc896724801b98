namespace Noble.Edge.Rig;

/// <summary>A waveform that is known beforehand, one for all neurons or one each. After its last sample there is no current, or it begins again.</summary>
public sealed class WaveformStimulus : IStreamingStimulus
{
    private readonly float[] _nanoamperes; // [row, sample]
    private readonly int _rows;
    private readonly int _samples;
    private readonly int _stepsPerSample;
    private readonly bool _loops;

    /// <param name="nanoamperes">The currents, shape [row, sample], nA: one row for all neurons, or one each. A value that is no number counts as 0 nA in the engine.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="stepsPerSample">Steps of the model for which a sample is held, from 1.</param>
    /// <param name="loops">Whether it begins again.</param>
    /// <param name="description">For a line of the log.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no sample, or no step.</exception>
    public WaveformStimulus(float[] nanoamperes, int rows, int stepsPerSample, bool loops, string description)
    {
        ArgumentNullException.ThrowIfNull(nanoamperes);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerSample, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(nanoamperes.Length, rows);
        (_nanoamperes, _rows, _samples, _stepsPerSample, _loops, Description) = (nanoamperes, rows, nanoamperes.Length / rows, stepsPerSample, loops, description);
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
    public void Fill(long step, long timeNanoseconds, Span<float> nanoamperes)
    {
        var sample = step / _stepsPerSample;
        if (sample >= _samples && !_loops)
        {
            nanoamperes.Clear();
            return;
        }

        var at = (int)(sample % _samples);
        if (_rows == 1)
        {
            nanoamperes.Fill(_nanoamperes[at]);
            return;
        }

        for (var n = 0; n < nanoamperes.Length; n++)
        {
            nanoamperes[n] = n < _rows ? _nanoamperes[(n * _samples) + at] : 0;
        }
    }
}
