using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>The threads together, on the machine's clock, for a fraction of a second; what is exact is asserted, jitter is not.</summary>
public class PopulationStreamerTests
{
    private readonly CollectingPort _port = new();
    private readonly CollectingBatchedPort _batched = new();

    [Fact]
    public void Stream_ToItsEnd_AllRenderedIsPlayedAndDelivered()
    {
        var renderer = new ScriptedRenderer(4, 200, 20, 100);
        var streamer = Create(renderer, TimeSpan.FromMilliseconds(200));
        streamer.Prepare();
        streamer.Start();
        Assert.True(streamer.Wait(TimeSpan.FromSeconds(30)));
        var report = streamer.Finish();

        Assert.Equal(renderer.Expected(10), _port.Spikes);
        Assert.Equal(renderer.Expected(10), _batched.Spikes);
        Assert.Equal((80L, 80L, 0L, 10L), (report.Rendered, report.Pacer.Played, report.NotDue, report.Trials));
        Assert.Equal(0, report.Pacer.Dropped);
        Assert.True(report.RenderMultiple > 1);
        Assert.Equal("complete 0", _batched.Calls.Last());
        Assert.Null(streamer.Failure);
    }

    [Fact]
    public void RequestStop_Midway_WhatWasPlayedIsDeliveredAndTheRestCounted()
    {
        var renderer = new ScriptedRenderer(4, 200, 20, 100);
        var streamer = Create(renderer, TimeSpan.MaxValue);
        streamer.Prepare();
        streamer.Start();
        while (streamer.Pacer.Played < 24)
        {
            streamer.Wait(TimeSpan.FromMilliseconds(1));
        }

        streamer.RequestStop();
        Assert.True(streamer.Wait(TimeSpan.FromSeconds(30)));
        var report = streamer.Finish();
        Assert.Equal(report.Pacer.Played, _batched.Spikes.Count());
        Assert.Equal(_port.Spikes, _batched.Spikes);
        Assert.Equal(renderer.Expected(100).Take((int)report.Pacer.Played), _port.Spikes);
        Assert.Equal(report.Rendered, report.Pacer.Played + report.NotDue);
        Assert.True(report.NotDue > 0);
    }

    [Fact]
    public void Finish_NeverStarted_EndsAtOnce()
    {
        var streamer = Create(new ScriptedRenderer(1, 100, 20), TimeSpan.MaxValue);
        streamer.Prepare();
        var report = streamer.Finish();
        Assert.Equal((1L, 1L, 0L), (report.Rendered, report.NotDue, report.Pacer.Played));
    }

    [Fact]
    public void Stream_RendererBreaks_EndsInOrderAndSaysWhy()
    {
        var renderer = new ScriptedRenderer(1, 100, 20)
        {
            Rendering = trial =>
            {
                if (trial == 3)
                {
                    throw new InvalidOperationException("no trial 3");
                }
            },
        };
        var streamer = Create(renderer, TimeSpan.MaxValue);
        streamer.Prepare();
        streamer.Start();
        Assert.True(streamer.Wait(TimeSpan.FromSeconds(30)));
        streamer.Finish();
        Assert.Equal("no trial 3", streamer.Failure?.Message);
        Assert.Equal("complete 0", _batched.Calls.Last());
    }

    [Fact]
    public void Stream_PortBreaks_Stops()
    {
        _batched.Fault = new IOException("no space left on device");
        var streamer = Create(new ScriptedRenderer(1, 100, 20), TimeSpan.MaxValue);
        streamer.Prepare();
        streamer.Start();
        while (!streamer.Wait(TimeSpan.FromMilliseconds(10)))
        {
        }

        streamer.Finish();
        Assert.Equal("no space left on device", streamer.Failure?.Message);
    }

    private PopulationStreamer Create(ScriptedRenderer renderer, TimeSpan duration)
    {
        var options = new StreamerOptions { Duration = duration, Pacer = PacerOptions.Default with { LockMemory = false, Priority = 0 } };
        return new PopulationStreamer(renderer, new ConstantCurrent(0.1), [_port], [_batched], options, MonotonicClock.Instance);
    }
}
