namespace Noble.Edge.Rig;

/// <summary>A simulated preparation: leaky integrate-and-fire neurons with synapses and noise.</summary>
public sealed record VirtualPreparationOptions
{
    /// <summary>Name in reports; default <c>virtual</c>.</summary>
    public string Name { get; init; } = "virtual";

    /// <summary>Neurons; each is a stimulus channel and an input channel. Default 1, range 1 to 10,000.</summary>
    public int Neurons
    {
        get;
        init => field = value is >= 1 and <= 10_000 ? value : throw new ArgumentOutOfRangeException(null, $"virtual neurons {value}: expected 1 to 10000");
    } = 1;

    /// <summary>Seed of noise and connections; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Membrane capacitance [pF]; default 100, above 0.</summary>
    public double CapacitancePicofarads
    {
        get;
        init => field = Above(value, "capacitance", "pF");
    } = 100;

    /// <summary>Leak conductance [nS]; default 10, above 0: with the capacitance a time constant of 10 ms.</summary>
    public double LeakNanosiemens
    {
        get;
        init => field = Above(value, "leak", "nS");
    } = 10;

    /// <summary>Resting potential [mV]; default -70.</summary>
    public double RestMillivolts { get; init; } = -70;

    /// <summary>Threshold [mV]; default -50, above the resting potential.</summary>
    public double ThresholdMillivolts { get; init; } = -50;

    /// <summary>Potential after a spike [mV]; default -60, under the threshold.</summary>
    public double ResetMillivolts { get; init; } = -60;

    /// <summary>For so long after a spike there is no other; default 2 ms, range 0.1 to 100 ms.</summary>
    public TimeSpan Refractory
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(0.1) && value <= TimeSpan.FromMilliseconds(100)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"virtual refractory time {value.TotalMilliseconds} ms: expected 0.1 to 100 ms");
    } = TimeSpan.FromMilliseconds(2);

    /// <summary>Constant current [nA]; default 0.</summary>
    public double BiasNanoamperes { get; init; }

    /// <summary>Standard deviation of the current noise [nA], an Ornstein-Uhlenbeck process of 5 ms; default 0.05, 0 or more.</summary>
    public double NoiseNanoamperes
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"virtual noise {value}: expected 0 nA or more");
    } = 0.05;

    /// <summary>A sine added to every neuron's current [nA], a rhythm to lock to; default 0.</summary>
    public double RhythmNanoamperes { get; init; }

    /// <summary>Frequency of the rhythm [Hz]; default 8, above 0.</summary>
    public double RhythmHertz
    {
        get;
        init => field = Above(value, "rhythm", "Hz");
    } = 8;

    /// <summary>
    /// Peak conductance with which a spike of the population reaches virtual neuron (its number modulo <see cref="Neurons"/>) [nS];
    /// negative for inhibitory synapses, default 0: the population is not connected.
    /// </summary>
    public double PopulationNanosiemens { get; init; }

    /// <summary>Share of the pairs of virtual neurons that are connected; default 0, range 0 to 1.</summary>
    public double Connected
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(null, $"virtual connected share {value}: expected 0 to 1");
    }

    /// <summary>Peak conductance of those connections [nS]; negative for inhibitory ones, default 1.</summary>
    public double ConnectionNanosiemens { get; init; } = 1;

    /// <summary>Neurons whose voltage is sampled, each on the channel of its number; default neuron 0. 1 to 64, each once and under <see cref="Neurons"/>.</summary>
    public IReadOnlyList<int> SampledNeurons { get; init; } = [0];

    /// <summary>Also gives the voltage of <see cref="SampledNeurons"/> as samples this often; default zero: not. Range 0.1 ms to 1 s.</summary>
    public TimeSpan SampleInterval
    {
        get;
        init => field = value == TimeSpan.Zero || (value >= TimeSpan.FromMilliseconds(0.1) && value <= TimeSpan.FromSeconds(1))
            ? value
            : throw new ArgumentOutOfRangeException(null, $"virtual sample interval {value.TotalMilliseconds} ms: expected 0 for none, or 0.1 to 1000 ms");
    }

    /// <summary>Checks what concerns more than one value.</summary>
    internal void Check()
    {
        if (SampledNeurons.Count is < 1 or > 64 || SampledNeurons.Distinct().Count() != SampledNeurons.Count || SampledNeurons.Any(neuron => neuron < 0 || neuron >= Neurons))
        {
            throw new ArgumentOutOfRangeException(null, $"virtual sampled neurons {string.Join(", ", SampledNeurons.Take(5))}: expected 1 to 64 numbers from 0 to {Neurons - 1}, each once");
        }

        if (!(RestMillivolts < ThresholdMillivolts && ResetMillivolts < ThresholdMillivolts))
        {
            throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"virtual threshold {ThresholdMillivolts} mV: expected above rest ({RestMillivolts} mV) and reset ({ResetMillivolts} mV)"));
        }
    }

    private static double Above(double value, string name, string unit) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"virtual {name} {value}: expected above 0 {unit}"));
}
