using Noble.Edge.FirmwareBridge;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>"type": "bridge"</c>: a microcontroller that emits spikes on its timer, and what is connected to it.</summary>
internal static class BridgePortReader
{
    private const int FirstNeuronMaximum = 1 << 20;

    internal static RigPartSettings Read(ConfigSection section)
    {
        var name = section.Text("name") ?? "bridge";
        var outputs = Outputs(section, out var lines);
        BridgeEdgeInput[] edges = [.. section.Sections("inputs").Select(Edge)];
        BridgeSampleChannel[] samples = [.. section.Sections("samples").Select(Sample)];
        BridgeStimulusChannel[] channels = [.. section.Sections("channels").Select(Channel)];
        var standard = new BridgeConnectionOptions { Address = "unix:/" };
        var connection = section.Make(() => new BridgeConnectionOptions
        {
            Address = section.RequiredText("address", "as in \"/dev/ttyACM0\", \"unix:/run/board\" or \"tcp:HOST:PORT\""),
            LookAhead = section.Milliseconds("lookAheadMilliseconds") ?? standard.LookAhead,
            HeartbeatTimeout = section.Milliseconds("heartbeatTimeoutMilliseconds") ?? standard.HeartbeatTimeout,
            Outputs = outputs,
            ArmAfterEmergency = section.Flag("armAfterEmergency") ?? false,
            InputEnableMask = edges.Aggregate(0u, (mask, edge) => mask | (1u << edge.Input)),
            InputDebounce = section.Milliseconds("debounceMilliseconds") ?? standard.InputDebounce,
            AdcInterval = samples.Length == 0 ? TimeSpan.Zero : section.Milliseconds("sampleMilliseconds") ?? TimeSpan.FromMilliseconds(1),
            DacChannels = BridgeStimulusLimits.Of(channels, SafetyLimits.Default),
        });
        var options = section.Make(() =>
        {
            var port = new BridgePortOptions { Name = name, Connection = connection, LineOfNeuron = lines, Channels = channels, Edges = edges, Samples = samples };
            port = section.Milliseconds("responseDelayMilliseconds") is { } delay ? port with { ResponseDelay = delay } : port;
            return section.Milliseconds("startTimeoutMilliseconds") is { } patience ? port with { StartTimeout = patience } : port;
        });
        if (lines.Length == 0 && edges.Length == 0 && samples.Length == 0 && channels.Length == 0)
        {
            throw section.Mistake("expected 'lines' or 'aer' (spikes), 'inputs', 'samples', 'channels' (currents), or several of them");
        }

        var description = $"microcontroller at {connection.Address}, {(outputs.Mode == BridgeOutputMode.Aer ? "AER bus" : $"{lines.Count(line => line >= 0)} lines")} out, "
            + $"{edges.Length + samples.Length} inputs, {channels.Length} stimulus channels";
        return new RigPartSettings("bridge", name, description, context => Open(options, context))
        {
            HasInput = edges.Length + samples.Length > 0,
            StimulusChannels = channels.Length,
            Reach = StimulusReach.Of(channels.Select(channel => StimulusReach.OfVolts(channel.LowestVolts, channel.HighestVolts, channel.RestVolts, channel.NanoamperesPerVolt))),
        };
    }

    private static BridgeOutputs Outputs(ConfigSection section, out int[] lines)
    {
        var standard = BridgeOutputs.Default;
        var aer = section.Section("aer");
        var (pulses, first) = (section.Wholes("lines"), section.Whole("firstNeuron") ?? 0);
        if (aer is not null && pulses is not null)
        {
            throw section.Mistake("aer", "expected 'aer' or 'lines', found both");
        }

        if (first is < 0 or > FirstNeuronMaximum)
        {
            throw section.Mistake("firstNeuron", $"expected 0 to {FirstNeuronMaximum}, found {first}");
        }

        var outputs = section.Make(() => standard with
        {
            PulseWidth = section.Milliseconds("pulseMilliseconds") ?? standard.PulseWidth,
            ActiveLowLines = (section.Wholes("activeLow") ?? []).Aggregate(0u, (mask, line) => mask | (line is >= 0 and < 32
                ? 1u << line
                : throw section.Mistake("activeLow", $"expected lines 0 to 31, found {line}"))),
            LateAfter = section.Milliseconds("lateAfterMilliseconds") ?? standard.LateAfter,
            LateLimit = section.Milliseconds("lateLimitMilliseconds") ?? standard.LateLimit,
            LineInterval = section.Milliseconds("lineIntervalMilliseconds") ?? standard.LineInterval,
        });
        int[] given = aer is null ? pulses ?? [] : [.. Enumerable.Range(First(aer), Count(aer))];
        lines = given.Length == 0 ? [] : [.. Enumerable.Repeat(BridgePortOptions.NoLine, first), .. given];
        return aer is null ? outputs : Aer(aer, outputs);
    }

    private static int First(ConfigSection aer) => aer.Whole("firstAddress") is { } first
        ? first is >= 0 and <= 65_534 ? first : throw aer.Mistake("firstAddress", $"expected 0 to 65534, found {first}")
        : 0;

    private static int Count(ConfigSection aer) => aer.Whole("addresses") is { } count
        ? count is >= 1 and <= 65_535 ? count : throw aer.Mistake("addresses", $"expected 1 to 65535, found {count}")
        : throw aer.Mistake("'addresses' is missing, expected how many neurons have one");

    private static BridgeOutputs Aer(ConfigSection section, BridgeOutputs outputs)
    {
        outputs = section.Make(() => outputs with
        {
            Mode = BridgeOutputMode.Aer,
            AerActiveLow = (section.Texts("activeLow") ?? []).Aggregate(BridgeAerActiveLow.None, (mask, signal) => mask | signal switch
            {
                "data" => BridgeAerActiveLow.Data,
                "request" => BridgeAerActiveLow.Request,
                "acknowledge" => BridgeAerActiveLow.Acknowledge,
                _ => throw section.Mistake("activeLow", $"expected data, request or acknowledge, found '{signal}'"),
            }),
            AerTimeout = section.Milliseconds("timeoutMilliseconds") ?? outputs.AerTimeout,
        });
        section.Finish();
        return outputs;
    }

    private static BridgeEdgeInput Edge(ConfigSection section)
    {
        var edge = section.Make(() => new BridgeEdgeInput
        {
            Input = section.Whole("input") ?? throw section.Mistake("'input' is missing, expected the device's input, 0 to 31"),
            Channel = section.Whole("channel") ?? -1,
            Edges = section.OneOf("edges", "rising", "falling", "both") switch
            {
                "falling" => GpioEdges.Falling,
                "both" => GpioEdges.Both,
                _ => GpioEdges.Rising,
            },
        });
        section.Finish();
        return edge;
    }

    private static BridgeSampleChannel Sample(ConfigSection section)
    {
        var bits = section.Whole("bits") ?? 12;
        var (lowest, highest) = (section.Number("lowestVolts") ?? 0, section.Number("highestVolts") ?? 3.3);
        if (bits is < 8 or > 16 || !(highest > lowest))
        {
            throw section.Mistake($"{bits} bits over {lowest} to {highest} V: expected 8 to 16 bits, and 'highestVolts' above 'lowestVolts'");
        }

        var sample = section.Make(() => new BridgeSampleChannel
        {
            Input = section.Whole("input") ?? throw section.Mistake("'input' is missing, expected the device's analogue input, from 0"),
            Channel = section.Whole("channel") ?? -1,
            LowestVolts = lowest,
            VoltsPerCode = (highest - lowest) / ((1 << bits) - 1),
            UnitsPerVolt = section.Number("unitsPerVolt") ?? 1,
        });
        section.Finish();
        return sample;
    }

    private static BridgeStimulusChannel Channel(ConfigSection section)
    {
        var channel = section.Make(() =>
        {
            var made = new BridgeStimulusChannel
            {
                Output = section.Whole("output") ?? throw section.Mistake("'output' is missing, expected the device's converter channel, from 0"),
                Bits = section.Whole("bits") ?? 12,
                LowestVolts = section.Number("lowestVolts") ?? 0,
                HighestVolts = section.Number("highestVolts") ?? 3.3,
                RestVolts = section.Number("restVolts") ?? 0,
                NanoamperesPerVolt = section.RequiredNumber("nanoamperesPerVolt", "the current for a volt at the amplifier's command input"),
            };
            made.Check();
            return made;
        });
        section.Finish();
        return channel;
    }

    private static RigPart Open(BridgePortOptions options, RigContext context)
    {
        var limits = context.Limits;
        options = options with
        {
            Connection = options.Connection with
            {
                Outputs = options.Connection.Outputs with { SpikesPerSecond = limits.SpikesPerSecond },
                DacChannels = BridgeStimulusLimits.Of(options.Channels, limits),
            },
        };
        var port = new BridgePort(options, context.Clock, text => Notice(options.Name, text));
        try
        {
            port.Open();
        }
        catch
        {
            port.Dispose();
            throw;
        }

        var hasInput = options.Edges.Count + options.Samples.Count > 0;
        return new RigPart
        {
            Name = options.Name,
            Description = BridgeText.Describe(port.Connection),
            Immediate = port,
            Input = port,
            Stimulus = options.Channels.Count > 0 ? port : null,
            Connect = port.StopWith,
            IsDown = () => port.Connection.State != BridgeState.Armed,
            Owned = [port],
            Counts = () => BridgeText.Counts(port),
        };
    }

    private static void Notice(string name, string text)
    {
        if (!BridgeText.IsNote(text))
        {
            Errors.Warn($"{name}: {text}");
        }
    }
}
