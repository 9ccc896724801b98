namespace Noble.Edge.Rig;

/// <summary>Voltage of one neuron, as its trials are rendered, for one reader; each sample once, when its time has come.</summary>
public sealed class VoltageReader : IDisposable
{
    private readonly VoltageTap _tap;
    private readonly Trial[] _trials; // a ring between the rendering and the reading thread
    private long _written;
    private long _read;
    private int _sample; // the next one of the oldest trial
    private int _neuron = -1;

    internal VoltageReader(VoltageTap tap, int trials)
    {
        _tap = tap;
        _trials = new Trial[trials];
        for (var i = 0; i < trials; i++)
        {
            _trials[i].Voltage = new float[tap.SamplesPerTrial];
        }
    }

    /// <summary>The neuron that is looked at, from the next rendered trial on; -1 for none.</summary>
    public int Neuron
    {
        get => Volatile.Read(ref _neuron);
        set => Volatile.Write(ref _neuron, value >= -1 && value < _tap.NeuronCount
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"neuron {value}: expected 0 to {_tap.NeuronCount - 1}, or -1"));
    }

    /// <summary>The next samples whose time has come, of one trial. Does not allocate.</summary>
    /// <param name="now">Experiment time [ns].</param>
    /// <param name="destination">Takes them [mV].</param>
    /// <param name="neuron">Whose they are.</param>
    /// <param name="first">Time of the first [ns, experiment clock].</param>
    /// <returns>Samples taken; 0 where none is due.</returns>
    public int Read(long now, Span<float> destination, out int neuron, out long first)
    {
        var interval = _tap.SampleIntervalNanoseconds;
        while (_read != Volatile.Read(ref _written))
        {
            ref var trial = ref _trials[_read % _trials.Length];

            // Another neuron is wanted by now: what was kept of the last one is let go.
            if (trial.Neuron == Neuron && _sample < trial.Voltage.Length)
            {
                (neuron, first) = (trial.Neuron, trial.Start + (long)(_sample * interval));
                var due = now < first ? 0 : (long)((now - trial.Start) / interval) + 1 - _sample;
                var count = (int)Math.Min(Math.Min(due, destination.Length), trial.Voltage.Length - _sample);
                trial.Voltage.AsSpan(_sample, count).CopyTo(destination);
                _sample += count;
                return count;
            }

            _sample = 0;
            Volatile.Write(ref _read, _read + 1);
        }

        (neuron, first) = (-1, 0);
        return 0;
    }

    /// <inheritdoc />
    public void Dispose() => _tap.Detach(this);

    // The rendering thread. A reader that stands still loses trials, never holds the renderer up.
    internal void Take(ReadOnlySpan<float> voltage, long start)
    {
        var neuron = Neuron;
        if (neuron < 0 || _written - Volatile.Read(ref _read) == _trials.Length)
        {
            return;
        }

        ref var trial = ref _trials[_written % _trials.Length];
        (trial.Neuron, trial.Start) = (neuron, start);
        voltage.Slice(neuron * trial.Voltage.Length, trial.Voltage.Length).CopyTo(trial.Voltage);
        Volatile.Write(ref _written, _written + 1);
    }

    private struct Trial
    {
        internal float[] Voltage; // [sample], [mV]
        internal long Start; // [ns, experiment clock]
        internal int Neuron;
    }
}
