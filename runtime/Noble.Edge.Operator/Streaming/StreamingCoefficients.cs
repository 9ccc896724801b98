namespace Noble.Edge.Operator;

/// <summary>A spec's time constants as factors of a step, float32, the same for every engine.</summary>
internal sealed class StreamingCoefficients
{
    private readonly double[] _spikeTimes; // ms, of the inputs from _firstSpike on
    private readonly int _firstReset;
    private readonly int _firstSpike;
    private readonly int _firstSince;
    private readonly int _firstHeld;
    private readonly int[] _heldOf; // the input that each held one is of
    private readonly double[] _resetTimes; // ms

    public StreamingCoefficients(StreamingSpec spec)
    {
        var step = spec.StepMilliseconds;
        FirstConductance = spec.CurrentTimeConstantsMilliseconds.Length;
        _firstReset = FirstConductance + spec.ConductanceTimeConstantsMilliseconds.Length;
        _firstSpike = _firstReset + spec.ResetTimeConstantsMilliseconds.Length;
        _firstSince = _firstSpike + spec.SpikeTimeConstantsMilliseconds.Length;
        FirstProduct = _firstSince + spec.SinceTimeConstantsMilliseconds.Length;
        _firstHeld = FirstProduct + spec.Products.Length;
        int Reset(double time) => _firstReset + Array.IndexOf(spec.ResetTimeConstantsMilliseconds, time);
        int Since(double time) => _firstSince + Array.IndexOf(spec.SinceTimeConstantsMilliseconds, time);
        Factors =
        [
            .. spec.Products.Select(product => (Reset(product.ResetTimeConstantMilliseconds), product.SinceTimeConstantMilliseconds is { } since ? Since(since) : Reset(product.ResetTimeConstantMilliseconds))),
        ];
        int[] held =
        [
            .. spec.HeldCurrentTimeConstantsMilliseconds.Select(Reset),
            .. spec.HeldIntervalTimeConstantsMilliseconds.Select(Since),
        ];
        _heldOf = [.. Enumerable.Range(0, spec.HeldIntervals * held.Length).Select(i => i < held.Length ? held[i] : _firstHeld + i - held.Length)];
        _resetTimes = spec.ResetTimeConstantsMilliseconds;
        _spikeTimes = [.. spec.SpikeTimeConstantsMilliseconds, .. spec.SinceTimeConstantsMilliseconds];
        double[] all = [.. spec.CurrentTimeConstantsMilliseconds, .. spec.ConductanceTimeConstantsMilliseconds, .. spec.ResetTimeConstantsMilliseconds, .. _spikeTimes, .. spec.Products.Select(product => product.TimeConstantMilliseconds)];
        Keep = [.. all.Select(time => (float)Math.Exp(-step / time)), .. _heldOf.Select(_ => (float)Math.Exp(-step / spec.HeldDecayMilliseconds))];
        Take = [.. all.Select((time, i) => i < _firstSpike || i >= FirstProduct ? (float)(1 - Math.Exp(-step / time)) : 0), .. _heldOf.Select(_ => 0f)];
        Step = (float)step;
        Refractory = (float)spec.RefractoryMilliseconds;
        HazardKeep = (float)Math.Exp(-step / spec.HazardLeakMilliseconds);
        PerUnit = (float)(1 / spec.CurrentRange.UnitNanoamperes);
        (LowestCurrent, HighestCurrent) = ((float)spec.CurrentRange.MinimumNanoamperes, (float)spec.CurrentRange.MaximumNanoamperes);
        MostConductance = (float)spec.MostConductanceNanosiemens;
        VoltageScale = (float)spec.Output.ScaleMillivolts;
    }

    /// <summary>What stays of each input in a step, shape [input].</summary>
    public float[] Keep { get; }

    /// <summary>What each input takes of the current, or of its product, shape [input]; 0 for traces of spikes.</summary>
    public float[] Take { get; }

    /// <summary>The first input that is an integrator of the conductance.</summary>
    public int FirstConductance { get; }

    /// <summary>How many there are.</summary>
    public int Conductances => _firstReset - FirstConductance;

    /// <summary>The first input that is an integrator of a product.</summary>
    public int FirstProduct { get; }

    /// <summary>The two inputs of each product, both before it.</summary>
    public (int First, int Second)[] Factors { get; }

    public float Step { get; }

    public float Refractory { get; }

    public float HazardKeep { get; }

    public float PerUnit { get; }

    public float LowestCurrent { get; }

    public float HighestCurrent { get; }

    public float MostConductance { get; }

    public float VoltageScale { get; }

    /// <summary>Moves a neuron's state to the end of a step without a spike.</summary>
    /// <param name="current">The current of that step, in units.</param>
    /// <param name="conductance">The conductance of that step, nS.</param>
    /// <param name="state">The inputs, shape [input].</param>
    public void Advance(float current, float conductance, Span<float> state)
    {
        for (var i = 0; i < state.Length; i++)
        {
            var product = i - FirstProduct;
            var taken = (uint)product < (uint)Factors.Length ? state[Factors[product].First] * state[Factors[product].Second]
                : (uint)(i - FirstConductance) < (uint)Conductances ? conductance
                : current;
            state[i] = StreamingMath.Kept(MathF.FusedMultiplyAdd(Keep[i], state[i], Take[i] * taken));
        }
    }

    /// <summary>Enters a spike into a neuron's state, at its own time within the step that has just ended.</summary>
    /// <param name="ageMilliseconds">Time since the spike, ms.</param>
    /// <param name="current">The current of that step, in units.</param>
    /// <param name="state">The inputs, shape [input], each <paramref name="stride"/> numbers behind the one before.</param>
    /// <param name="stride">From an input to the next.</param>
    public void EnterSpike(float ageMilliseconds, float current, Span<float> state, int stride = 1)
    {
        // What is held first, the oldest before what it is made of.
        for (var i = _heldOf.Length - 1; i >= 0; i--)
        {
            var source = _heldOf[i];
            var now = state[source * stride];
            state[(_firstHeld + i) * stride] = StreamingMath.Kept(
                source >= _firstHeld ? now
                : source < _firstSpike ? Then(now, current, ageMilliseconds, _resetTimes[source - _firstReset])
                : now / Trace(source, ageMilliseconds));
        }

        for (var i = FirstProduct; i < _firstHeld; i++)
        {
            state[i * stride] = 0;
        }

        for (var i = _firstReset; i < FirstProduct; i++)
        {
            ref var value = ref state[i * stride];
            value = i < _firstSpike
                ? StreamingMath.Kept((float)(1 - Math.Exp(-ageMilliseconds / _resetTimes[i - _firstReset])) * current)
                : Trace(i, ageMilliseconds) + (i < _firstSince ? value : 0);
        }
    }

    // An integrator's value an age ago, under a current that did not change since.
    private static float Then(float now, float current, float age, double time)
    {
        var keep = Math.Exp(-age / time);
        return (float)((now - ((1 - keep) * current)) / keep);
    }

    /// <summary>What a spike of an age is in a trace of spikes: exp(−age / τ).</summary>
    public float Trace(int input, float ageMilliseconds) => (float)Math.Exp(-ageMilliseconds / _spikeTimes[input - _firstSpike]);
}
