using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>The states that a streaming operator goes through when it is fed the true spikes: what its network learns to read.</summary>
/// <remarks>The recursion of <see cref="StreamingReference"/>; sample k is the state at k · step, made of the currents and spikes before it.</remarks>
public sealed class StreamingInputs
{
    private readonly StreamingSpec _spec;
    private readonly float[] _keep;
    private readonly float[] _take;
    private readonly double[] _spikeTimes;
    private readonly float[] _state;
    private readonly int _firstReset;
    private readonly int _firstSpike;
    private readonly int _firstSince;

    /// <summary>Prepares for a spec.</summary>
    public StreamingInputs(StreamingSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _spec = spec;
        _firstReset = spec.CurrentTimeConstantsMilliseconds.Length;
        _firstSpike = _firstReset + spec.ResetTimeConstantsMilliseconds.Length;
        _firstSince = _firstSpike + spec.SpikeTimeConstantsMilliseconds.Length;
        _spikeTimes = [.. spec.SpikeTimeConstantsMilliseconds, .. spec.SinceTimeConstantsMilliseconds];
        double[] all = [.. spec.CurrentTimeConstantsMilliseconds, .. spec.ResetTimeConstantsMilliseconds, .. _spikeTimes];
        _keep = [.. all.Select(time => (float)Math.Exp(-spec.StepMilliseconds / time))];
        _take = [.. all.Select((time, i) => i < _firstSpike ? (float)((1 - Math.Exp(-spec.StepMilliseconds / time)) / spec.CurrentRange.UnitNanoamperes) : 0)];
        _state = new float[all.Length];
    }

    /// <summary>Receives a state.</summary>
    /// <param name="sample">Its index k.</param>
    /// <param name="state">The inputs, shape [input]; reused after the call.</param>
    /// <param name="sinceMilliseconds">Time since the last spike, infinite before the first.</param>
    public delegate void Receiver(int sample, ReadOnlySpan<float> state, double sinceMilliseconds);

    /// <summary>Goes through a trace.</summary>
    /// <param name="currentNanoamperes">Total current from each sample to the next, shape [sample], nA.</param>
    /// <param name="spikes">Times of the spikes, ascending, ms.</param>
    /// <param name="receive">Called for every sample in order.</param>
    public void Run(ReadOnlySpan<float> currentNanoamperes, ReadOnlySpan<double> spikes, Receiver receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        Array.Clear(_state);
        var (step, next, last) = (_spec.StepMilliseconds, 0, double.NegativeInfinity);
        for (var k = 0; k < currentNanoamperes.Length; k++)
        {
            receive(k, _state, (k * step) - last);
            var current = currentNanoamperes[k];
            for (var i = 0; i < _firstSpike; i++)
            {
                _state[i] = (_keep[i] * _state[i]) + (_take[i] * current);
            }

            for (var i = _firstSpike; i < _state.Length; i++)
            {
                _state[i] *= _keep[i];
            }

            for (var end = (k + 1) * step; next < spikes.Length && spikes[next] < end; next++)
            {
                Enter(end - spikes[next]);
                last = spikes[next];
            }
        }
    }

    private void Enter(double age)
    {
        _state.AsSpan(_firstReset, _firstSpike - _firstReset).Clear();
        for (var i = _firstSpike; i < _state.Length; i++)
        {
            _state[i] = (float)Math.Exp(-age / _spikeTimes[i - _firstSpike]) + (i < _firstSince ? _state[i] : 0);
        }
    }
}
