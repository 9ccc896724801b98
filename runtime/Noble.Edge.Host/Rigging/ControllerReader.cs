using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads controllers from a configuration.</summary>
internal static class ControllerReader
{
    internal static readonly string[] Types = ["triggered-response", "rate-clamp", "phase-locked", "activity-dependent"];

    /// <summary>Reads one; makes it once, so that what it refuses is said now.</summary>
    internal static Func<IController> Read(ConfigSection section, IReadOnlyList<string> ports, IReadOnlyList<ResponseSettings> responses)
    {
        var type = section.OneOf("type", Types) ?? throw section.Mistake($"'type' is missing, expected one of {string.Join(", ", Types)}");
        Func<IController> make = type switch
        {
            "triggered-response" => Triggered(section, ports, responses),
            "rate-clamp" => RateClamp(section, ports),
            "phase-locked" => PhaseLocked(section, ports),
            _ => ActivityDependent(section, ports, responses),
        };
        section.Finish();
        section.Make(make);
        return make;
    }

    private static Func<IController> Triggered(ConfigSection section, IReadOnlyList<string> ports, IReadOnlyList<ResponseSettings> responses)
    {
        var options = section.Make(() =>
        {
            var standard = new TriggeredResponseOptions();
            return new TriggeredResponseOptions
            {
                Name = section.Text("name") ?? standard.Name,
                Trigger = Filter(section.Section("trigger"), standard.Trigger, ports),
                Number = section.Whole("number") ?? standard.Number,
                Response = Response(section, responses),
                Pulses = Pulses(section.Section("pulses")),
                Delay = section.Milliseconds("delayMilliseconds") ?? standard.Delay,
                Refractory = section.Milliseconds("refractoryMilliseconds") ?? standard.Refractory,
            };
        });
        return () => new TriggeredResponse(options);
    }

    private static Func<IController> RateClamp(ConfigSection section, IReadOnlyList<string> ports)
    {
        var options = section.Make(() =>
        {
            var standard = new RateClampOptions();
            return new RateClampOptions
            {
                Name = section.Text("name") ?? standard.Name,
                Spikes = Filter(section.Section("spikes"), standard.Spikes, ports),
                TargetHertz = section.RequiredNumber("targetHertz", "the rate to hold"),
                Channel = section.Whole("channel") ?? standard.Channel,
                TimeConstant = section.Milliseconds("timeConstantMilliseconds") ?? standard.TimeConstant,
                ProportionalGain = section.Number("proportionalGain") ?? standard.ProportionalGain,
                IntegralGain = section.Number("integralGain") ?? standard.IntegralGain,
                MinimumNanoamperes = section.Number("minimumNanoamperes") ?? standard.MinimumNanoamperes,
                MaximumNanoamperes = section.Number("maximumNanoamperes") ?? standard.MaximumNanoamperes,
            };
        });
        return () => new RateClamp(options);
    }

    private static Func<IController> PhaseLocked(ConfigSection section, IReadOnlyList<string> ports)
    {
        var options = section.Make(() =>
        {
            var standard = new PhaseLockedOptions();
            return new PhaseLockedOptions
            {
                Name = section.Text("name") ?? standard.Name,
                Rhythm = Filter(section.Section("rhythm"), standard.Rhythm, ports),
                Phase = section.Number("phase") ?? standard.Phase,
                MinimumHertz = section.Number("minimumHertz") ?? standard.MinimumHertz,
                MaximumHertz = section.Number("maximumHertz") ?? standard.MaximumHertz,
                Gain = section.Number("gain") ?? standard.Gain,
                LockedWithin = section.Number("lockedWithin") ?? standard.LockedWithin,
                Pulses = Pulses(section.Section("pulses")),
            };
        });
        return () => new PhaseLockedStimulation(options);
    }

    private static Func<IController> ActivityDependent(ConfigSection section, IReadOnlyList<string> ports, IReadOnlyList<ResponseSettings> responses)
    {
        var options = section.Make(() =>
        {
            var standard = new ActivityDependentOptions();
            return new ActivityDependentOptions
            {
                Name = section.Text("name") ?? standard.Name,
                Spikes = Filter(section.Section("spikes"), standard.Spikes, ports),
                Count = section.Whole("count") ?? standard.Count,
                Window = section.Milliseconds("windowMilliseconds") ?? standard.Window,
                Refractory = section.Milliseconds("refractoryMilliseconds") ?? standard.Refractory,
                MaximumPerMinute = section.Whole("maximumPerMinute") ?? standard.MaximumPerMinute,
                Pulses = Pulses(section.Section("pulses")),
                Response = Response(section, responses),
            };
        });
        return () => new ActivityDependentStimulation(options);
    }

    private static InputFilter Filter(ConfigSection? section, InputFilter standard, IReadOnlyList<string> ports)
    {
        if (section is null)
        {
            return standard;
        }

        var source = section.OneOf("port", [.. ports]);
        var filter = new InputFilter
        {
            Kind = section.OneOf("kind", "spike", "rising", "falling", "sample") switch
            {
                "spike" => InputKind.Spike,
                "rising" => InputKind.Rising,
                "falling" => InputKind.Falling,
                "sample" => InputKind.Sample,
                _ => standard.Kind,
            },
            Source = source is null ? -1 : ports.ToList().IndexOf(source),
            FirstChannel = section.Whole("firstChannel") ?? 0,
            Channels = section.Whole("channels") ?? int.MaxValue,
        };
        section.Finish();
        return filter;
    }

    private static PulseTrain Pulses(ConfigSection? section)
    {
        if (section is null)
        {
            return new PulseTrain();
        }

        var pulses = section.Make(() =>
        {
            var standard = new PulseTrain();
            return new PulseTrain
            {
                Channel = section.Whole("channel") ?? standard.Channel,
                Nanoamperes = section.RequiredNumber("nanoamperes", "the current of a pulse"),
                Width = section.Milliseconds("widthMilliseconds") ?? standard.Width,
                Interval = section.Milliseconds("intervalMilliseconds") ?? standard.Interval,
                Count = section.Whole("count") ?? standard.Count,
                Delay = section.Milliseconds("delayMilliseconds") ?? standard.Delay,
            };
        });
        section.Finish();
        return pulses;
    }

    private static int Response(ConfigSection section, IReadOnlyList<ResponseSettings> responses) =>
        section.OneOf("response", [.. responses.Select(response => response.Name)]) is { } name
            ? responses.ToList().FindIndex(response => response.Name == name)
            : -1;
}
