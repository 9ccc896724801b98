using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>"type": "gpio"</c>: lines of a chip, pulses out, edges in, inhibit and emergency stop.</summary>
internal static class GpioPortReader
{
    private sealed record Settings(string Name, GpioChipOptions Chip, int[]? Lines, int FirstNeuron, int[] ActiveLow, TimeSpan PulseWidth, GpioInputLine[] Inputs)
    {
        internal GpioPortOptions Port() => new()
        {
            Name = Name,
            LineOfNeuron = [.. Enumerable.Repeat(GpioPortOptions.NoLine, FirstNeuron), .. Lines ?? []],
            ActiveLow = ActiveLow,
            PulseWidth = PulseWidth,
        };
    }

    internal static RigPartSettings Read(ConfigSection section)
    {
        var settings = section.Make(() => new Settings(
            section.Text("name") ?? "gpio",
            new GpioChipOptions
            {
                Chip = section.Text("chip") ?? GpioChipOptions.Virtual,
                Driver = section.OneOf("driver", "auto", "character-device", "libgpiod", "libgpiod-v1", "libgpiod-v2") switch
                {
                    "character-device" => GpioDriverKind.CharacterDevice,
                    "libgpiod" => GpioDriverKind.LibGpiod,
                    "libgpiod-v1" => GpioDriverKind.LibGpiodV1,
                    "libgpiod-v2" => GpioDriverKind.LibGpiodV2,
                    _ => GpioDriverKind.Auto,
                },
                VirtualLines = section.Whole("virtualLines") ?? new GpioChipOptions().VirtualLines,
            },
            section.Wholes("lines"),
            section.Whole("firstNeuron") is { } first ? first is >= 0 and <= 1 << 20 ? first : throw section.Mistake("firstNeuron", $"expected 0 to {1 << 20}, found {first}") : 0,
            section.Wholes("activeLow") ?? [],
            section.Milliseconds("pulseMilliseconds") ?? new GpioPortOptions().PulseWidth,
            [.. section.Sections("inputs").Select(Input)]));
        if (settings.Lines is null && settings.Inputs.Length == 0)
        {
            throw section.Mistake("expected 'lines' (pulses for neurons, one after the other), 'inputs', or both");
        }

        section.Make(settings.Port);
        if (settings.Inputs.Length > 0)
        {
            section.Make(() => new GpioInputOptions { Name = settings.Name, Lines = settings.Inputs });
        }

        var description = $"GPIO chip {settings.Chip.Chip}, {settings.Lines?.Length ?? 0} lines out, {settings.Inputs.Length} in";
        return new RigPartSettings("gpio", settings.Name, description, context => Open(settings, context))
        {
            HasInput = settings.Inputs.Length > 0,
            MakeSafe = settings.Lines is null || settings.Chip.IsVirtual ? null : context => MakeSafe(settings, context),
        };
    }

    private static GpioInputLine Input(ConfigSection section)
    {
        var line = section.Make(() => new GpioInputLine
        {
            Line = section.Whole("line") ?? throw section.Mistake("'line' is missing, expected the line's number"),
            Role = section.OneOf("role", "event", "inhibit", "emergency-stop") switch
            {
                "inhibit" => GpioInputRole.Inhibit,
                "emergency-stop" => GpioInputRole.EmergencyStop,
                _ => GpioInputRole.Event,
            },
            Edges = section.OneOf("edges", "rising", "falling", "both") switch
            {
                "falling" => GpioEdges.Falling,
                "both" => GpioEdges.Both,
                _ => GpioEdges.Rising,
            },
            Channel = section.Whole("channel") ?? -1,
            ActiveLow = section.Flag("activeLow") ?? false,
            Bias = section.OneOf("bias", "as-is", "pull-up", "pull-down", "disabled") switch
            {
                "pull-up" => GpioBias.PullUp,
                "pull-down" => GpioBias.PullDown,
                "disabled" => GpioBias.Disabled,
                _ => GpioBias.AsIs,
            },
            FailSafe = section.Flag("failSafe") ?? false,
            Debounce = section.Milliseconds("debounceMilliseconds") ?? TimeSpan.Zero,
        });
        section.Finish();
        return line;
    }

    private static RigPart Open(Settings settings, RigContext context)
    {
        var chip = GpioChip.Open(settings.Chip, context.Clock);
        GpioInput? input = null;
        GpioPort? port = null;
        try
        {
            input = settings.Inputs.Length == 0 ? null : new GpioInput(chip, new GpioInputOptions { Name = settings.Name, Lines = settings.Inputs });
            port = settings.Lines is null ? null : new GpioPort(chip, settings.Port(), input?.Inhibit);
        }
        catch
        {
            input?.Dispose();
            chip.Dispose();
            throw;
        }

        return new RigPart
        {
            Name = settings.Name,
            Description = $"{chip.Description}, {settings.Lines?.Length ?? 0} lines out, {settings.Inputs.Length} in",
            Input = input,
            Immediate = port,
            Connect = loop => input?.StopWith(loop),
            Owned = [.. new IDisposable?[] { port, input, chip }.OfType<IDisposable>()],
            Counts = () =>
            {
                var counts = new Dictionary<string, long>();
                if (port is not null)
                {
                    (counts["pulses"], counts["retriggered"], counts["inhibited"], counts["failed"], counts["unmapped"]) =
                        (port.Pulses, port.Retriggered, port.Inhibited, port.Failed, port.Unmapped);
                }

                if (input is not null)
                {
                    (counts["edges"], counts["edgesLost"]) = (input.Edges, input.Lost);
                }

                return counts;
            },
        };
    }

    private static void MakeSafe(Settings settings, RigContext context)
    {
        using var chip = GpioChip.Open(settings.Chip, context.Clock);
        using var port = new GpioPort(chip, settings.Port());
        port.EnterSafeState();
    }
}
