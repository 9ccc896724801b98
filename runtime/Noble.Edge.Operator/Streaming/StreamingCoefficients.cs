namespace Noble.Edge.Operator;

/// <summary>A spec's time constants as factors of a step, float32, the same for every engine.</summary>
internal sealed class StreamingCoefficients
{
    private readonly double[] _spikeTimes; // ms, of the inputs from _firstSpike on
    private readonly int _firstReset;
    private readonly int _firstSpike;
    private readonly int _firstSince;

    public StreamingCoefficients(StreamingSpec spec)
    {
        var step = spec.StepMilliseconds;
        _firstReset = spec.CurrentTimeConstantsMilliseconds.Length;
        _firstSpike = _firstReset + spec.ResetTimeConstantsMilliseconds.Length;
        _firstSince = _firstSpike + spec.SpikeTimeConstantsMilliseconds.Length;
        _spikeTimes = [.. spec.SpikeTimeConstantsMilliseconds, .. spec.SinceTimeConstantsMilliseconds];
        double[] all = [.. spec.CurrentTimeConstantsMilliseconds, .. spec.ResetTimeConstantsMilliseconds, .. _spikeTimes];
        Keep = [.. all.Select(time => (float)Math.Exp(-step / time))];
        Take = [.. all.Select((time, i) => i < _firstSpike ? (float)(1 - Math.Exp(-step / time)) : 0)];
        Step = (float)step;
        Refractory = (float)spec.RefractoryMilliseconds;
        HazardKeep = (float)Math.Exp(-step / spec.HazardLeakMilliseconds);
        PerUnit = (float)(1 / spec.CurrentRange.UnitNanoamperes);
        (LowestCurrent, HighestCurrent) = ((float)spec.CurrentRange.MinimumNanoamperes, (float)spec.CurrentRange.MaximumNanoamperes);
        VoltageScale = (float)spec.Output.ScaleMillivolts;
    }

    /// <summary>What stays of each input in a step, shape [input].</summary>
    public float[] Keep { get; }

    /// <summary>What each input takes of the current, shape [input]; 0 for traces of spikes.</summary>
    public float[] Take { get; }

    public float Step { get; }

    public float Refractory { get; }

    public float HazardKeep { get; }

    public float PerUnit { get; }

    public float LowestCurrent { get; }

    public float HighestCurrent { get; }

    public float VoltageScale { get; }

    /// <summary>Inputs that a spike sets: from here on integrators are cleared, then traces gain, then those of the last spike are replaced.</summary>
    public (int FirstReset, int FirstSpike, int FirstSince) Parts => (_firstReset, _firstSpike, _firstSince);

    /// <summary>Enters a spike into a neuron's state.</summary>
    /// <param name="ageMilliseconds">Time since the spike, ms.</param>
    /// <param name="state">The inputs, shape [input], each <paramref name="stride"/> numbers behind the one before.</param>
    /// <param name="stride">From an input to the next.</param>
    public void EnterSpike(float ageMilliseconds, Span<float> state, int stride = 1)
    {
        for (var i = _firstReset; i < Keep.Length; i++)
        {
            ref var value = ref state[i * stride];
            value = i < _firstSpike ? 0 : Trace(i, ageMilliseconds) + (i < _firstSince ? value : 0);
        }
    }

    /// <summary>What a spike of an age is in a trace of spikes: exp(−age / τ).</summary>
    public float Trace(int input, float ageMilliseconds) => (float)Math.Exp(-ageMilliseconds / _spikeTimes[input - _firstSpike]);
}
