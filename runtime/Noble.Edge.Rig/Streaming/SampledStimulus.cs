namespace Noble.Edge.Rig;

/// <summary>Currents, or conductances, from samples that come in while the neurons run: the newest counts, or each waits for its turn in a buffer that takes the jitter of its way.</summary>
/// <remarks>
/// Everything follows from the events and the steps: a replay of the same events gives the same currents. A sample that is missing or no number is
/// replaced by the one before it for as long as that is held, and then by 0.
/// </remarks>
public sealed class SampledStimulus : IStreamingStimulus
{
    private const int AllNeurons = -1;
    private const long Never = long.MinValue;

    private readonly SampledStimulusOptions _options;
    private readonly Dictionary<int, int> _neuronOf = [];
    private readonly long _hold; // [ns]
    private readonly float[] _value; // [neuron], nA or nS
    private readonly long[] _valueAt; // [neuron], when it was taken [ns]
    private readonly float[] _buffer; // [neuron, place]
    private readonly int[] _first; // [neuron], the oldest in the buffer
    private readonly int[] _waiting; // [neuron], samples in the buffer
    private readonly bool[] _isPlaying; // [neuron]
    private long _turnAt = Never; // [ns]
    private long _samples;
    private long _held;
    private long _empty;
    private long _notFinite;
    private long _dropped;
    private long _foreign;

    /// <param name="neurons">Neurons.</param>
    /// <param name="options">How.</param>
    /// <param name="description">For a line of the log.</param>
    /// <exception cref="ArgumentOutOfRangeException">The buffer would be too large, or the delay is longer than it.</exception>
    public SampledStimulus(int neurons, SampledStimulusOptions options, string description)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, Description) = (options, description);
        _hold = options.Hold.Ticks * 100;
        (_value, _valueAt, _first, _waiting, _isPlaying) = (new float[neurons], new long[neurons], new int[neurons], new int[neurons], new bool[neurons]);
        Array.Fill(_valueAt, Never);
        if (options.StepsPerSample > 0 && ((long)neurons * options.Capacity > 1 << 26 || options.Delay > options.Capacity))
        {
            throw new ArgumentOutOfRangeException(
                null, $"buffer of {options.Capacity} samples for {neurons} neurons and a delay of {options.Delay}: expected {1 << 26} samples in all at most, and no longer delay than the buffer");
        }

        _buffer = options.StepsPerSample > 0 ? new float[neurons * options.Capacity] : [];
        for (var n = 0; n < neurons; n++)
        {
            if (options.Channels is null || n < options.Channels.Count)
            {
                _neuronOf[options.Channels?[n] ?? n] = n;
            }
        }
    }

    /// <inheritdoc />
    public string Description { get; }

    /// <inheritdoc />
    public StreamingStimulusCounts Counts => new(
        Volatile.Read(ref _samples), Volatile.Read(ref _held), Volatile.Read(ref _empty), Volatile.Read(ref _notFinite), Volatile.Read(ref _dropped), Volatile.Read(ref _foreign));

    /// <inheritdoc />
    public void Take(in InputEvent received)
    {
        if (received.Kind != InputKind.Sample || received.Source != _options.Source)
        {
            return;
        }

        var value = (float)(received.Value * _options.PerUnit);
        if (received.Channel == AllNeurons || received.Channel == _options.ChannelOfAll)
        {
            for (var n = 0; n < _value.Length; n++)
            {
                Take(n, value, received.TimeNanoseconds);
            }
        }
        else if (_options.ChannelOfAll is null && _neuronOf.TryGetValue(received.Channel, out var neuron))
        {
            Take(neuron, value, received.TimeNanoseconds);
        }
        else
        {
            Add(ref _foreign);
            return;
        }

        Add(ref _samples);
        if (!float.IsFinite(value))
        {
            Add(ref _notFinite);
        }
    }

    /// <inheritdoc />
    public void Fill(long step, long timeNanoseconds, Span<float> values)
    {
        // A sample whose turn it is lasts its own time in any case.
        _turnAt = _options.StepsPerSample > 0 && step % _options.StepsPerSample == 0 ? timeNanoseconds : _turnAt;
        var isTurn = _options.StepsPerSample > 0 && step % _options.StepsPerSample == 0;
        for (var n = 0; n < values.Length; n++)
        {
            if (isTurn)
            {
                Next(n, timeNanoseconds);
            }

            var isHeld = _valueAt[n] != Never && ((_options.StepsPerSample > 0 && _valueAt[n] == _turnAt) || timeNanoseconds - _valueAt[n] <= _hold);
            values[n] = isHeld ? _value[n] : 0;
            _empty += isHeld ? 0 : 1;
        }
    }

    private void Take(int neuron, float value, long timeNanoseconds)
    {
        if (_options.StepsPerSample == 0)
        {
            if (float.IsFinite(value))
            {
                (_value[neuron], _valueAt[neuron]) = (value, timeNanoseconds);
            }

            return;
        }

        if (_waiting[neuron] == _options.Capacity)
        {
            _first[neuron] = (_first[neuron] + 1) % _options.Capacity;
            _waiting[neuron]--;
            Add(ref _dropped);
        }

        _buffer[(neuron * _options.Capacity) + ((_first[neuron] + _waiting[neuron]) % _options.Capacity)] = value;
        _waiting[neuron]++;
    }

    // A sample's turn: what is not there is held, and after a while the buffer has to fill again before it is used.
    private void Next(int neuron, long timeNanoseconds)
    {
        _isPlaying[neuron] |= _waiting[neuron] >= _options.Delay;
        if (!_isPlaying[neuron])
        {
            return;
        }

        var value = float.NaN;
        if (_waiting[neuron] > 0)
        {
            value = _buffer[(neuron * _options.Capacity) + _first[neuron]];
            _first[neuron] = (_first[neuron] + 1) % _options.Capacity;
            _waiting[neuron]--;
        }
        else
        {
            _isPlaying[neuron] = timeNanoseconds - _valueAt[neuron] <= _hold;
        }

        if (float.IsFinite(value))
        {
            (_value[neuron], _valueAt[neuron]) = (value, timeNanoseconds);
        }
        else
        {
            Add(ref _held);
        }
    }

    private static void Add(ref long count) => Volatile.Write(ref count, count + 1);
}
