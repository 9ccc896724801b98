using Noble.Edge.Rig;

namespace Noble.Edge.GpioCheck;

/// <summary>A pacer with a closed loop on its real-time thread, as an experiment has it.</summary>
internal sealed class Stage : IDisposable
{
    internal Stage(IImmediatePort port, GpioInput? input, params IController[] controllers)
    {
        Loop = new ClosedLoop(
            LoopOptions.Default,
            SafetyLimits.Default with { LoopWatchdog = TimeSpan.FromSeconds(1) },
            input is null ? [] : [input],
            [],
            controllers,
            [new SpikeResponse("pulse", [new Spikes.SpikeEvent(0, 0)])],
            null,
            MonotonicClock.Instance);
        input?.StopWith(Loop);
        Pacer = new Pacer(new ExperimentClock(MonotonicClock.Instance), PacerOptions.Default, [port], [], Loop);
    }

    internal ClosedLoop Loop { get; }

    internal Pacer Pacer { get; }

    internal void Start()
    {
        Pacer.AdvanceHorizon(long.MaxValue - 1);
        Pacer.Start();
    }

    internal bool Stop()
    {
        Pacer.RequestStop();
        return Pacer.Join(TimeSpan.FromSeconds(10));
    }

    public void Dispose() => Loop.Dispose();
}
