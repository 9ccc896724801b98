using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads controllers from a configuration.</summary>
internal static class ControllerReader
{
    internal static readonly string[] Types = ["triggered-response", "rate-clamp", "phase-locked", "activity-dependent"];

    /// <summary>Reads one; makes it once, so that what it refuses is said now.</summary>
    internal static Func<IController> Read(ConfigSection section, ControllerContext rig)
    {
        var type = section.OneOf("type", Types) ?? throw section.Mistake($"'type' is missing, expected one of {string.Join(", ", Types)}");
        Func<IController> make = type switch
        {
            "triggered-response" => Triggered(section, rig),
            "rate-clamp" => RateClamp(section, rig),
            "phase-locked" => PhaseLocked(section, rig),
            _ => ActivityDependent(section, rig),
        };
        section.Finish();
        section.Make(make);
        return make;
    }

    private static Func<IController> Triggered(ConfigSection section, ControllerContext rig)
    {
        var options = section.Make(() =>
        {
            var standard = new TriggeredResponseOptions();
            return new TriggeredResponseOptions
            {
                Name = section.Text("name") ?? standard.Name,
                Trigger = Filter(section.Section("trigger"), standard.Trigger, rig),
                Number = section.Whole("number") ?? standard.Number,
                Response = Response(section, rig),
                Pulses = Pulses(section.Section("pulses"), rig),
                Delay = section.Milliseconds("delayMilliseconds") ?? standard.Delay,
                Refractory = section.Milliseconds("refractoryMilliseconds") ?? standard.Refractory,
            };
        });
        return () => new TriggeredResponse(options);
    }

    private static Func<IController> RateClamp(ConfigSection section, ControllerContext rig)
    {
        var options = section.Make(() =>
        {
            var standard = new RateClampOptions();
            return new RateClampOptions
            {
                Name = section.Text("name") ?? standard.Name,
                Spikes = Filter(section.Section("spikes"), standard.Spikes, rig),
                TargetHertz = section.RequiredNumber("targetHertz", "the rate to hold"),
                Channel = Channel(section, rig),
                TimeConstant = section.Milliseconds("timeConstantMilliseconds") ?? standard.TimeConstant,
                ProportionalGain = section.Number("proportionalGain") ?? standard.ProportionalGain,
                IntegralGain = section.Number("integralGain") ?? standard.IntegralGain,
                MinimumNanoamperes = section.Number("minimumNanoamperes") ?? standard.MinimumNanoamperes,
                MaximumNanoamperes = section.Number("maximumNanoamperes") ?? standard.MaximumNanoamperes,
            };
        });
        return () => new RateClamp(options);
    }

    private static Func<IController> PhaseLocked(ConfigSection section, ControllerContext rig)
    {
        var options = section.Make(() =>
        {
            var standard = new PhaseLockedOptions();
            return new PhaseLockedOptions
            {
                Name = section.Text("name") ?? standard.Name,
                Rhythm = Filter(section.Section("rhythm"), standard.Rhythm, rig),
                Phase = section.Number("phase") ?? standard.Phase,
                MinimumHertz = section.Number("minimumHertz") ?? standard.MinimumHertz,
                MaximumHertz = section.Number("maximumHertz") ?? standard.MaximumHertz,
                Gain = section.Number("gain") ?? standard.Gain,
                LockedWithin = section.Number("lockedWithin") ?? standard.LockedWithin,
                Pulses = Pulses(section.Section("pulses"), rig),
            };
        });
        return () => new PhaseLockedStimulation(options);
    }

    private static Func<IController> ActivityDependent(ConfigSection section, ControllerContext rig)
    {
        var options = section.Make(() =>
        {
            var standard = new ActivityDependentOptions();
            return new ActivityDependentOptions
            {
                Name = section.Text("name") ?? standard.Name,
                Spikes = Filter(section.Section("spikes"), standard.Spikes, rig),
                Count = section.Whole("count") ?? standard.Count,
                Window = section.Milliseconds("windowMilliseconds") ?? standard.Window,
                Refractory = section.Milliseconds("refractoryMilliseconds") ?? standard.Refractory,
                MaximumPerMinute = section.Whole("maximumPerMinute") ?? standard.MaximumPerMinute,
                Pulses = Pulses(section.Section("pulses"), rig),
                Response = Response(section, rig),
            };
        });
        return () => new ActivityDependentStimulation(options);
    }

    private static InputFilter Filter(ConfigSection? section, InputFilter standard, ControllerContext rig) => section?.Part(() => ReadFilter(section, standard, rig)) ?? standard;

    private static InputFilter ReadFilter(ConfigSection section, InputFilter standard, ControllerContext rig)
    {
        var source = section.OneOf("port", [.. rig.Inputs]);
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
            Source = source is null ? -1 : rig.Inputs.ToList().IndexOf(source),
            FirstChannel = section.Whole("firstChannel") is { } first ? first >= 0 ? first : throw section.Mistake("firstChannel", $"expected from 0, found {first}") : 0,
            Channels = section.Whole("channels") is { } channels ? channels >= 1 ? channels : throw section.Mistake("channels", $"expected from 1, found {channels}") : int.MaxValue,
        };
        section.Finish();
        return filter;
    }

    private static PulseTrain Pulses(ConfigSection? section, ControllerContext rig) => section?.Part(() => ReadPulses(section, rig)) ?? new PulseTrain();

    private static PulseTrain ReadPulses(ConfigSection section, ControllerContext rig)
    {
        var pulses = section.Make(() =>
        {
            var standard = new PulseTrain();
            return new PulseTrain
            {
                Channel = Channel(section, rig),
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

    // A current for a channel that is not there would be lost without a word.
    private static int Channel(ConfigSection section, ControllerContext rig)
    {
        var channel = section.Whole("channel") ?? 0;
        return rig.StimulusChannels is not { } channels || (channel >= 0 && channel < channels)
            ? channel
            : throw section.Mistake("channel", channels == 0
                ? "the rig has no stimulus channel, expected a port of type virtual, bridge or dac that has"
                : $"expected a stimulus channel, 0 to {channels - 1}, found {channel}");
    }

    private static int Response(ConfigSection section, ControllerContext rig) =>
        section.OneOf("response", [.. rig.Responses.Select(response => response.Name)]) is { } name
            ? rig.Responses.ToList().FindIndex(response => response.Name == name)
            : -1;
}
