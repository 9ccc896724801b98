using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>Everything that a run was told, checked; a snapshot taken at the start.</summary>
internal sealed record RunSettings
{
    /// <summary>Neurons in a population at most: what an event's neuron number holds.</summary>
    internal const int MaximumNeurons = SpikeTimeline.MaximumNeurons;

    /// <summary>Model folder; null for the one beside the executable.</summary>
    public string? Model { get; init; }

    /// <summary>Which operator makes the spikes; default that of windows.</summary>
    public OperatorKind Operator { get; init; }

    /// <summary>Time between the streaming operator's ticks; null for the standard.</summary>
    public TimeSpan? TickSaid { get; init; }

    /// <summary>The same, all told: 0.1 ms where nothing says so, or the loop's own where that is not the standard one.</summary>
    internal TimeSpan Tick => TickSaid ?? (LiveRig.Loop.Tick != LoopOptions.Default.Tick ? LiveRig.Loop.Tick : TimeSpan.FromMilliseconds(0.1));

    /// <summary>How the streaming operator's spikes are drawn; null for those of the median.</summary>
    public StreamingSpikeDraw? Draw { get; init; }

    /// <summary>How far the streaming operator may be behind before it leaves ticks out; default 20 ms.</summary>
    public TimeSpan LongestBehind { get; init; } = TickOptions.Default.LongestBehind;

    /// <summary>Neurons where nothing says how many.</summary>
    internal const int DefaultNeurons = 64;

    /// <summary>Neurons; null for 64, or for as many as <see cref="Latents"/> or <see cref="Interpolate"/> says.</summary>
    public int? Neurons
    {
        get;
        init => field = value is null or (>= 1 and <= MaximumNeurons) ? value : throw new UserMistakeException($"neurons {value}: expected 1 to {MaximumNeurons}");
    }

    /// <summary>Drawn or training; null for drawn, or for what <see cref="Latents"/> or <see cref="Interpolate"/> says.</summary>
    public PopulationSource? Population { get; init; }

    /// <summary>CSV file of latent points, or null.</summary>
    public string? Latents { get; init; }

    /// <summary>A way through training neurons, or null.</summary>
    public InterpolationPath? Interpolate { get; init; }

    /// <summary>What becomes of neurons outside the latent space; default a warning.</summary>
    public OutsidePolicy Outside { get; init; } = OutsidePolicy.Warn;

    /// <summary>Where the neurons come from, all told.</summary>
    internal PopulationSource Source =>
        Latents is not null ? PopulationSource.Given : Interpolate is not null ? PopulationSource.Interpolated : Population ?? PopulationSource.Drawn;

    /// <summary>The same without what says which neurons there are, where something that counts more says so.</summary>
    /// <param name="byPoints">Whether that is latents or interpolate.</param>
    /// <param name="byNumber">Whether that is neurons or population.</param>
    internal RunSettings WithoutNeurons(bool byPoints, bool byNumber) => byPoints
        ? this with { Neurons = null, Population = null, Latents = null, Interpolate = null }
        : byNumber ? this with { Latents = null, Interpolate = null } : this;

    /// <summary>Seed of the population and of its variability; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Trial-to-trial variability; default 0, range 0 to 1.</summary>
    public double Variability
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new UserMistakeException(FormattableString.Invariant($"variability {value}: expected 0 to 1"));
    }

    /// <summary>Step current [nA]; null for half of the highest trained one.</summary>
    public double? CurrentNanoamperes { get; init; }

    /// <summary>Length of the experiment; default 10 s.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Rendering threads; default 0, one a processor.</summary>
    public int Threads
    {
        get;
        init => field = value is >= 0 and <= 1024 ? value : throw new UserMistakeException($"threads {value}: expected 0 (one for each processor) to 1024");
    }

    /// <summary>Engine; default simd.</summary>
    public EngineSettings Engine { get; init; } = new();

    /// <summary>How the population is rendered with an engine.</summary>
    internal RendererOptions Rendering(IOperatorEngine engine) =>
        new() { Threads = Threads, Variability = Variability, Seed = Seed, Batch = Engines.Batch(Engine, engine) };

    /// <summary>MQTT broker; default embedded, port 1883.</summary>
    public BrokerAddress Broker { get; init; } = BrokerAddress.Embedded;

    /// <summary>Topics; default those of the rig <c>bench</c>.</summary>
    public StreamTopics Topics { get; init; } = new("bench");

    /// <summary>Lines of the virtual GPIO bank; null for one a neuron, 0 for no bank.</summary>
    public int? GpioLines
    {
        get;
        init => field = value is null or (>= 0 and <= MaximumNeurons) ? value : throw new UserMistakeException($"GPIO lines {value}: expected 0 to {MaximumNeurons}");
    }

    /// <summary>CSV file of every spike that is played, or null.</summary>
    public string? Spikes { get; init; }

    /// <summary>JSON file of the summary, or null.</summary>
    public string? Summary { get; init; }

    /// <summary>Subscribers without which the experiment does not begin; default 0. Embedded broker only.</summary>
    public int AwaitSubscribers
    {
        get;
        init => field = value is >= 0 and <= 1000 ? value : throw new UserMistakeException($"await-subscribers {value}: expected 0 to 1000");
    }

    /// <summary>Whether the nodes of the broker render the population; default no, this machine does.</summary>
    public bool Nodes { get; init; }

    /// <summary>Where the live page is served; null for the default address, or another port where that is taken.</summary>
    public PageAddress? Page { get; init; }

    /// <summary>File of the token that a page has to know, or null.</summary>
    public string? PageTokenFile { get; init; }

    /// <summary>What notices, warnings and errors look like; default text.</summary>
    public LogFormat Log { get; init; }

    /// <summary>Whether to leave out the status line and the summary on standard output.</summary>
    public bool Quiet { get; init; }

    /// <summary>Ports, controllers, limits and recording beyond a plain stream.</summary>
    public RigSettings LiveRig { get; init; } = RigSettings.None;

    /// <summary>The configuration file, where there is one.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>Its text, or null.</summary>
    public string? ConfigurationText { get; init; }

    /// <summary>How spikes collect for a message.</summary>
    public BatchingOptions Batching { get; init; } = BatchingOptions.Default;

    /// <summary>Width of a GPIO pulse.</summary>
    public TimeSpan PulseWidth { get; init; } = new GpioPortOptions().PulseWidth;

    /// <summary>Pacing.</summary>
    public PacerOptions Pacer { get; init; } = PacerOptions.Default;

    /// <summary>Spike detection.</summary>
    public SpikeDetectorOptions Detector { get; init; } = SpikeDetectorOptions.Default;

    /// <summary>Trials rendered ahead.</summary>
    public int TrialsAhead { get; init; } = StreamerOptions.Default.TrialsAhead;
}
