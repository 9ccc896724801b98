namespace Noble.Edge.Rig;

/// <summary>Loops the rig's ports back under load, each beside what this machine's own wake-ups cost.</summary>
/// <remarks>
/// Everything stays inside the machine: loopback, the virtual bank, a broker of this process. A wire, another machine's network stack or a
/// real chip comes on top.
/// </remarks>
public static class SelfTest
{
    /// <summary>Runs all of it, a row after the other.</summary>
    /// <param name="options">How long, and under what load.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="began">Told the name of each row when it begins, or null.</param>
    /// <exception cref="UdpPortException">Loopback cannot be used.</exception>
    /// <exception cref="BrokerPortException">No broker can be started.</exception>
    public static SelfTestReport Run(SelfTestOptions options, MonotonicClock clock, Action<string>? began = null)
    {
        using var load = new BusyLoad(options.LoadThreads);
        began?.Invoke(SelfTestReport.Baseline);
        var (baseline, pacing, facts) = WakeLoop.Run(options, clock);
        List<SelfTestRow> rows = [baseline, pacing];
        Add("gpio", name => GpioLoop.Run(name, isBusy: false, options, clock));
        Add("gpio-busy", name => GpioLoop.Run(name, isBusy: true, options, clock));
        Add("udp-eieio", name => UdpLoop.Eieio(name, isBusy: false, options, clock));
        Add("udp-eieio-busy", name => UdpLoop.Eieio(name, isBusy: true, options, clock));
        Add("udp-spif", name => UdpLoop.Spif(name, isBusy: false, options, clock));
        Add("udp-spif-busy", name => UdpLoop.Spif(name, isBusy: true, options, clock));
        Add("mqtt", name => MqttLoop.Spikes(name, options, clock));
        Add("mqtt-command", name => MqttLoop.Commands(name, options, clock));
        Add("mqtt-trigger", name => MqttLoop.Trigger(name, options, clock));
        return new SelfTestReport { Rows = rows, Facts = facts, LoadThreads = options.LoadThreads };

        void Add(string name, Func<string, SelfTestRow> run)
        {
            began?.Invoke(name);
            rows.Add(run(name));
        }
    }
}
