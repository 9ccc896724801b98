using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>"type": "udp-voltage"</c>: the voltage of the streaming operator's neurons, sent over UDP.</summary>
internal static class VoltagePortReader
{
    /// <summary>The type.</summary>
    internal const string Type = "udp-voltage";

    internal static RigPartSettings Read(ConfigSection section)
    {
        var name = section.Text("name") ?? Type;
        var send = section.Text("send") ?? throw section.Mistake("'send' is missing, expected where the voltage goes, as in \"127.0.0.1:17910\"");
        var (host, port) = UdpReader.Address(section, "send", send);
        var standard = new UdpVoltageOptions();
        var (sample, datagram) = (StimulusReader.Interval(section), StimulusReader.Interval(section, "datagramMilliseconds"));
        var neurons = section.Whole("neurons");
        var options = section.Make(() => new UdpVoltageOptions
        {
            Name = name,
            Host = host,
            Port = port == 0 ? standard.Port : port,
            FirstNeuron = section.Whole("firstNeuron") ?? standard.FirstNeuron,
            Neurons = neurons ?? standard.Neurons,
        });
        var description = $"voltage over UDP to {host}:{options.Port}";
        return new RigPartSettings(Type, name, description, context => Open(options, neurons is null, sample, datagram, description, context));
    }

    private static RigPart Open(UdpVoltageOptions options, bool takesAll, TimeSpan? sample, TimeSpan? datagram, string description, RigContext context)
    {
        UdpVoltagePort port;
        try
        {
            var left = context.Neurons - options.FirstNeuron;
            if (left < (takesAll ? 1 : options.Neurons))
            {
                throw new UserMistakeException($"port {options.Name}: {(takesAll ? "" : $"{options.Neurons} neurons from ")}{options.FirstNeuron}: expected some of the run's {context.Neurons}");
            }

            var steps = Steps(options.Name, "sampleMilliseconds", sample, context.StepMilliseconds);
            port = new UdpVoltagePort(options with
            {
                Neurons = takesAll ? left : options.Neurons,
                StepsPerSample = steps,
                SamplesPerDatagram = Steps(options.Name, "datagramMilliseconds", datagram, steps * context.StepMilliseconds),
            });
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new UserMistakeException($"port {options.Name}: {error.Message}", error);
        }

        return new RigPart
        {
            Name = options.Name,
            Description = description,
            Voltage = port,
            Connect = port.Follow,
            Owned = [port],
            Counts = () => new Dictionary<string, long> { ["packetsSent"] = port.Packets, ["sent"] = port.Sent, ["lost"] = port.Lost, ["withheld"] = port.Withheld },
        };
    }

    private static int Steps(string name, string key, TimeSpan? interval, double unit) => interval is not { TotalMilliseconds: var milliseconds }
        ? 1
        : StimulusSettings.Multiple(milliseconds, unit)
            ?? throw new UserMistakeException(FormattableString.Invariant($"port {name}: {key} {milliseconds}: expected a multiple of {Math.Round(unit, 6)} ms"));
}
