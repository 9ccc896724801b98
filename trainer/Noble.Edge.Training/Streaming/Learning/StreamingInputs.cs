using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>The states that a streaming operator goes through when it is fed the true spikes: what its network learns to read.</summary>
/// <remarks>The recursion of <see cref="StreamingReference"/>; sample k is the state at k · step, made of the currents and spikes before it.</remarks>
public sealed class StreamingInputs
{
    private readonly StreamingSpec _spec;
    private readonly StreamingCoefficients _coefficients;
    private readonly float[] _state;

    /// <summary>Prepares for a spec.</summary>
    public StreamingInputs(StreamingSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (_spec, _coefficients) = (spec, new StreamingCoefficients(spec));
        _state = new float[spec.InputCount()];
    }

    /// <summary>Receives a state.</summary>
    /// <param name="sample">Its index k.</param>
    /// <param name="state">The inputs, shape [input]; reused after the call.</param>
    public delegate void Receiver(int sample, ReadOnlySpan<float> state);

    /// <summary>Goes on from a state without any spike: what becomes of a neuron that misses one.</summary>
    /// <param name="currentNanoamperes">Current from each sample to the next, shape [sample], nA.</param>
    /// <param name="conductanceNanosiemens">Conductance likewise, nS.</param>
    /// <param name="sample">Index of the state's sample.</param>
    /// <param name="state">The state there, shape [input].</param>
    /// <param name="end">The sample before which to stop.</param>
    /// <param name="receive">Called for every sample after the first, in order.</param>
    public void Miss(ReadOnlySpan<float> currentNanoamperes, ReadOnlySpan<float> conductanceNanosiemens, int sample, ReadOnlySpan<float> state, int end, Receiver receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        state.CopyTo(_state);
        for (var k = sample; k + 1 < Math.Min(end, currentNanoamperes.Length); k++)
        {
            _coefficients.Advance(currentNanoamperes[k] * _coefficients.PerUnit, conductanceNanosiemens[k], _state);
            receive(k + 1, _state);
        }
    }

    /// <summary>Goes through a trace.</summary>
    /// <param name="currentNanoamperes">Current from each sample to the next, shape [sample], nA.</param>
    /// <param name="conductanceNanosiemens">Conductance likewise, nS.</param>
    /// <param name="spikes">Times of the spikes, ascending, ms.</param>
    /// <param name="receive">Called for every sample in order.</param>
    public void Run(ReadOnlySpan<float> currentNanoamperes, ReadOnlySpan<float> conductanceNanosiemens, ReadOnlySpan<double> spikes, Receiver receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        Array.Clear(_state);
        var (step, next) = (_spec.StepMilliseconds, 0);
        for (var k = 0; k < currentNanoamperes.Length; k++)
        {
            receive(k, _state);
            var unit = currentNanoamperes[k] * _coefficients.PerUnit;
            _coefficients.Advance(unit, conductanceNanosiemens[k], _state);
            for (var end = (k + 1) * step; next < spikes.Length && spikes[next] < end; next++)
            {
                _coefficients.EnterSpike((float)(end - spikes[next]), unit, _state);
            }
        }
    }
}
