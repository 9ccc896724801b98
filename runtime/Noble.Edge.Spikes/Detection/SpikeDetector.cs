namespace Noble.Edge.Spikes;

/// <summary>
/// Finds the spikes of a population in consecutive windows of voltage: an upward crossing of the threshold,
/// timed between the samples, once for each action potential.
/// </summary>
/// <remarks>
/// What a neuron did is carried over from window to window, so a spike on the seam is found once and at its place.
/// Hot path: <see cref="Detect"/> does not allocate. Not thread-safe.
/// </remarks>
public sealed class SpikeDetector
{
    // Samples of the last window that the interpolation of a crossing on the seam may need.
    private const int HistoryLength = 3;

    private readonly SpikeDetectorOptions _options;
    private readonly float _threshold; // [mV]
    private readonly float _rearm; // [mV]
    private readonly long _refractory; // [ns]
    private readonly bool[] _armed; // [neuron]
    private readonly long[] _lastSpike; // [neuron], [ns]
    private readonly float[] _history; // [neuron, sample -3 .. -1], [mV]
    private bool _hasHistory;

    /// <param name="neuronCount">Neurons, 1 to <see cref="SpikeTimeline.MaximumNeurons"/>.</param>
    /// <param name="options">What counts as a spike.</param>
    public SpikeDetector(int neuronCount, SpikeDetectorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neuronCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neuronCount, SpikeTimeline.MaximumNeurons);
        _options = options;
        _threshold = (float)options.ThresholdMillivolts;
        _rearm = (float)(options.ThresholdMillivolts - options.HysteresisMillivolts);
        _refractory = (long)Math.Round(options.RefractoryMilliseconds * 1e6);
        _armed = new bool[neuronCount];
        _lastSpike = new long[neuronCount];
        _history = new float[neuronCount * HistoryLength];
        Reset();
    }

    /// <summary>Neurons.</summary>
    public int NeuronCount => _armed.Length;

    /// <summary>Forgets the past: the next window does not follow the last one.</summary>
    public void Reset()
    {
        _hasHistory = false;
        Array.Clear(_armed);
        Array.Fill(_lastSpike, long.MinValue);
    }

    /// <summary>More spikes than this cannot be in a window: the capacity that its timeline needs.</summary>
    /// <param name="samplesPerNeuron">Samples in the window.</param>
    /// <param name="sampleIntervalNanoseconds">Sampling interval [ns].</param>
    public int MaximumSpikes(int samplesPerNeuron, double sampleIntervalNanoseconds)
    {
        // A crossing needs two samples, and two crossings are a refractory period apart.
        var perNeuron = (samplesPerNeuron + 1) / 2;
        if (_refractory > 0)
        {
            perNeuron = (int)Math.Min(perNeuron, (samplesPerNeuron * sampleIntervalNanoseconds / _refractory) + 2);
        }

        return checked(perNeuron * NeuronCount);
    }

    /// <summary>Adds the window's spikes to the timeline, neuron after neuron: sort it before use.</summary>
    /// <param name="voltages">Voltage, shape [neuron, sample], float32, mV; sample k is at start + k * interval.</param>
    /// <param name="samplesPerNeuron">Samples of a neuron in the window, at least 4.</param>
    /// <param name="startNanoseconds">Time of sample 0 on the experiment clock [ns].</param>
    /// <param name="sampleIntervalNanoseconds">Sampling interval [ns].</param>
    /// <param name="timeline">Takes the spikes. A spike on the seam lies before <paramref name="startNanoseconds"/>, by less than an interval.</param>
    /// <exception cref="ArgumentException">The voltages are not [neuron, sample].</exception>
    public void Detect(
        ReadOnlySpan<float> voltages,
        int samplesPerNeuron,
        long startNanoseconds,
        double sampleIntervalNanoseconds,
        SpikeTimeline timeline)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerNeuron, HistoryLength + 1);
        if (voltages.Length != (long)NeuronCount * samplesPerNeuron)
        {
            throw new ArgumentException(
                $"voltages hold {voltages.Length} samples, expected [{NeuronCount}, {samplesPerNeuron}]", nameof(voltages));
        }

        for (var neuron = 0; neuron < NeuronCount; neuron++)
        {
            var trace = voltages.Slice(neuron * samplesPerNeuron, samplesPerNeuron);
            DetectTrace(neuron, trace, startNanoseconds, sampleIntervalNanoseconds, timeline);
            trace[^HistoryLength..].CopyTo(_history.AsSpan(neuron * HistoryLength));
        }

        _hasHistory = true;
    }

    private void DetectTrace(int neuron, ReadOnlySpan<float> trace, long start, double interval, SpikeTimeline timeline)
    {
        var armed = _armed[neuron];
        var k = 0;
        while (k < trace.Length)
        {
            // Armed means that the last sample was under the threshold, so the first one that is not is a crossing.
            var step = armed
                ? CrossingScan.IndexOfAtLeast(trace[k..], _threshold)
                : CrossingScan.IndexOfBelow(trace[k..], _rearm);
            if (step < 0)
            {
                break;
            }

            k += step;
            if (armed)
            {
                var time = start + (long)Math.Round((k - 1 + ShareOfStep(neuron, trace, k)) * interval);
                if (_lastSpike[neuron] == long.MinValue || time - _lastSpike[neuron] >= _refractory)
                {
                    timeline.Add(time, neuron);
                    _lastSpike[neuron] = time;
                }
            }

            armed = !armed;
            k++;
        }

        _armed[neuron] = armed;
    }

    // The crossing lies between sample k - 1 and sample k; sample -1 is the last one of the window before.
    private double ShareOfStep(int neuron, ReadOnlySpan<float> trace, int k)
    {
        var history = _history.AsSpan(neuron * HistoryLength, HistoryLength);
        if (_options.Interpolation == CrossingInterpolation.Linear)
        {
            return CrossingTime.Linear(At(k - 1, trace, history), trace[k], _threshold);
        }

        // One neighbour on each side; at an end of what is known, the nearest four samples.
        var first = Math.Clamp(k - 2, _hasHistory ? -HistoryLength : 0, trace.Length - 4);
        Span<double> samples = stackalloc double[4];
        for (var i = 0; i < 4; i++)
        {
            samples[i] = At(first + i, trace, history);
        }

        return CrossingTime.Cubic(samples, k - 1 - first, _threshold);
    }

    private static float At(int k, ReadOnlySpan<float> trace, ReadOnlySpan<float> history) =>
        k >= 0 ? trace[k] : history[HistoryLength + k];
}
