using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A closed loop on a pacer's thread that answers each trigger with a pre-rendered response of one spike.</summary>
internal sealed class AnsweringLoop : IDisposable
{
    private readonly ClosedLoop _loop;
    private readonly Pacer _pacer;

    internal AnsweringLoop(IInputPort input, IImmediatePort output, InputFilter trigger, bool isBusy, PacerOptions options, MonotonicClock clock)
    {
        // Nothing but a stop of a second is a failure here; how long anything takes is what is measured.
        _loop = new ClosedLoop(
            LoopOptions.Default with { BusyPoll = isBusy },
            SafetyLimits.Default with { LoopWatchdog = TimeSpan.FromSeconds(1) },
            [input],
            [],
            [new TriggeredResponse(new TriggeredResponseOptions { Trigger = trigger, Response = 0 })],
            [new SpikeResponse("answer", [new SpikeEvent(0, 0)])],
            null,
            clock);
        _pacer = new Pacer(new ExperimentClock(clock), options, [output], [], _loop);
        _pacer.AdvanceHorizon(long.MaxValue - 1);
        _pacer.Start();
    }

    /// <summary>What the machine granted to the loop's thread.</summary>
    internal RealtimeFacts Facts => _pacer.Facts;

    /// <summary>Ends the loop's thread.</summary>
    /// <returns>Spikes and responses that were dropped.</returns>
    internal long Stop()
    {
        _pacer.RequestStop();
        if (!_pacer.Join(TimeSpan.FromSeconds(30)))
        {
            throw new InvalidOperationException("the self-test's loop does not end within 30 s");
        }

        return _pacer.Dropped + _loop.Report().ResponsesDropped;
    }

    public void Dispose()
    {
        Stop();
        _loop.Dispose();
    }
}
