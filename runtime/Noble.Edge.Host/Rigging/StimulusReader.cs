using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>stimulus</c>: the current into the neurons of the streaming operator.</summary>
internal static class StimulusReader
{
    /// <summary>The key.</summary>
    internal const string Key = "stimulus";

    /// <summary>Name of the port that a stimulus of its own comes in through.</summary>
    internal const string PortName = "stimulus";

    private static readonly string[] Sources = ["constant", "file", "udp", "mqtt", "adc", "virtual"];

    /// <summary>Reads it, and the port that has to be opened for it, which comes after all others.</summary>
    /// <param name="section">The section.</param>
    /// <param name="ports">The rig's ports.</param>
    internal static (StimulusSettings Stimulus, RigPartSettings? Port) Read(ConfigSection section, IReadOnlyList<RigPartSettings> ports)
    {
        if (ports.Any(port => port.Name == PortName))
        {
            throw section.Mistake($"a port is named '{PortName}', as the one that this comes in through: expected another name for it");
        }

        var source = section.OneOf("source", Sources) ?? throw section.Mistake($"'source' is missing, expected one of {string.Join(", ", Sources)}");
        var read = source switch
        {
            "file" => (File(section), null),
            "udp" => Udp(section, ports),
            "mqtt" => Mqtt(section, ports),
            "adc" or "virtual" => (OfPort(section, source, ports), null),
            _ => (StimulusSettings.Constant, (RigPartSettings?)null),
        };
        section.Finish();
        return read;
    }

    private static StimulusSettings File(ConfigSection section)
    {
        var file = section.File("file") ?? throw section.Mistake("'file' is missing, expected a .npy file, [sample] or [neuron, sample], nA");
        return new StimulusSettings
        {
            File = file,
            Hash = section.Text("sha256"),
            Loops = section.Flag("loop") ?? false,
            SampleInterval = Interval(section),
            Description = $"current of {file}",
        };
    }

    private static (StimulusSettings Stimulus, RigPartSettings? Port) Udp(ConfigSection section, IReadOnlyList<RigPartSettings> ports)
    {
        var listen = UdpReader.Listen(section) ?? throw section.Mistake("'listen' is missing, expected where currents come in, as in \"127.0.0.1:17900\"");
        var stimulus = Sampled(section, Place(ports));
        var options = section.Make(() => new UdpCurrentInputOptions { Name = PortName, Listen = listen, SampleInterval = stimulus.SampleInterval ?? TimeSpan.Zero });
        var description = $"currents over UDP, listens on {listen.Address}:{(listen.Port == 0 ? UdpCurrentInput.DefaultPort : listen.Port)}";
        return (stimulus with { Description = description }, new RigPartSettings(Key, PortName, description, context => OpenUdp(options, description, context)) { HasInput = true });
    }

    private static RigPart OpenUdp(UdpCurrentInputOptions options, string description, RigContext context)
    {
        var input = new UdpCurrentInput(options with { Neurons = context.Neurons });
        return new RigPart
        {
            Name = PortName,
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

    private static (StimulusSettings Stimulus, RigPartSettings? Port) Mqtt(ConfigSection section, IReadOnlyList<RigPartSettings> ports)
    {
        var topic = section.RequiredText("topic", "the topic that currents come in on");
        var stimulus = Sampled(section, Place(ports));
        var options = section.Make(() => new MqttCurrentInputOptions { Topic = topic, HandsOnAll = stimulus.SampleInterval is not null });
        var description = $"currents on {topic}";
        return (stimulus with { Description = description }, new RigPartSettings(Key, PortName, description, context => OpenMqtt(options, description, context)) { HasInput = true });
    }

    private static RigPart OpenMqtt(MqttCurrentInputOptions options, string description, RigContext context)
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
            Name = PortName,
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

    private static StimulusSettings OfPort(ConfigSection section, string source, IReadOnlyList<RigPartSettings> ports)
    {
        string[] types = source == "virtual" ? ["virtual"] : ["adc", "bridge"];
        var fitting = ports.Where(port => port.HasInput && types.Contains(port.Type)).Select(port => port.Name).ToArray();
        var name = section.OneOf("port", fitting) ?? (fitting.Length == 1 ? fitting[0] : throw section.Mistake($"'port' is missing, expected the name of a port of type {string.Join(" or ", types)}"));
        var stimulus = Sampled(section, PlaceOf(name, ports)) with { Description = $"current from port {name}" };
        var channels = section.Wholes("channels");
        var all = section.Whole("channel");
        if (channels is not null && all is not null)
        {
            throw section.Mistake("channel", "expected either 'channel', for all neurons, or 'channels', one a neuron");
        }

        if (channels is not null && channels.Distinct().Count() != channels.Length)
        {
            throw section.Mistake("channels", "expected each channel once: 'channel' is for all neurons");
        }

        var scale = section.Number("nanoamperesPerUnit") ?? 1;
        return section.Make(() => stimulus with { Sampled = stimulus.Sampled! with { Channels = channels, ChannelOfAll = all, NanoamperesPerUnit = scale } });
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

    private static TimeSpan? Interval(ConfigSection section) => section.Milliseconds("sampleMilliseconds") is { } interval
        ? interval >= TimeSpan.FromMilliseconds(0.01) && interval <= TimeSpan.FromMilliseconds(1000)
            ? interval
            : throw section.Mistake("sampleMilliseconds", FormattableString.Invariant($"expected 0.01 to 1000 ms, found {interval.TotalMilliseconds}"))
        : null;

    /// <summary>Place of a port among those that events come in through.</summary>
    internal static ushort PlaceOf(string name, IReadOnlyList<RigPartSettings> ports) => (ushort)ports.Where(port => port.HasInput).TakeWhile(port => port.Name != name).Count();

    private static ushort Place(IReadOnlyList<RigPartSettings> ports) => (ushort)ports.Count(port => port.HasInput);
}
