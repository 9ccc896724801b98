using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class ConverterInputTests
{
    private static readonly ConverterInputOptions TwoChannels = new()
    {
        Channels = [new SampledChannel { Input = 1, UnitsPerVolt = 100, OffsetVolts = 0.5 }, new SampledChannel { Input = 0, Channel = 7 }],
        BufferCapacity = 16,
    };

    private readonly ManualClock _clock = new();

    [Fact]
    public void Pass_Interval_EachChannelIsASampleInItsUnit()
    {
        using var volts = new SimulatedVoltages(2, bus: new SimulatedBus(_clock) { CallTime = TimeSpan.FromMicroseconds(100) }) { [0] = 2, [1] = -0.25 };
        using var input = Input(volts);
        var start = _clock.NowNanoseconds;
        Assert.Equal(start - 200_000 + 10_000_000, input.Pass());
        Assert.Equal(start - 200_000 + 10_000_000, input.Pass()); // nothing is due
        Assert.Equal(
            [new(start + 100_000, InputKind.Sample, 0, 1, -75), new(start + 200_000, InputKind.Sample, 0, 7, 2)], ReadAll(input));
        Assert.Equal((1L, 0L), (input.Rounds, input.Missed));
    }

    [Fact]
    public void PollDescriptor_SampleWaits_IsReadableUntilItIsRead()
    {
        using var volts = new SimulatedVoltages(2);
        using var input = Input(volts);
        using var poll = new InputPoll([input.PollDescriptor]);
        Assert.False(poll.IsReady());
        input.Pass();
        Assert.True(poll.IsReady());
        Assert.Equal(2, ReadAll(input).Count);
        Assert.False(poll.IsReady());
    }

    [Fact]
    public void Pass_RoundLongerThanTheInterval_RoundsAreLeftOutAndCounted()
    {
        using var volts = new SimulatedVoltages(2, bus: new SimulatedBus(_clock) { CallTime = TimeSpan.FromMilliseconds(13) });
        using var input = Input(volts);
        var due = input.Pass();
        Assert.True(due > _clock.NowNanoseconds);
        Assert.Equal((1L, 5L), (input.Rounds, input.Missed)); // 26 ms for the reads at the opening, 26 ms for the round
    }

    [Fact]
    public void Pass_NobodyReads_WhatDoesNotFitIsCounted()
    {
        using var volts = new SimulatedVoltages(2);
        using var input = Input(volts);
        for (var round = 0; round < 10; round++)
        {
            _clock.SleepUntil(input.Pass());
        }

        Assert.Equal((4L, 16), (input.Lost, ReadAll(input).Count));
    }

    [Fact]
    public void BusError_TooManyInARow_AsksForTheSafeStateAndGoesOn()
    {
        var bus = new SimulatedBus(_clock);
        using var volts = new SimulatedVoltages(2, bus: bus);
        using var input = Input(volts);
        var asked = 0;
        input.StopWith(() => asked++);
        bus.FailNext(5);
        for (var round = 0; round < 3; round++)
        {
            _clock.SleepUntil(input.Pass());
        }

        Assert.Equal((1, 5L, true), (asked, input.BusErrors, input.HasFailed));
        Assert.Single(ReadAll(input));
    }

    [Fact]
    public void BusError_FewAndApart_IsNoFailure()
    {
        var bus = new SimulatedBus(_clock);
        using var volts = new SimulatedVoltages(2, bus: bus);
        using var input = Input(volts);
        for (var round = 0; round < 5; round++)
        {
            bus.FailNext(1);
            _clock.SleepUntil(input.Pass());
        }

        Assert.Equal((5L, false), (input.BusErrors, input.HasFailed));
    }

    [Fact]
    public void Input_OnAnAds1115_SamplesItsVolts()
    {
        var chip = new Ads1115Model(_clock);
        chip.Volts[1] = 1.25;
        using var input = new ConverterInput(new Ads1115(chip, 4.096, 860, _clock), TwoChannels, _clock, startsThread: false);
        input.Pass();
        Assert.Equal(75, ReadAll(input)[0].Value, 0.02);
    }

    [Fact]
    public void Thread_Samples_ComeAndEndWithIt()
    {
        using var volts = new SimulatedVoltages(2) { [1] = 1 };
        using var input = new ConverterInput(volts, TwoChannels with { Interval = TimeSpan.FromMilliseconds(1) });
        Assert.True(SpinWait.SpinUntil(() => input.TryRead(0, out var sample) && sample.Value == 50, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void TryRead_Steady_AllocatesNothing()
    {
        using var volts = new SimulatedVoltages(2) { [1] = 1 };
        using var input = Input(volts);
        var sum = 0.0;
        foreach (var run in AllocationAssert.Runs())
        {
            sum = 0;
            _clock.SleepUntil(input.Pass());
            while (input.TryRead(0, out var sample))
            {
                sum += sample.Value;
            }
        }

        Assert.Equal(50, sum);
    }

    [Fact]
    public void Open_WhatIsNotThere_IsRefused()
    {
        var bus = new SimulatedBus();
        using var one = new SimulatedVoltages(1);
        using var broken = new SimulatedVoltages(2, bus: bus);
        bus.FailNext(1);
        Assert.Contains("converter channel 1: expected 0 to 0", Assert.Throws<ArgumentOutOfRangeException>(() => new ConverterInput(one, TwoChannels)).Message, StringComparison.Ordinal);
        Assert.Equal("adc: the converter does not answer: simulated bus error", Assert.Throws<ConverterException>(() => new ConverterInput(broken, TwoChannels)).Message);
    }

    [Fact]
    public void Expander_LinesChange_EdgesOfTheChosenLinesCome()
    {
        using var lines = new SimulatedExpander();
        lines.Drive(0x0003);
        var options = new ExpanderInputOptions { Lines = [0, 1, 9], ActiveLow = [1] };
        using var input = new ExpanderInput(lines, options, _clock, startsThread: false);
        _clock.SleepUntil(input.Pass());
        Assert.Empty(ReadAll(input));
        lines.Drive(0x8200);
        var time = _clock.NowNanoseconds;
        input.Pass();
        Assert.Equal(
            [new(time, InputKind.Falling, 0, 0, 0), new(time, InputKind.Rising, 0, 1, 0), new(time, InputKind.Rising, 0, 9, 0)], ReadAll(input));
    }

    [Fact]
    public void Expander_OnAnMcp23017_ErrorsAreCountedAndNoEdge()
    {
        var chip = new Mcp23017Model();
        using var input = new ExpanderInput(new Mcp23017(chip, false), new ExpanderInputOptions { Lines = [15] }, _clock, startsThread: false);
        chip.Driven = 0x8000;
        chip.FailNext = 1;
        _clock.SleepUntil(input.Pass());
        Assert.Equal((1L, 0), (input.BusErrors, ReadAll(input).Count));
        input.Pass();
        Assert.Equal((InputKind.Rising, 15), ReadAll(input) is [var edge] ? (edge.Kind, edge.Channel) : default);
    }

    private static List<InputEvent> ReadAll(IInputPort input)
    {
        List<InputEvent> events = [];
        while (input.TryRead(0, out var received))
        {
            events.Add(received);
        }

        return events;
    }

    private ConverterInput Input(SimulatedVoltages volts) => new(volts, TwoChannels, _clock, startsThread: false);
}
