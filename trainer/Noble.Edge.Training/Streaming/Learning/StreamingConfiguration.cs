using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>How a streaming operator is made and trained; JSON with <c>"operator": "streaming"</c>.</summary>
public sealed record StreamingConfiguration
{
    /// <summary>What tells such a configuration from that of a window operator.</summary>
    public const string OperatorName = "streaming";

    /// <summary>Always <see cref="OperatorName"/>.</summary>
    public string Operator { get; init; } = OperatorName;

    /// <summary>Data sets of <c>noble-train simulate-streaming</c>, relative to the configuration's folder.</summary>
    public string[] Data { get; init; } = [];

    /// <summary>The model folder whose latent space the neurons lie in, and that the operator is exported into.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// A model folder whose streaming operator training begins from, in place of random weights; all that makes its spec is that operator's too. With
    /// <see cref="Neurons"/> it becomes an operator of those, closer to them than one that is for many.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Folder of the run.</summary>
    public string? Run { get; init; }

    /// <summary>Latent features that the network is told of; none for all of the model's.</summary>
    public string[] Features { get; init; } = [];

    /// <summary>Parameter sets that are learned, and that the operator is then for alone; none for all that the data has.</summary>
    public string[] Neurons { get; init; } = [];

    /// <summary>Parameter sets that training does not see, though a data set has them.</summary>
    public string[] HeldOutNeurons { get; init; } = [];

    /// <summary>Leaky integrators of the current [ms].</summary>
    public double[] CurrentTimeConstants { get; init; } = [0.25, 0.5, 1, 2, 4, 8, 16, 40, 100, 300];

    /// <summary>Leaky integrators of the total conductance [ms].</summary>
    public double[] ConductanceTimeConstants { get; init; } = [0.5, 4, 30];

    /// <summary>Integrators of the current that a spike clears [ms].</summary>
    public double[] ResetTimeConstants { get; init; } = [0.5, 1, 2, 4, 8, 16, 40];

    /// <summary>Traces of all spikes [ms].</summary>
    public double[] SpikeTimeConstants { get; init; } = [1, 2.5, 6, 12, 25, 50, 100, 200, 400, 800];

    /// <summary>Traces of the last spike [ms].</summary>
    public double[] SinceTimeConstants { get; init; } = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 40];

    /// <summary>Integrators of squares of the reset integrators, and of their products with traces of the last spike.</summary>
    public StreamingProduct[] Products { get; init; } = [];

    /// <summary>Integrators that spikes reset, held from the interval before [ms].</summary>
    public double[] HeldCurrentTimeConstants { get; init; } = [1, 4, 8, 16, 40];

    /// <summary>Traces of the last spike, held from the interval before [ms].</summary>
    public double[] HeldIntervalTimeConstants { get; init; } = [8];

    /// <summary>From how many intervals they are held.</summary>
    public int HeldIntervals { get; init; } = 2;

    /// <summary>With which what is held fades [ms].</summary>
    public double HeldDecayMilliseconds { get; init; } = 200;

    /// <summary>Filters of the inputs that are a neuron's own.</summary>
    public int OwnFilters { get; init; }

    /// <summary>Widths of the hidden layers.</summary>
    public int[] Hidden { get; init; } = [96, 96];

    /// <summary>Widths of the conditioning network's hidden layers.</summary>
    public int[] ConditioningHidden { get; init; } = [64, 64];

    /// <summary>No spike so soon after a spike [ms]; shorter than the shortest interval of the data.</summary>
    public double RefractoryMilliseconds { get; init; } = 1.5;

    /// <summary>Leak of the integrated hazard where spikes are those of the median [ms].</summary>
    public double HazardLeakMilliseconds { get; init; } = 20;

    /// <summary>Voltage at which the driving force of conductances is taken [mV].</summary>
    public double SynapticReferenceMillivolts { get; init; } = -60;

    /// <summary>Highest total conductance that the operator takes [nS].</summary>
    public double MostConductance { get; init; } = 50;

    /// <summary>Lowest and highest current that the operator takes, that of conductances at the reference with it [nA].</summary>
    public double[] CurrentRange { get; init; } = [-2, 3];

    /// <summary>Neurons in a batch.</summary>
    public int BatchNeurons { get; init; } = 64;

    /// <summary>Samples of each of them.</summary>
    public int BatchSamples { get; init; } = 128;

    /// <summary>Traces of a neuron that are read together and mixed.</summary>
    public int MixedTraces { get; init; } = 2;

    /// <summary>Share of the samples far from spikes that is learned from; each then counts so much more.</summary>
    public double QuietShare { get; init; } = 0.25;

    /// <summary>
    /// Standard deviation of noise on a neuron's features, −1 to 1, drawn for each batch: neurons near those that are learned are to behave nearly like them.
    /// </summary>
    public double FeatureNoise { get; init; }

    /// <summary>Weight of a nat of hazard beside a millivolt of voltage.</summary>
    public double HazardWeight { get; init; } = 30;

    /// <summary>Error of the voltage above which it counts by its size and no longer by its square [mV].</summary>
    public double VoltageKneeMillivolts { get; init; } = 1;

    /// <summary>Batches.</summary>
    public long Steps { get; init; } = 60000;

    /// <summary>Highest learning rate, of a one-cycle schedule.</summary>
    public double LearningRate { get; init; } = 0.004;

    /// <summary>Weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 1e-5;

    /// <summary>Bound of the gradient's norm; 0 for none.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Decay of the weights' moving average, which is exported.</summary>
    public double EmaDecay { get; init; } = 0.998;

    /// <summary>Seed.</summary>
    public long Seed { get; init; } = 1;

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of libtorch; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Minutes between checkpoints.</summary>
    public double CheckpointMinutes { get; init; } = 2;

    /// <summary>The first value that is out of its range, in words, or null.</summary>
    public string? Fault() =>
        CurrentRange is not [var low, var high] || !(low < high) ? $"currentRange is [{string.Join(", ", CurrentRange)}], expected [lowest, highest] in nA"
        : BatchNeurons is < 1 or > 4096 || BatchSamples is < 1 or > 65536 || MixedTraces is < 1 or > 64 ? "batchNeurons, batchSamples, mixedTraces: expected 1 to 4096, 65536 and 64"
        : !(QuietShare is > 0 and <= 1) ? $"quietShare is {QuietShare}, expected over 0 and at most 1"
        : !(FeatureNoise is >= 0 and < 1) ? $"featureNoise is {FeatureNoise}, expected 0 to under 1"
        : !(HazardWeight > 0) || !(VoltageKneeMillivolts > 0) ? "hazardWeight, voltageKneeMillivolts: expected over 0"
        : Steps < 1 || !(LearningRate > 0) || !(EmaDecay is >= 0 and < 1) || !(WeightDecay >= 0) || !(ClipNorm >= 0) ? "steps, learningRate: expected over 0; emaDecay 0 to under 1; weightDecay, clipNorm 0 or more"
        : Device is not ("cpu" or "cuda") ? $"device is '{Device}', expected cpu or cuda"
        : Threads < 0 || !(CheckpointMinutes > 0) ? "threads: expected 0 or more; checkpointMinutes over 0"
        : null;

    /// <summary>The operator as its manifest describes it, without figures.</summary>
    public StreamingSpec Spec(LatentSpec latent, ModelProvenance provenance) => new()
    {
        StepMilliseconds = 0.1,
        CurrentRange = new CurrentRange { MinimumNanoamperes = CurrentRange[0], MaximumNanoamperes = CurrentRange[1], UnitNanoamperes = 0.1 },
        CurrentTimeConstantsMilliseconds = CurrentTimeConstants,
        ConductanceTimeConstantsMilliseconds = ConductanceTimeConstants,
        ResetTimeConstantsMilliseconds = ResetTimeConstants,
        SpikeTimeConstantsMilliseconds = SpikeTimeConstants,
        SinceTimeConstantsMilliseconds = SinceTimeConstants,
        Products = Products,
        HeldCurrentTimeConstantsMilliseconds = HeldCurrentTimeConstants,
        HeldIntervalTimeConstantsMilliseconds = HeldIntervalTimeConstants,
        HeldIntervals = HeldIntervals,
        HeldDecayMilliseconds = HeldDecayMilliseconds,
        Features = Features.Length > 0 ? Features : [.. latent.Features.Select(feature => feature.Name)],
        Neurons = Neurons,
        OwnFilters = OwnFilters,
        Hidden = Hidden,
        ConditioningHidden = ConditioningHidden,
        RefractoryMilliseconds = RefractoryMilliseconds,
        HazardLeakMilliseconds = HazardLeakMilliseconds,
        SynapticReferenceMillivolts = SynapticReferenceMillivolts,
        MostConductanceNanosiemens = MostConductance,
        Output = new OutputMapping { ScaleMillivolts = 50, OffsetFeature = latent.IndexOf("resting_voltage") < 0 ? null : "resting_voltage" },
        Accuracy = [],
        Provenance = provenance,
    };
}
