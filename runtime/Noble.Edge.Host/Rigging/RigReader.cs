using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads the keys <c>ports</c>, <c>controllers</c>, <c>responses</c>, <c>limits</c>, <c>loop</c>, <c>recording</c>, <c>guard</c>, <c>mqtt</c>, <c>stimulus</c>, <c>conductances</c> and <c>circuit</c> of a configuration.</summary>
internal static class RigReader
{
    /// <summary>The keys.</summary>
    internal static readonly string[] Keys = ["ports", "controllers", "responses", "limits", "loop", "recording", "guard", ConnectionReader.Key, StimulusReader.Key, StimulusReader.ConductancesKey, CircuitReader.Key];

    /// <exception cref="UserMistakeException">Something in them is wrong.</exception>
    internal static RigSettings Read(ConfigSection root)
    {
        if (!Keys.Any(root.Has))
        {
            return RigSettings.None;
        }

        var (ports, areRead) = Ports(root);
        var stimulus = StimulusSettings.Constant;
        var conductances = new List<StimulusSettings>();
        foreach (var (place, section) in root.Sections(StimulusReader.ConductancesKey).Index())
        {
            root.Part(() =>
            {
                var (conductance, port) = StimulusReader.ReadConductance(section, ports, place);
                conductances.Add(conductance);
                ports = port is null ? ports : [.. ports, port];
                return ports;
            });
        }

        root.Part(() =>
        {
            RigPartSettings? port = null;
            (stimulus, port) = root.Section(StimulusReader.Key) is { } section ? StimulusReader.Read(section, ports) : (stimulus, port);
            ports = port is null ? ports : [.. ports, port];
            return ports;
        });
        var responses = Responses(root);
        var limits = root.Part(() => root.Section("limits") is { } section ? Limits(section) : SafetyLimits.Default);
        var stimulusChannels = ports.Sum(port => port.StimulusChannels);
        var rig = new ControllerContext([.. ports.Where(port => port.HasInput).Select(port => port.Name)], responses, areRead ? stimulusChannels : null);
        var settings = new RigSettings
        {
            Ports = ports,
            Responses = responses,
            Controllers = [.. root.Sections("controllers").Select(section => root.Part(() => ControllerReader.Read(section, rig))).OfType<Func<IController>>()],
            Limits = limits ?? SafetyLimits.Default,
            Loop = root.Part(() => root.Section("loop") is { } loop ? Loop(loop) : LoopOptions.Default) ?? LoopOptions.Default,
            Stimulus = stimulus,
            Conductances = conductances,
            Circuit = root.Part(() => root.Section(CircuitReader.Key) is { } circuit ? CircuitReader.Read(circuit, ports) : null),
            Recording = root.Part(() => root.Section("recording") is { } recording ? Recording(recording) : null),
            Guard = root.Flag("guard") ?? true,
            Connection = root.Part(() => root.Section(ConnectionReader.Key) is { } connection ? ConnectionReader.Read(connection) : null),
        };

        // Said when the configuration is read, not when the experiment begins.
        if (areRead && limits is not null)
        {
            root.Part(() => Checked(root, limits, stimulusChannels));
        }

        return settings;
    }

    // Where mistakes are gathered a port that cannot be read stands for one that events may come in through.
    private static (RigPartSettings[] Ports, bool AreRead) Ports(ConfigSection root)
    {
        var areRead = true;
        var ports = new List<RigPartSettings>();
        foreach (var section in root.Sections("ports"))
        {
            var port = root.Part(() => PortReader.Read(section));
            areRead &= port is not null;
            ports.Add(port ?? new RigPartSettings("", section.Said("name") ?? section.Said("type") ?? "", "", _ => throw new InvalidOperationException("a port that could not be read")) { HasInput = true });
        }

        root.Part(() => ports.GroupBy(port => port.Name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw root.Mistake("ports", $"two ports are named '{twice}', expected a 'name' of its own for each")
            : ports);
        return ([.. ports], areRead);
    }

    private static ResponseSettings[] Responses(ConfigSection root)
    {
        ResponseSettings[] responses = [.. root.Sections("responses").Select(section => root.Part(() => Response(section)) ?? new ResponseSettings(section.Said("name") ?? "", 0, TimeSpan.Zero))];
        root.Part(() => responses.GroupBy(response => response.Name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw root.Mistake("responses", $"two responses are named '{twice}', expected a 'name' of its own for each")
            : responses);
        return responses;
    }

    private static SafetyLimits Checked(ConfigSection root, SafetyLimits limits, int stimulusChannels)
    {
        try
        {
            limits.Check(stimulusChannels);
            return limits;
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw root.Mistake("limits", error.Message);
        }
    }

    private static ResponseSettings Response(ConfigSection section)
    {
        var response = section.Make(() => new ResponseSettings(
            section.RequiredText("name", "a name by which controllers refer to it"),
            section.RequiredNumber("currentNanoamperes", "the step current to render"),
            section.Milliseconds("durationMilliseconds") ?? TimeSpan.MaxValue));
        if (response.Duration <= TimeSpan.Zero)
        {
            throw section.Mistake("durationMilliseconds", $"expected above 0 ms, found {response.Duration.TotalMilliseconds}");
        }

        section.Finish();
        return response;
    }

    private static SafetyLimits Limits(ConfigSection section)
    {
        var standard = SafetyLimits.Default;
        var limits = section.Make(() => new SafetyLimits
        {
            MinimumNanoamperes = section.Number("minimumNanoamperes") ?? standard.MinimumNanoamperes,
            MaximumNanoamperes = section.Number("maximumNanoamperes") ?? standard.MaximumNanoamperes,
            SlewNanoamperesPerMillisecond = section.Number("slewNanoamperesPerMillisecond") ?? standard.SlewNanoamperesPerMillisecond,
            ChargePicocoulombs = section.Number("chargePicocoulombs") ?? standard.ChargePicocoulombs,
            ChargeWindow = section.Milliseconds("chargeWindowMilliseconds") ?? standard.ChargeWindow,
            StimuliPerSecond = section.Whole("stimuliPerSecond") ?? standard.StimuliPerSecond,
            SpikesPerSecond = section.Whole("spikesPerSecond") ?? standard.SpikesPerSecond,
            LoopWatchdog = section.Milliseconds("loopWatchdogMilliseconds") ?? standard.LoopWatchdog,
            HostWatchdog = section.Milliseconds("hostWatchdogMilliseconds") ?? standard.HostWatchdog,
        });
        section.Finish();
        return limits;
    }

    private static LoopOptions Loop(ConfigSection section)
    {
        var standard = LoopOptions.Default;
        var options = section.Make(() => new LoopOptions
        {
            Tick = section.Milliseconds("tickMilliseconds") ?? standard.Tick,
            BusyPoll = section.Flag("busyPoll") ?? standard.BusyPoll,
            ScheduleCapacity = section.Whole("scheduleCapacity") ?? standard.ScheduleCapacity,
            Playbacks = section.Whole("playbacks") ?? standard.Playbacks,
        });
        section.Finish();
        return options;
    }

    private static RecordingSettings Recording(ConfigSection section)
    {
        var path = section.File("file") ?? throw section.Mistake("'file' is missing, expected the recording's path, as in run.nobl");
        var standard = new RecordingSettings { Path = path };
        var settings = section.Make(() => standard with
        {
            Flush = section.Milliseconds("flushMilliseconds") ?? standard.Flush,
            Sync = section.Milliseconds("syncMilliseconds") ?? standard.Sync,
            RolloverBytes = section.Number("rolloverMegabytes") is { } megabytes ? (long)Math.Round(Math.Clamp(megabytes, -1, 1e9) * 1e6) : standard.RolloverBytes,
            RolloverTime = section.Number("rolloverMinutes") is { } minutes ? Minutes(section, minutes) : standard.RolloverTime,
        });
        section.Make(settings.LogOptions);
        section.Finish();
        return settings;
    }

    private static TimeSpan Minutes(ConfigSection section, double minutes) => minutes is 0 or (>= 0.02 and <= 44_640)
        ? TimeSpan.FromMinutes(minutes)
        : throw section.Mistake("rolloverMinutes", FormattableString.Invariant($"expected 0 or 0.02 to 44640 min, found {minutes}"));
}
