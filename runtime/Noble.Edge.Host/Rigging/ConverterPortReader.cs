using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads the rig's ports on converter and expander chips from a configuration.</summary>
internal static class ConverterPortReader
{
    internal static readonly string[] Types = ["dac", "adc", "expander"];

    private static readonly ConverterChip[] Outputs =
    [
        ConverterChip.Simulated, ConverterChip.Mcp4725, ConverterChip.Mcp4728, ConverterChip.BindingsAd5328, ConverterChip.BindingsPca9685,
    ];

    private static readonly ConverterChip[] Inputs = [ConverterChip.Simulated, ConverterChip.Ads1115, ConverterChip.BindingsAds1115];
    private static readonly ConverterChip[] Expanders = [ConverterChip.Simulated, ConverterChip.Mcp23017, ConverterChip.BindingsMcp23017];

    /// <summary>Reads one of <see cref="Types"/>; the caller finishes the section.</summary>
    internal static RigPartSettings Read(ConfigSection section) => section.OneOf("type", Types) switch
    {
        "dac" => Output(section),
        "adc" => Input(section),
        "expander" => Expander(section),
        _ => throw section.Mistake($"'type' is missing, expected one of {string.Join(", ", Types)}"),
    };

    private static RigPartSettings Output(ConfigSection section)
    {
        var chip = Chip(section, Outputs);
        var channels = section.Sections("channels").Select(OutputChannel).ToArray();
        var standard = new ConverterStimulusOptions { Channels = [new StimulusChannel { Output = 0, NanoamperesPerVolt = 1 }] };
        var options = section.Make(() => new ConverterStimulusOptions
        {
            Name = section.Text("name") ?? standard.Name,
            Channels = channels,
            ErrorsInARow = section.Whole("errorsInARow") ?? standard.ErrorsInARow,
            RetryInterval = section.Milliseconds("retryMilliseconds") ?? standard.RetryInterval,
            StallTimeout = section.Milliseconds("stallMilliseconds") ?? standard.StallTimeout,
            StopTimeout = section.Milliseconds("stopMilliseconds") ?? standard.StopTimeout,
        });
        var description = $"{channels.Length} stimulus channel(s) on {Describe(chip)}";
        return new RigPartSettings("dac", options.Name, description, context => Opened(options.Name, () =>
        {
            var port = Own(ConverterChips.OpenOutput(chip), output => new ConverterStimulusPort(output, options, context.Clock));
            return new RigPart
            {
                Name = options.Name,
                Description = description,
                Stimulus = port,
                IsDown = () => port.HasFailed,
                Counts = () => new Dictionary<string, long>
                {
                    ["written"] = port.Written,
                    ["overtaken"] = port.Overtaken,
                    ["refused"] = port.Refused,
                    ["outOfRange"] = port.OutOfRange,
                    ["busErrors"] = port.BusErrors,
                    ["latencyP50Nanoseconds"] = port.Latency.PercentileNanoseconds(0.5),
                    ["latencyP99Nanoseconds"] = port.Latency.PercentileNanoseconds(0.99),
                    ["longestSafeStateNanoseconds"] = port.LongestSafeStateNanoseconds,
                },
                Owned = [port],
            };
        }))
        {
            MakeSafe = IsOutside(chip) ? _ => Opened(options.Name, () => Once(ConverterChips.OpenOutput(chip), output => ConverterStimulusPort.RestNow(output, options))) : null,
            StimulusChannels = channels.Length,
            Reach = HighestVolts(chip) is { } highest ? StimulusReach.Of(channels.Select(channel => StimulusReach.OfVolts(0, highest, channel.RestVolts, channel.NanoamperesPerVolt))) : null,
        };
    }

    private static RigPartSettings Input(ConfigSection section)
    {
        var chip = Chip(section, Inputs);
        var channels = section.Sections("channels").Select(InputChannel).ToArray();
        var standard = new ConverterInputOptions { Channels = [new SampledChannel { Input = 0 }] };
        var options = section.Make(() => new ConverterInputOptions
        {
            Name = section.Text("name") ?? standard.Name,
            Channels = channels,
            Interval = section.Milliseconds("intervalMilliseconds") ?? standard.Interval,
            BufferCapacity = section.Whole("bufferCapacity") ?? standard.BufferCapacity,
            ErrorsInARow = section.Whole("errorsInARow") ?? standard.ErrorsInARow,
            StopTimeout = section.Milliseconds("stopMilliseconds") ?? standard.StopTimeout,
        });
        var description = $"{channels.Length} sampled channel(s) on {Describe(chip)}, one sample in {options.Interval.TotalMilliseconds} ms";
        return new RigPartSettings("adc", options.Name, description, context => Opened(options.Name, () =>
        {
            var port = Own(ConverterChips.OpenInput(chip, context.Clock), input => new ConverterInput(input, options, context.Clock));
            return new RigPart { Name = options.Name, Description = description, Input = port, IsDown = () => port.HasFailed, Counts = () => CountsOf(port), Owned = [port] };
        }))
        {
            HasInput = true,
        };
    }

    private static RigPartSettings Expander(ConfigSection section)
    {
        var chip = Chip(section, Expanders);
        var standard = new ExpanderPortOptions();
        var options = section.Make(() => new ExpanderPortOptions
        {
            Name = section.Text("name") ?? standard.Name,
            LineOfNeuron = section.Wholes("lineOfNeuron") ?? [],
            ActiveLow = section.Wholes("activeLow") ?? [],
            PulseWidth = section.Milliseconds("pulseMilliseconds") ?? standard.PulseWidth,
            BufferCapacity = section.Whole("bufferCapacity") ?? standard.BufferCapacity,
            ErrorsInARow = section.Whole("errorsInARow") ?? standard.ErrorsInARow,
            RetryInterval = section.Milliseconds("retryMilliseconds") ?? standard.RetryInterval,
            StopTimeout = section.Milliseconds("stopMilliseconds") ?? standard.StopTimeout,
        });
        var lines = section.Wholes("inputs") ?? [];
        if (lines.Intersect(options.LineOfNeuron).Any())
        {
            throw section.Mistake("inputs", $"line {lines.Intersect(options.LineOfNeuron).First()} is an output by 'lineOfNeuron', expected other lines");
        }

        var interval = section.Milliseconds("intervalMilliseconds") ?? TimeSpan.FromMilliseconds(1);
        var inputs = lines.Length == 0 ? null : section.Make(() => new ExpanderInputOptions
        {
            Name = options.Name,
            Lines = lines,
            ActiveLow = options.ActiveLow,
            Interval = interval,
            ErrorsInARow = options.ErrorsInARow,
            StopTimeout = options.StopTimeout,
        });
        var description = $"{options.LineOfNeuron.Where(line => line >= 0).Distinct().Count()} output(s) and {lines.Length} input(s) on {Describe(chip)}";
        return new RigPartSettings("expander", options.Name, description, context => Opened(
            options.Name, () => Own(ConverterChips.OpenExpander(chip), opened => OpenExpander(opened, options, inputs, description, context))))
        {
            MakeSafe = IsOutside(chip) ? _ => Opened(options.Name, () => Once(ConverterChips.OpenExpander(chip), expander => ExpanderPort.RestNow(expander, options))) : null,
            HasInput = inputs is not null,
        };
    }

    private static RigPart OpenExpander(IDigitalExpander chip, ExpanderPortOptions options, ExpanderInputOptions? inputs, string description, RigContext context)
    {
        var expander = new SharedExpander(chip, inputs is null ? 1 : 2);
        var port = Own(expander, opened => new ExpanderPort(opened, options, context.Clock));
        ExpanderInput? input = null;
        if (inputs is not null)
        {
            try
            {
                input = Own(expander, opened => new ExpanderInput(opened, inputs, context.Clock));
            }
            catch
            {
                port.Dispose();
                throw;
            }
        }

        return new RigPart
        {
            Name = options.Name,
            Description = description,
            Immediate = port,
            Input = input,
            IsDown = () => port.HasFailed || input?.HasFailed is true,
            Counts = () => new Dictionary<string, long>(input is null ? [] : CountsOf(input).Select(count => KeyValuePair.Create(InputCount(count.Key), count.Value)))
            {
                ["pulses"] = port.Pulses,
                ["retriggered"] = port.Retriggered,
                ["unmapped"] = port.Unmapped,
                ["dropped"] = port.Dropped,
                ["busErrors"] = port.BusErrors,
                ["latencyP50Nanoseconds"] = port.Latency.PercentileNanoseconds(0.5),
                ["latencyP99Nanoseconds"] = port.Latency.PercentileNanoseconds(0.99),
            },
            Owned = input is null ? [port] : [input, port],
        };
    }

    private static ConverterChipOptions Chip(ConfigSection section, ConverterChip[] chips)
    {
        string[] names = [.. chips.Select(ConverterChips.NameOf)];
        var name = section.OneOf("chip", names) ?? throw section.Mistake($"'chip' is missing, expected one of {string.Join(", ", names)}");
        var chip = chips[Array.IndexOf(names, name)];
        if (chip >= ConverterChip.BindingsAd5328 && !ConverterChips.HasBindings)
        {
            throw section.Mistake("chip", $"{name} is not in this build, expected a build made with -p:IotBindings=true");
        }

        var standard = new ConverterChipOptions();
        return section.Make(() => new ConverterChipOptions
        {
            Chip = chip,
            Bus = section.Whole("bus") ?? standard.Bus,
            Address = section.Whole("address") ?? standard.Address,
            SupplyVolts = section.Number("supplyVolts") ?? standard.SupplyVolts,
            FullScaleVolts = section.Number("fullScaleVolts") ?? standard.FullScaleVolts,
            Rate = section.Whole("rate") ?? standard.Rate,
            PulseHertz = section.Number("pulseHertz") ?? standard.PulseHertz,
            PullUps = section.Flag("pullUps") ?? standard.PullUps,
            SimulatedChannels = section.Whole("simulatedChannels") ?? standard.SimulatedChannels,
        });
    }

    private static StimulusChannel OutputChannel(ConfigSection section)
    {
        var output = section.Whole("output") ?? throw section.Mistake("'output' is missing, expected the converter's channel, from 0");
        var scale = section.RequiredNumber("nanoamperesPerVolt", "the current for a volt at the amplifier's command input");
        var channel = section.Make(() => new StimulusChannel { Output = output, NanoamperesPerVolt = scale, RestVolts = section.Number("restVolts") ?? 0 });
        section.Finish();
        return channel;
    }

    private static SampledChannel InputChannel(ConfigSection section)
    {
        var input = section.Whole("input") ?? throw section.Mistake("'input' is missing, expected the converter's channel, from 0");
        var channel = section.Make(() => new SampledChannel
        {
            Input = input,
            Channel = section.Whole("channel") ?? -1,
            UnitsPerVolt = section.Number("unitsPerVolt") ?? 1,
            OffsetVolts = section.Number("offsetVolts") ?? 0,
        });
        section.Finish();
        return channel;
    }

    private static string InputCount(string key) => $"input{char.ToUpperInvariant(key[0])}{key[1..]}";

    private static Dictionary<string, long> CountsOf(SampledInput port) => new()
    {
        ["rounds"] = port.Rounds,
        ["missed"] = port.Missed,
        ["lost"] = port.Lost,
        ["busErrors"] = port.BusErrors,
    };

    private static string Describe(ConverterChipOptions chip) => IsOutside(chip)
        ? $"chip {ConverterChips.NameOf(chip.Chip)}, bus {chip.Bus}{(chip.Address >= 0 ? $", address 0x{chip.Address:X2}" : "")}"
        : "a simulated chip";

    // Null for one in memory, whose range is wide.
    private static double? HighestVolts(ConverterChipOptions chip) => chip.Chip switch
    {
        ConverterChip.Simulated => null,
        ConverterChip.Mcp4728 => 4.095,
        _ => chip.SupplyVolts,
    };

    private static bool IsOutside(ConverterChipOptions chip) => chip.Chip != ConverterChip.Simulated;

    // A device whose port cannot be made is closed.
    private static TPort Own<TDevice, TPort>(TDevice device, Func<TDevice, TPort> make)
        where TDevice : IDisposable
    {
        try
        {
            return make(device);
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    private static bool Once<TDevice>(TDevice device, Action<TDevice> act)
        where TDevice : IDisposable
    {
        using (device)
        {
            act(device);
        }

        return true;
    }

    private static T Opened<T>(string name, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception error) when (error is ConverterException or ArgumentOutOfRangeException)
        {
            throw new UserMistakeException(error.Message.StartsWith(name, StringComparison.Ordinal) ? error.Message : $"{name}: {error.Message}", error);
        }
    }
}
