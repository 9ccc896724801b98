using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads the keys <c>ports</c>, <c>controllers</c>, <c>responses</c>, <c>limits</c>, <c>loop</c>, <c>recording</c>, <c>guard</c> and <c>mqtt</c> of a configuration.</summary>
internal static class RigReader
{
    /// <summary>The keys.</summary>
    internal static readonly string[] Keys = ["ports", "controllers", "responses", "limits", "loop", "recording", "guard", ConnectionReader.Key];

    /// <exception cref="UserMistakeException">Something in them is wrong.</exception>
    internal static RigSettings Read(ConfigSection root)
    {
        if (!Keys.Any(root.Has))
        {
            return RigSettings.None;
        }

        var ports = root.Sections("ports").Select(PortReader.Read).ToArray();
        if (ports.GroupBy(port => port.Name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
        {
            throw root.Mistake("ports", $"two ports are named '{twice}', expected a 'name' of its own for each");
        }

        var responses = root.Sections("responses").Select(Response).ToArray();
        string[] inputs = [.. ports.Where(port => port.HasInput).Select(port => port.Name)];
        var settings = new RigSettings
        {
            Ports = ports,
            Responses = responses,
            Controllers = [.. root.Sections("controllers").Select(section => ControllerReader.Read(section, inputs, responses))],
            Limits = root.Section("limits") is { } limits ? Limits(limits) : SafetyLimits.Default,
            Loop = root.Section("loop") is { } loop ? Loop(loop) : LoopOptions.Default,
            Recording = root.Section("recording") is { } recording ? Recording(recording) : null,
            Guard = root.Flag("guard") ?? true,
            Connection = root.Section(ConnectionReader.Key) is { } connection ? ConnectionReader.Read(connection) : null,
        };

        // Said when the configuration is read, not when the experiment begins.
        root.Make(() =>
        {
            settings.Limits.Check(ports.Sum(port => port.StimulusChannels));
            return settings;
        });
        return settings;
    }

    private static ResponseSettings Response(ConfigSection section)
    {
        var response = section.Make(() => new ResponseSettings(
            section.RequiredText("name", "a name by which controllers refer to it"),
            section.RequiredNumber("currentNanoamperes", "the step current to render"),
            section.Milliseconds("durationMilliseconds") ?? TimeSpan.MaxValue));
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
            RolloverBytes = section.Number("rolloverMegabytes") is { } megabytes ? (long)(megabytes * 1e6) : standard.RolloverBytes,
            RolloverTime = section.Milliseconds("rolloverMinutes") is { } minutes ? minutes * 60_000 : standard.RolloverTime,
        });
        section.Finish();
        return settings;
    }
}
