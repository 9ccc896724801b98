namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>A session and a scripted device with a link between them, in simulated time.</summary>
internal sealed class SessionBench
{
    internal const long Millisecond = 1_000_000;

    private readonly PriorityQueue<(byte[] Bytes, bool IsToDevice), (long At, long Order)> _link = new();
    private readonly byte[] _wire = new byte[BridgeProtocol.WireBytesMax];
    private long _order;

    internal SessionBench(BridgeConnectionOptions? options = null)
    {
        Options = options ?? new BridgeConnectionOptions { Address = "unix:/scripted" };
        HandOver = new HandOver(Options.QueueCapacity);
        Session = new BridgeSession(Options, HandOver, Inputs, new Random(5));
    }

    internal BridgeConnectionOptions Options { get; }

    internal HandOver HandOver { get; }

    internal InputQueue Inputs { get; } = new();

    internal BridgeSession Session { get; }

    internal ScriptedDevice Device { get; } = new();

    internal long Now { get; private set; } = 5_000_000 * Millisecond;

    /// <summary>One way [ns].</summary>
    internal long Latency { get; set; } = 100_000;

    /// <summary>Frames that the host sent, with their moments.</summary>
    internal List<(long At, BridgeMessageType Type, int Bytes)> Sent { get; } = [];

    internal bool KnowsEveryFate => HandOver.IsEmpty && Session.KnowsEveryFate;

    internal BridgeReport Report => Session.Report(0, 0, 0, 0, Session.State);

    /// <summary>Opens the link and runs until the device is armed.</summary>
    internal SessionBench Arm()
    {
        Session.LinkOpened(Now);
        RunUntil(() => Session.State == BridgeState.Armed);
        return this;
    }

    internal void RunFor(long nanoseconds)
    {
        var until = Now + nanoseconds;
        while (Now < until)
        {
            Turn(until);
        }
    }

    internal void RunUntil(Func<bool> condition, long most = 20_000 * Millisecond)
    {
        var until = Now + most;
        while (!condition())
        {
            Assert.True(Now < until, $"{Session.State}: {Session.Reason} {Report.Spikes} {Report.Link}");
            Turn(until);
        }
    }

    private void Turn(long until)
    {
        while (_link.TryPeek(out _, out var first) && first.At <= Now)
        {
            var (bytes, isToDevice) = _link.Dequeue();
            if (isToDevice)
            {
                Device.Take(bytes, Now);
            }
            else
            {
                Session.Receive(bytes, Now);
            }
        }

        Device.Pass(Now);
        foreach (var reply in Device.Replies)
        {
            _link.Enqueue((reply, false), (Now + Latency, _order++));
        }

        Device.Replies.Clear();
        Session.Advance(Now);
        for (var count = Session.Send(_wire, Now); count > 0; count = Session.Send(_wire, Now))
        {
            var bytes = _wire[..count];
            Sent.Add((Now, (BridgeMessageType)WireFrame.Unstuffed(bytes)[BridgeProtocol.HeaderTypeOffset], count));
            _link.Enqueue((bytes, true), (Now + Latency, _order++));
        }

        var next = Math.Min(Session.DueAt(Now), Now + (10 * Millisecond));
        if (_link.TryPeek(out _, out var arrival))
        {
            next = Math.Min(next, arrival.At);
        }

        Now = Math.Min(Math.Max(next, Now + 1_000), Math.Max(until, Now + 1_000));
    }
}
