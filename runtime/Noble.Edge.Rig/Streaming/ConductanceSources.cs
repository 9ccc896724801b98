namespace Noble.Edge.Rig;

/// <summary>Conductances of a streaming population that come from outside, added to what else flows into its neurons.</summary>
/// <remarks>
/// A neuron is told its total conductance, and the current that this would make at the operator's reference voltage. Where the total is more than
/// the operator takes, what comes from outside is made smaller by one factor, so that current and conductance stay those of the same synapses. Called on the
/// loop's thread, in the order of time; it does not allocate, block or throw.
/// </remarks>
public sealed class ConductanceSources
{
    private const double NanoamperesPerPicoampere = 1e-3; // 1 nS at 1 mV is 1 pA

    private readonly ConductanceSource[] _sources;
    private readonly double _reference; // [mV]
    private readonly double _most; // [nS]
    private readonly float[] _value; // [neuron], nS, of one source
    private readonly double[] _sum; // [neuron], nS
    private readonly double[] _current; // [neuron], pA
    private long _refused;
    private long _scaled;

    /// <param name="sources">The sources.</param>
    /// <param name="neurons">Neurons.</param>
    /// <param name="referenceMillivolts">Voltage at which a driving force is taken: the operator's [mV].</param>
    /// <param name="mostNanosiemens">The highest total conductance that the operator takes [nS].</param>
    public ConductanceSources(IReadOnlyList<ConductanceSource> sources, int neurons, double referenceMillivolts, double mostNanosiemens)
    {
        ArgumentNullException.ThrowIfNull(sources);
        (_sources, _reference, _most) = ([.. sources], referenceMillivolts, mostNanosiemens);
        (_value, _sum, _current) = (new float[neurons], new double[neurons], new double[neurons]);
    }

    /// <summary>The sources, in words.</summary>
    public string Description => string.Join(", ", _sources.Select(source => FormattableString.Invariant($"{source.Conductance.Description} ({source.ReversalMillivolts} mV)")));

    /// <summary>What the sources did so far, added up; may be asked from any thread.</summary>
    public ConductanceCounts Counts
    {
        get
        {
            var sum = default(StreamingStimulusCounts);
            foreach (var source in _sources)
            {
                var counts = source.Conductance.Counts;
                sum = new StreamingStimulusCounts(
                    sum.Samples + counts.Samples, sum.Held + counts.Held, sum.Empty + counts.Empty, sum.NotFinite + counts.NotFinite, sum.Dropped + counts.Dropped, sum.Foreign + counts.Foreign);
            }

            return new ConductanceCounts(sum, Volatile.Read(ref _refused), Volatile.Read(ref _scaled));
        }
    }

    /// <summary>Something came in; what is not a sample of a source is left alone.</summary>
    public void Take(in InputEvent received)
    {
        foreach (var source in _sources)
        {
            source.Conductance.Take(received);
        }
    }

    /// <summary>Adds what flows from a step to the next.</summary>
    /// <param name="step">Steps of the model since the experiment's start.</param>
    /// <param name="timeNanoseconds">When the step begins [ns, the loop's clock].</param>
    /// <param name="nanoamperes">Current of each neuron, shape [neuron], nA; receives that of the conductances too.</param>
    /// <param name="nanosiemens">Conductance of each neuron, shape [neuron], nS; receives these too.</param>
    public void Add(long step, long timeNanoseconds, Span<float> nanoamperes, Span<float> nanosiemens)
    {
        Array.Clear(_sum);
        Array.Clear(_current);
        foreach (var source in _sources)
        {
            source.Conductance.Fill(step, timeNanoseconds, _value);
            var force = source.ReversalMillivolts - _reference;
            for (var n = 0; n < _value.Length; n++)
            {
                if (!(_value[n] >= 0 && float.IsFinite(_value[n])))
                {
                    Volatile.Write(ref _refused, _refused + 1);
                    continue;
                }

                _sum[n] += _value[n];
                _current[n] += _value[n] * force;
            }
        }

        for (var n = 0; n < _sum.Length; n++)
        {
            var room = Math.Max(_most - nanosiemens[n], 0);
            var share = _sum[n] <= room ? 1 : room / _sum[n];
            Volatile.Write(ref _scaled, _scaled + (share < 1 ? 1 : 0));
            nanosiemens[n] += (float)(_sum[n] * share);
            nanoamperes[n] += (float)(_current[n] * share * NanoamperesPerPicoampere);
        }
    }
}
