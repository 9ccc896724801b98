using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class ExpanderPortTests
{
    private static readonly ExpanderPortOptions Options = new() { LineOfNeuron = [3, 4, ExpanderPortOptions.NoLine, 3], ActiveLow = [4], BufferCapacity = 16 };

    private readonly ManualClock _clock = new();

    [Fact]
    public void Emit_Spike_LineIsActiveForThePulseWidth()
    {
        using var lines = new SimulatedExpander();
        using var port = Port(lines);
        Assert.Equal((0x18u, 0x10u), (lines.Outputs, lines.Levels));
        Assert.True(Emit(port, 0));
        Assert.True(Emit(port, 1));
        var due = port.Pass();
        Assert.Equal((0x08u, 5_000_000L, 2L), (lines.Levels, due, port.Pulses));
        _clock.SleepUntil(due - 1);
        port.Pass();
        Assert.Equal(0x08u, lines.Levels);
        _clock.SleepUntil(due);
        Assert.Equal(long.MaxValue, port.Pass());
        Assert.Equal(0x10u, lines.Levels);
    }

    [Fact]
    public void Emit_SpikesThatWaitTogether_AreOneWrite()
    {
        var bus = new SimulatedBus(_clock);
        using var lines = new SimulatedExpander(bus);
        using var port = Port(lines);
        Emit(port, 0);
        Emit(port, 1);
        var before = bus.Calls;
        port.Pass();
        Assert.Equal(1, bus.Calls - before);
    }

    [Fact]
    public void Emit_LineStillActive_PulseEndsAndAnotherBegins()
    {
        List<uint> seen = [];
        SimulatedExpander? lines = null;
        var bus = new SimulatedBus(_clock) { DuringCall = () => seen.Add(lines!.Levels) };
        using var expander = lines = new SimulatedExpander(bus);
        using var port = Port(lines);
        Emit(port, 0);
        Emit(port, 3);
        Assert.Equal(0, port.Pass()); // the second spike of the line waits
        _clock.Advance(1_000_000);
        seen.Clear();
        Assert.Equal(6_000_000, port.Pass());
        Assert.Equal([0x18u, 0x10u], seen); // before each of the two writes
        Assert.Equal((0x18u, 2L, 1L), (lines.Levels, port.Pulses, port.Retriggered));
    }

    [Fact]
    public void Emit_NeuronWithoutALineOrFullBuffer_IsCounted()
    {
        using var lines = new SimulatedExpander();
        using var port = Port(lines);
        Assert.True(Emit(port, 2));
        Assert.True(Emit(port, 99));
        for (var i = 0; i < 16; i++)
        {
            Assert.True(Emit(port, 0));
        }

        Assert.False(Emit(port, 0));
        Assert.Equal((2L, 1L), (port.Unmapped, port.Dropped));
    }

    [Fact]
    public void EnterSafeState_PulseUnderWay_LinesRestAndNothingFollows()
    {
        using var lines = new SimulatedExpander();
        using var port = Port(lines);
        Emit(port, 0);
        port.Pass();
        Emit(port, 1);
        port.EnterSafeState();
        Assert.False(Emit(port, 0));
        Assert.Equal(long.MaxValue, port.Pass());
        Assert.Equal((0x10u, true, 2L), (lines.Levels, port.IsSafe, port.Dropped));
    }

    [Fact]
    public void BusError_TooManyInARow_AsksForTheSafeStateAndRestsWhenItCan()
    {
        var bus = new SimulatedBus(_clock);
        using var lines = new SimulatedExpander(bus);
        using var port = Port(lines);
        var asked = 0;
        port.StopWith(() => asked++);
        Emit(port, 0);
        port.Pass();
        bus.FailNext(6);
        Emit(port, 1);
        while (port.Pass() is var due && due != long.MaxValue)
        {
            _clock.SleepUntil(due);
        }

        Assert.Equal((1, true, true, 0x10u, 6L), (asked, port.HasFailed, port.IsSafe, lines.Levels, port.BusErrors));
    }

    [Fact]
    public void BusError_Single_ThePulseIsLostAndTheLineRests()
    {
        var bus = new SimulatedBus(_clock);
        using var lines = new SimulatedExpander(bus);
        using var port = Port(lines);
        bus.FailNext(1);
        Emit(port, 0);
        _clock.SleepUntil(port.Pass());
        port.Pass();
        Assert.Equal((0x10u, 0L, 1L, false), (lines.Levels, port.Pulses, port.Dropped, port.HasFailed));
    }

    [Fact]
    public void Thread_Spikes_AllBecomePulsesAndRestIsLast()
    {
        using var lines = new SimulatedExpander();
        using (var port = new ExpanderPort(lines, Options with { BufferCapacity = 1_024, PulseWidth = TimeSpan.FromMilliseconds(1) }))
        {
            for (var i = 0; i < 500; i++)
            {
                Assert.True(port.Emit(new SpikeEvent(0, i % 2), MonotonicClock.Instance.NowNanoseconds));
            }

            Assert.True(SpinWait.SpinUntil(() => port.Pulses == 500, TimeSpan.FromSeconds(30)));
            Assert.Equal(500, port.Latency.Count);
        }

        Assert.Equal(0x10u, lines.Levels);
    }

    [Fact]
    public void SharedExpander_OnePortCloses_TheOtherStillRests()
    {
        var chip = new Mcp23017Model();
        var shared = new SharedExpander(new Mcp23017(chip, pullUps: false), ports: 2);
        var port = new ExpanderPort(shared, Options, _clock, startsThread: false);
        var input = new ExpanderInput(shared, new ExpanderInputOptions { Lines = [8] }, _clock, startsThread: false);
        Emit(port, 0);
        port.Pass();
        Assert.Equal(0x18, chip.Pins);
        input.Dispose();
        Assert.False(chip.IsClosed);
        port.Dispose();
        Assert.Equal((true, 0x10), (chip.IsClosed, chip.Pins));
    }

    [Fact]
    public void Emit_Steady_AllocatesNothing()
    {
        using var lines = new SimulatedExpander();
        using var port = Port(lines);
        foreach (var run in AllocationAssert.Runs())
        {
            Emit(port, 0);
            port.Pass();
        }

        Assert.True(port.Pulses > 0);
    }

    [Fact]
    public void Open_WhatIsNotThere_IsRefused()
    {
        var bus = new SimulatedBus();
        using var lines = new SimulatedExpander(bus);
        Assert.Contains("expander line 16: expected 0 to 15", Assert.Throws<ArgumentOutOfRangeException>(() => new ExpanderPort(lines, new ExpanderPortOptions { LineOfNeuron = [16] })).Message, StringComparison.Ordinal);
        bus.FailNext(1);
        Assert.Equal("expander: the expander does not answer: simulated bus error", Assert.Throws<ConverterException>(() => new ExpanderPort(lines, Options)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { LineOfNeuron = [-2] });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { PulseWidth = TimeSpan.Zero });
    }

    private static bool Emit(ExpanderPort port, int neuron) => port.Emit(new SpikeEvent(0, neuron), 0);

    private ExpanderPort Port(SimulatedExpander lines) => new(lines, Options, _clock, startsThread: false);
}
