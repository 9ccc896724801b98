using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>stimulus</c>, the current into the neurons of the streaming operator, and <c>conductances</c> of them that come from outside.</summary>
internal sealed class StimulusReader
{
    /// <summary>The keys.</summary>
    internal const string Key = "stimulus", ConductancesKey = "conductances";

    /// <summary>Name of the port that a stimulus of its own comes in through.</summary>
    internal const string PortName = "stimulus";

    private static readonly string[] Sources = ["file", "udp", "mqtt", "adc", "virtual"];

    private readonly ConfigSection _section;
    private readonly IReadOnlyList<RigPartSettings> _ports;
    private readonly int? _conductance; // its place; null for the current

    private StimulusReader(ConfigSection section, IReadOnlyList<RigPartSettings> ports, int? conductance) => (_section, _ports, _conductance) = (section, ports, conductance);

    private string Name => _conductance is { } place ? $"conductance-{place}" : PortName;

    private string Words => _conductance is null ? "current" : "conductance";

    private string Unit => _conductance is null ? "nanoamperes" : "nanosiemens";

    /// <summary>Reads the current, and the port that has to be opened for it, which comes after all others.</summary>
    /// <param name="section">The section.</param>
    /// <param name="ports">The rig's ports.</param>
    internal static (StimulusSettings Stimulus, RigPartSettings? Port) Read(ConfigSection section, IReadOnlyList<RigPartSettings> ports) => new StimulusReader(section, ports, null).Read();

    /// <summary>Reads a conductance likewise.</summary>
    /// <param name="section">The section.</param>
    /// <param name="ports">The rig's ports, and those of the conductances before it.</param>
    /// <param name="place">Its place among the conductances.</param>
    internal static (StimulusSettings Conductance, RigPartSettings? Port) ReadConductance(ConfigSection section, IReadOnlyList<RigPartSettings> ports, int place)
    {
        var reversal = section.Number("reversalMillivolts") ?? throw section.Mistake("'reversalMillivolts' is missing, expected the reversal potential, such as 0 of excitation and -75 of inhibition");
        var (conductance, port) = new StimulusReader(section, ports, place).Read();
        return reversal is >= -200 and <= 200
            ? (conductance with { Key = $"{ConductancesKey}[{place}]", ReversalMillivolts = reversal }, port)
            : throw section.Mistake("reversalMillivolts", FormattableString.Invariant($"expected -200 to 200 mV, found {reversal}"));
    }

    /// <summary>Place of a port among those that events come in through.</summary>
    internal static ushort PlaceOf(string name, IReadOnlyList<RigPartSettings> ports) => (ushort)ports.Where(port => port.HasInput).TakeWhile(port => port.Name != name).Count();

    /// <summary>Interval of samples, 0.01 to 1000 ms; null where none is said.</summary>
    internal static TimeSpan? Interval(ConfigSection section, string key = "sampleMilliseconds") => section.Milliseconds(key) is { } interval
        ? interval >= TimeSpan.FromMilliseconds(0.01) && interval <= TimeSpan.FromMilliseconds(1000)
            ? interval
            : throw section.Mistake(key, FormattableString.Invariant($"expected 0.01 to 1000 ms, found {interval.TotalMilliseconds}"))
        : null;

    private (StimulusSettings Stimulus, RigPartSettings? Port) Read()
    {
        if (_ports.Any(port => port.Name == Name))
        {
            throw _section.Mistake($"a port is named '{Name}', as the one that this comes in through: expected another name for it");
        }

        string[] sources = _conductance is null ? ["constant", .. Sources] : Sources;
        var source = _section.OneOf("source", sources) ?? throw _section.Mistake($"'source' is missing, expected one of {string.Join(", ", sources)}");
        var read = source switch
        {
            "file" => (File(), null),
            "udp" => Udp(),
            "mqtt" => Mqtt(),
            "adc" or "virtual" => (OfPort(source), null),
            _ => (StimulusSettings.Constant, (RigPartSettings?)null),
        };
        _section.Finish();
        return read;
    }

    private StimulusSettings File()
    {
        var file = _section.File("file") ?? throw _section.Mistake($"'file' is missing, expected a .npy file, [sample] or [neuron, sample], {(_conductance is null ? "nA" : "nS")}");
        return new StimulusSettings
        {
            File = file,
            Hash = _section.Text("sha256"),
            Loops = _section.Flag("loop") ?? false,
            SampleInterval = Interval(_section),
            Description = $"{Words} of {file}",
        };
    }

    private (StimulusSettings Stimulus, RigPartSettings? Port) Udp()
    {
        var listen = UdpReader.Listen(_section) ?? throw _section.Mistake($"'listen' is missing, expected where {Words}s come in, as in \"127.0.0.1:17900\"");
        var stimulus = Sampled(_section, Place(_ports));
        var options = _section.Make(() => new UdpCurrentInputOptions { Name = Name, Listen = listen, SampleInterval = stimulus.SampleInterval ?? TimeSpan.Zero });
        var description = $"{Words}s over UDP, listens on {listen.Address}:{(listen.Port == 0 ? UdpCurrentInput.DefaultPort : listen.Port)}";
        return (stimulus with { Description = description }, new RigPartSettings(_conductance is null ? Key : ConductancesKey, Name, description, context => OpenUdp(options, description, context)) { HasInput = true });
    }

    private static RigPart OpenUdp(UdpCurrentInputOptions options, string description, RigContext context)
    {
        var input = new UdpCurrentInput(options with { Neurons = context.Neurons });
        return new RigPart
        {
            Name = options.Name,
            Description = description,
            Input = input,
            Owned = [input],
            Counts = () => new Dictionary<string, long>
            {
                ["samples"] = input.Counts.Events,
                ["datagrams"] = input.Counts.Packets,
                ["malformed"] = input.Counts.Malformed,
                ["foreign"] = input.Counts.Refused,
                ["unmapped"] = input.Counts.Unmapped,
                ["late"] = input.Late,
                ["missing"] = input.Missing,
                ["datagramsLost"] = input.LostDatagrams,
            },
        };
    }

    private (StimulusSettings Stimulus, RigPartSettings? Port) Mqtt()
    {
        var topic = _section.RequiredText("topic", $"the topic that {Words}s come in on");
        var stimulus = Sampled(_section, Place(_ports));
        var options = _section.Make(() => new MqttCurrentInputOptions { Name = _conductance is null ? "current" : Name, ValueKey = Unit, Topic = topic, HandsOnAll = stimulus.SampleInterval is not null });
        var description = $"{Words}s on {topic}";
        return (stimulus with { Description = description }, new RigPartSettings(_conductance is null ? Key : ConductancesKey, Name, description, context => OpenMqtt(options, description, context)) { HasInput = true });
    }

    private RigPart OpenMqtt(MqttCurrentInputOptions options, string description, RigContext context)
    {
        var input = new MqttCurrentInput(options with { Connection = context.Connection }, context.Clock);
        try
        {
            input.Open();
        }
        catch
        {
            input.Dispose();
            throw;
        }

        return new RigPart
        {
            Name = Name,
            Description = description,
            Input = input,
            IsDown = () => !input.IsConnected,
            Owned = [input],
            Counts = () => new Dictionary<string, long>
            {
                ["messages"] = input.Messages,
                ["samples"] = input.Events,
                ["dropped"] = input.Dropped,
                ["damaged"] = input.Damaged,
            },
        };
    }

    private StimulusSettings OfPort(string source)
    {
        string[] types = source == "virtual" ? ["virtual"] : ["adc", "bridge"];
        var fitting = _ports.Where(port => port.HasInput && types.Contains(port.Type)).Select(port => port.Name).ToArray();
        var name = _section.OneOf("port", fitting) ?? (fitting.Length == 1 ? fitting[0] : throw _section.Mistake($"'port' is missing, expected the name of a port of type {string.Join(" or ", types)}"));
        var stimulus = Sampled(_section, PlaceOf(name, _ports)) with { Description = $"{Words} from port {name}" };
        var channels = _section.Wholes("channels");
        var all = _section.Whole("channel");
        if (channels is not null && all is not null)
        {
            throw _section.Mistake("channel", "expected either 'channel', for all neurons, or 'channels', one a neuron");
        }

        if (channels is not null && channels.Distinct().Count() != channels.Length)
        {
            throw _section.Mistake("channels", "expected each channel once: 'channel' is for all neurons");
        }

        var scale = _section.Number($"{Unit}PerUnit") ?? 1;
        return _section.Make(() => stimulus with { Sampled = stimulus.Sampled! with { Channels = channels, ChannelOfAll = all, PerUnit = scale } });
    }

    private static StimulusSettings Sampled(ConfigSection section, ushort source)
    {
        var standard = new SampledStimulusOptions { Source = source };
        var interval = Interval(section);
        var (delay, buffer) = (section.Milliseconds("delayMilliseconds"), section.Milliseconds("bufferMilliseconds"));
        if (interval is null && (delay is not null || buffer is not null))
        {
            throw section.Mistake(delay is not null ? "delayMilliseconds" : "bufferMilliseconds", "expected 'sampleMilliseconds' with it: without, nothing waits");
        }

        return section.Make(() => new StimulusSettings
        {
            SampleInterval = interval,
            Delay = Bounded("delayMilliseconds", delay ?? TimeSpan.Zero),
            Buffer = Bounded("bufferMilliseconds", buffer ?? TimeSpan.FromSeconds(1)),
            Sampled = standard with { Hold = section.Milliseconds("holdMilliseconds") ?? standard.Hold },
        });

        TimeSpan Bounded(string key, TimeSpan value) => value >= TimeSpan.Zero && value <= TimeSpan.FromMinutes(1)
            ? value
            : throw section.Mistake(key, FormattableString.Invariant($"expected 0 to 60000 ms, found {value.TotalMilliseconds}"));
    }

    private static ushort Place(IReadOnlyList<RigPartSettings> ports) => (ushort)ports.Count(port => port.HasInput);
}
