using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>From sending a trigger datagram on loopback to having received the datagram of the answer.</summary>
internal static class UdpLoop
{
    private const long Interval = 1_000_000; // [ns]

    private static readonly UdpListenOptions AnyPort = new() { AnyPort = true };

    internal static SelfTestRow Eieio(string name, bool isBusy, SelfTestOptions options, MonotonicClock clock)
    {
        using var input = new EieioInput(new EieioInputOptions { Listen = AnyPort });
        using var answers = new EieioInput(new EieioInputOptions { Listen = AnyPort });
        using var trigger = new EieioPort(new EieioPortOptions { Send = To(input) });
        using var port = new EieioPort(new EieioPortOptions { Send = To(answers) });
        return Run(name, "EIEIO datagram to EIEIO datagram", isBusy, trigger, input, port, answers, options, clock);
    }

    internal static SelfTestRow Spif(string name, bool isBusy, SelfTestOptions options, MonotonicClock clock)
    {
        using var input = new SpifInput(new SpifInputOptions { Listen = AnyPort });
        using var answers = new SpifInput(new SpifInputOptions { Listen = AnyPort });
        using var trigger = new SpifPort(new SpifPortOptions { Send = To(input) });
        using var port = new SpifPort(new SpifPortOptions { Send = To(answers) });
        return Run(name, "SPIF datagram to SPIF datagram", isBusy, trigger, input, port, answers, options, clock);
    }

    /// <summary>Sends each event at once.</summary>
    internal static UdpSendOptions To(UdpEventInput input) => new() { Port = input.LocalPort, FlushTime = TimeSpan.Zero };

    private static SelfTestRow Run(
        string name, string what, bool isBusy, UdpEventPort trigger, UdpEventInput input, UdpEventPort port, UdpEventInput answers, SelfTestOptions options, MonotonicClock clock)
    {
        using var loop = new AnsweringLoop(input, port, InputFilter.Spikes, isBusy, options.Pacer, clock);
        var train = new TriggerTrain(clock, Interval);
        Bench.Run(options.Pacer, () => train.Run(
            options.Duration.Ticks * 100 / Interval,
            _ => trigger.Emit(new SpikeEvent(0, 0), clock.NowNanoseconds),
            number =>
            {
                // Nothing but answers comes there; one that was given up on must not pass for the next one's.
                answers.TryRead(0, out var _);
                return answers.Counts.Events > number ? clock.NowNanoseconds : null;
            }));
        var dropped = loop.Stop();
        var (sent, put) = (trigger.Counts, port.Counts);
        return SelfTestRow.Of(
            name, Loops.Describe(what, isBusy), train.Times, train.Sent, train.Returned, dropped + sent.Lost + sent.Refused + put.Lost + put.Refused, train.Overruns);
    }
}
