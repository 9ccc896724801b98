namespace Noble.Edge.Operator;

/// <summary>What <c>model.json</c> says of the streaming operator: how a neuron's state goes on, and the sizes of the network that reads it.</summary>
/// <remarks>
/// Causal: the state at a time is made of the input and of the neuron's own spikes before it, by leaky integrators that are the same for every neuron. The
/// network reads it and gives the voltage there and the hazard of a spike until the next sample (a point process conditioned on its past;
/// Truccolo et al. 2005, J Neurophysiol 93:1074).
/// </remarks>
public sealed record StreamingSpec
{
    /// <summary>Time step, over which input and hazard are constant [ms].</summary>
    public required double StepMilliseconds { get; init; }

    /// <summary>Currents that it was trained on, those of synapses at the reference voltage with them; beyond them the input is held at the nearer end.</summary>
    public required CurrentRange CurrentRange { get; init; }

    /// <summary>Leaky integrators of the current: x ← x r + (1 − r) I, r = exp(−step / τ) [ms].</summary>
    public required double[] CurrentTimeConstantsMilliseconds { get; init; }

    /// <summary>Leaky integrators of the total conductance of synapses and gap junctions, in nS, likewise [ms].</summary>
    public required double[] ConductanceTimeConstantsMilliseconds { get; init; }

    /// <summary>Integrators of the current that begin at zero at each spike [ms].</summary>
    public required double[] ResetTimeConstantsMilliseconds { get; init; }

    /// <summary>Traces of all spikes: y ← y r, plus exp(−age / τ) for a spike of that age [ms].</summary>
    public required double[] SpikeTimeConstantsMilliseconds { get; init; }

    /// <summary>Traces of the last spike alone: exp(−age / τ), 0 before the first [ms].</summary>
    public required double[] SinceTimeConstantsMilliseconds { get; init; }

    /// <summary>Integrators of products of those above.</summary>
    public required StreamingProduct[] Products { get; init; }

    /// <summary>
    /// What integrators that spikes reset were at the last spike, which the network reads after it: the current of the interval before. Some of
    /// <see cref="ResetTimeConstantsMilliseconds"/> [ms].
    /// </summary>
    public required double[] HeldCurrentTimeConstantsMilliseconds { get; init; }

    /// <summary>
    /// What traces of the last spike were at the spike that followed: exp(−interval / τ) of the interval before. Some of
    /// <see cref="SinceTimeConstantsMilliseconds"/> [ms].
    /// </summary>
    public required double[] HeldIntervalTimeConstantsMilliseconds { get; init; }

    /// <summary>From how many intervals before the last spike they are held, the latest first.</summary>
    public required int HeldIntervals { get; init; }

    /// <summary>With which what is held fades, from the end of the spike's step on: a neuron that was silent for long is at rest [ms].</summary>
    public required double HeldDecayMilliseconds { get; init; }

    /// <summary>Latent features that make a neuron, in order.</summary>
    public required string[] Features { get; init; }

    /// <summary>Latent points, by name, that it is for alone; none where it is for all of the latent space.</summary>
    public required string[] Neurons { get; init; }

    /// <summary>
    /// Filters that are a neuron's own: sums of the inputs with weights from the conditioning network, which the first hidden layer reads beside them.
    /// </summary>
    public required int OwnFilters { get; init; }

    /// <summary>Widths of the network's hidden layers.</summary>
    public required int[] Hidden { get; init; }

    /// <summary>Widths of the hidden layers of the network that turns features into a neuron's gains and shifts.</summary>
    public required int[] ConditioningHidden { get; init; }

    /// <summary>No spike so soon after a spike [ms].</summary>
    public required double RefractoryMilliseconds { get; init; }

    /// <summary>
    /// With which the integrated hazard leaks when spikes are those of the median [ms]: a minute of silence must not add up to a spike.
    /// </summary>
    public required double HazardLeakMilliseconds { get; init; }

    /// <summary>
    /// Voltage at which the driving force of every conductance is taken [mV]: a neuron is told the current that would flow there and the conductance, and
    /// nothing of its own voltage, which would tell of a spike before it is drawn.
    /// </summary>
    public required double SynapticReferenceMillivolts { get; init; }

    /// <summary>Highest total conductance that it takes; more is held there [nS].</summary>
    public required double MostConductanceNanosiemens { get; init; }

    /// <summary>From the network's second output to millivolts.</summary>
    public required OutputMapping Output { get; init; }

    /// <summary>Measured errors.</summary>
    public required StreamingAccuracyRow[] Accuracy { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ModelProvenance Provenance { get; init; }

    /// <summary>The network as an ONNX graph; null where none was exported.</summary>
    public StreamingGraph? Onnx { get; init; }

    /// <summary>
    /// Inputs of the network, which are the state: integrators of current, of conductance, those that spikes reset, traces of spikes, of the last spike, products, then currents
    /// and intervals that are held.
    /// </summary>
    public int InputCount() =>
        CurrentTimeConstantsMilliseconds.Length + ConductanceTimeConstantsMilliseconds.Length + ResetTimeConstantsMilliseconds.Length + SpikeTimeConstantsMilliseconds.Length + SinceTimeConstantsMilliseconds.Length
        + Products.Length + (HeldIntervals * (HeldCurrentTimeConstantsMilliseconds.Length + HeldIntervalTimeConstantsMilliseconds.Length));

    /// <summary>The latent points that it is for.</summary>
    public IEnumerable<LatentPoint> Points(LatentSpec latent)
    {
        ArgumentNullException.ThrowIfNull(latent);
        return Neurons.Length == 0 ? latent.Points : Neurons.Select(name => latent.Points.First(point => point.Name == name));
    }

    /// <summary>What the first hidden layer reads: the inputs, then the neuron's own filters.</summary>
    public int ReadCount() => InputCount() + OwnFilters;

    /// <summary>Gains of inputs, weights of own filters, gains and shifts of each hidden layer, gains and shifts of the two outputs.</summary>
    public int ModulationCount() => InputCount() + (OwnFilters * InputCount()) + (2 * Hidden.Sum()) + (2 * StreamingWeights.OutputCount);

    internal string? Fault(LatentSpec latent)
    {
        double[] times =
        [
            .. CurrentTimeConstantsMilliseconds, .. ConductanceTimeConstantsMilliseconds, .. ResetTimeConstantsMilliseconds, .. SpikeTimeConstantsMilliseconds, .. SinceTimeConstantsMilliseconds,
            .. Products.Select(product => product.TimeConstantMilliseconds), StepMilliseconds, HazardLeakMilliseconds, HeldDecayMilliseconds,
        ];
        if (times.Any(time => !(time > 0 && double.IsFinite(time))) || !(RefractoryMilliseconds >= StepMilliseconds))
        {
            return "streaming: expected a step and time constants over 0 ms, and a refractory time of a step or more";
        }

        if (HeldIntervals is < 0 or > 16 || HeldCurrentTimeConstantsMilliseconds.Except(ResetTimeConstantsMilliseconds).Any() || HeldIntervalTimeConstantsMilliseconds.Except(SinceTimeConstantsMilliseconds).Any())
        {
            return "streaming: expected 0 to 16 held intervals, held currents among the time constants of the reset integrators, and held intervals among those of the last spike";
        }

        if (Products.Any(product => !ResetTimeConstantsMilliseconds.Contains(product.ResetTimeConstantMilliseconds) || (product.SinceTimeConstantMilliseconds is { } since && !SinceTimeConstantsMilliseconds.Contains(since))))
        {
            return "streaming.products: expected products of integrators and traces among the time constants of the reset integrators and of the last spike";
        }

        if (CurrentTimeConstantsMilliseconds.Length == 0 || InputCount() > 256 || Hidden.Length is 0 or > 8 || Hidden.Concat(ConditioningHidden).Any(width => width is < 1 or > 1024))
        {
            return "streaming: expected integrators of the current, 256 inputs at most, 1 to 8 hidden layers and widths from 1 to 1024";
        }

        if (Neurons.FirstOrDefault(name => latent.Points.All(point => point.Name != name)) is { } unknown)
        {
            return $"streaming.neurons names '{unknown}', expected latent points such as {latent.Points[0].Name}";
        }

        if (!(Math.Abs(SynapticReferenceMillivolts) < 1e3) || !(MostConductanceNanosiemens is > 0 and < 1e6))
        {
            return FormattableString.Invariant($"streaming.synapticReferenceMillivolts is {SynapticReferenceMillivolts} and mostConductanceNanosiemens {MostConductanceNanosiemens}, expected within 1000 mV, and over 0 and under 1000000 nS");
        }

        if (OwnFilters is < 0 or > 64)
        {
            return $"streaming.ownFilters is {OwnFilters}, expected 0 to 64";
        }

        if (Features.Length == 0 || Features.FirstOrDefault(name => latent.IndexOf(name) < 0) is not null)
        {
            return $"streaming.features names '{Features.FirstOrDefault(name => latent.IndexOf(name) < 0)}', expected latent features";
        }

        const double LargestCurrent = 1e6;
        if (CurrentRange.Fault() is { } fault)
        {
            return $"streaming.{fault}";
        }

        if (CurrentRange.UnitNanoamperes is < 1e-6 or > LargestCurrent || CurrentRange.MinimumNanoamperes < -LargestCurrent || CurrentRange.MaximumNanoamperes > LargestCurrent)
        {
            return $"streaming.currentRange has numbers beyond {LargestCurrent} nA, or a unit under 1E-06 nA";
        }

        if (!(Math.Abs(Output.ScaleMillivolts) < 1e6) || !(Math.Abs(Output.OffsetMillivolts) < 1e6))
        {
            return FormattableString.Invariant($"streaming.output.scaleMillivolts is {Output.ScaleMillivolts} and offsetMillivolts {Output.OffsetMillivolts}, expected under 1000000");
        }

        return Output.OffsetFeature is { } offset && latent.IndexOf(offset) < 0
            ? $"streaming.output.offsetFeature is '{offset}', expected a latent feature"
            : null;
    }
}
