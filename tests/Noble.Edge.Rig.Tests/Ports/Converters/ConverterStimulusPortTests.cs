using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class ConverterStimulusPortTests
{
    private static readonly ConverterStimulusOptions TwoChannels = new()
    {
        Channels = [new StimulusChannel { Output = 2, NanoamperesPerVolt = 0.4 }, new StimulusChannel { Output = 0, NanoamperesPerVolt = -2, RestVolts = 1.5 }],
    };

    private readonly ManualClock _clock = new();

    [Fact]
    public void Open_BeforeAnyCommand_EveryChannelIsAtRest()
    {
        using var volts = Volts();
        using var port = Port(volts);
        Assert.Equal([1.5, 7, 0, 7], Enumerable.Range(0, 4).Select(channel => volts[channel]));
    }

    [Fact]
    public void Apply_Current_BecomesVoltsByTheChannelsScale()
    {
        using var volts = Volts();
        using var port = Port(volts);
        Assert.True(port.Apply(0, 0.5, 0));
        Assert.True(port.Apply(1, 1, 0));
        Assert.Equal((0.0, 1.5), (volts[2], volts[0])); // the caller's thread touches no bus
        port.Pass();
        Assert.Equal((1.25, 1.0), (volts[2], volts[0]));
        Assert.Equal((2L, 0L, 0L), (port.Written, port.Overtaken, port.Refused));
    }

    [Fact]
    public void Apply_FasterThanTheBus_OnlyTheNewestIsWrittenAndTheOthersCount()
    {
        var bus = new SimulatedBus(_clock);
        using var volts = Volts(bus);
        using var port = Port(volts);
        var before = bus.Calls;
        for (var i = 1; i <= 5; i++)
        {
            Assert.True(port.Apply(0, 0.1 * i, 0));
        }

        port.Pass();
        port.Pass();
        Assert.Equal(1, bus.Calls - before);
        Assert.Equal(1.25, volts[2], 1e-12);
        Assert.Equal((1L, 4L), (port.Written, port.Overtaken));
    }

    [Fact]
    public void Latency_OfAWrite_IsFromTheCommandToTheEndOfItsTransfer()
    {
        var bus = new SimulatedBus(_clock) { CallTime = TimeSpan.FromMicroseconds(95) };
        using var volts = Volts(bus);
        using var port = Port(volts);
        var now = _clock.NowNanoseconds;
        port.Apply(0, 0.5, now);
        port.Apply(1, 0.5, now);
        _clock.Advance(10_000);
        port.Pass();
        Assert.Equal((2L, 200_000L), (port.Latency.Count, port.Latency.MaximumNanoseconds));
    }

    [Theory]
    [InlineData(4.1)]
    [InlineData(-4.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Apply_CurrentThatTheConverterCannotPutOut_IsRefusedAndTheChannelGoesToRest(double nanoamperes)
    {
        using var volts = Volts();
        using var port = Port(volts);
        port.Apply(0, 2, 0);
        port.Pass();
        Assert.Equal(5, volts[2], 1e-12);
        Assert.False(port.Apply(0, nanoamperes, 0));
        port.Pass();
        Assert.Equal(0, volts[2]);
        Assert.Equal((1L, 1L), (port.OutOfRange, port.Refused));
    }

    [Fact]
    public void Apply_ChannelThatIsNotThere_IsRefused()
    {
        using var volts = Volts();
        using var port = Port(volts);
        Assert.False(port.Apply(2, 0, 0));
        Assert.False(port.Apply(-1, 0, 0));
    }

    [Fact]
    public void BusError_Single_IsRetriedWithTheNewestValue()
    {
        var bus = new SimulatedBus(_clock);
        using var volts = Volts(bus);
        using var port = Port(volts);
        bus.FailNext(2);
        port.Apply(0, 0.5, 0);
        port.Pass();
        Assert.Equal(1.25, volts[2]);
        Assert.Equal((2L, 1L, false, "simulated bus error"), (port.BusErrors, port.Written, port.HasFailed, port.LastError));
    }

    [Fact]
    public void BusError_TooManyInARow_AsksForTheSafeStateOnceAndRests()
    {
        var bus = new SimulatedBus(_clock);
        using var volts = Volts(bus);
        using var port = Port(volts);
        var asked = 0;
        port.StopWith(() => asked++);
        port.Apply(0, 0.5, 0);
        port.Pass();
        port.Apply(0, 1, 0);
        bus.FailNext(5);
        while (port.Pass() is var due && due != long.MaxValue)
        {
            _clock.SleepUntil(due);
        }

        Assert.True(port.HasFailed);
        Assert.True(port.IsSafe);
        Assert.Equal((1, 5L, 0.0, 1.5), (asked, port.BusErrors, volts[2], volts[0]));
        Assert.False(port.Apply(0, 0.5, 0));
    }

    [Fact]
    public void EnterSafeState_CommandsWait_OnlyRestValuesAreWrittenAndStay()
    {
        using var volts = Volts();
        using var port = Port(volts);
        port.Apply(0, 1, 0);
        port.Pass();
        port.Apply(0, 2, 0);
        port.Apply(1, 1, 0);
        port.EnterSafeState();
        Assert.False(port.IsSafe);
        Assert.False(port.Apply(0, 2, 0));
        port.Pass();
        Assert.Equal((true, 0.0, 1.5, 1L), (port.IsSafe, volts[2], volts[0], port.Written));
        Assert.Equal(long.MaxValue, port.Pass());
        Assert.Equal((0.0, 1.5), (volts[2], volts[0])); // nor does a later pass write what had waited
    }

    [Fact]
    public void EnterSafeState_DuringAWrite_TheRestValueIsTheLast()
    {
        ConverterStimulusPort? port = null;
        var bus = new SimulatedBus(_clock) { DuringCall = () => port?.EnterSafeState(), CallTime = TimeSpan.FromMicroseconds(95) };
        using var volts = Volts(bus);
        port = Port(volts);
        port.Apply(0, 2, 0);
        port.Apply(1, 1, 0);
        port.Pass();
        Assert.Equal((5.0, 1.5), (volts[2], volts[0])); // the second command was not begun
        var held = port;
        port = null;
        held.Pass();
        Assert.Equal((true, 0.0, 1.5), (held.IsSafe, volts[2], volts[0]));
        Assert.Equal(2 * 95_000, held.LongestSafeStateNanoseconds);
        held.Dispose();
    }

    [Fact]
    public void EnterSafeState_BusFails_IsTriedUntilItIsTaken()
    {
        var bus = new SimulatedBus(_clock);
        using var volts = Volts(bus);
        using var port = Port(volts);
        port.Apply(0, 2, 0);
        port.Pass();
        bus.FailNext(101);
        port.EnterSafeState();
        var passes = 0;
        while (port.Pass() is var due && due != long.MaxValue)
        {
            _clock.SleepUntil(due);
            passes++;
        }

        Assert.Equal((51, 0.0, true), (passes, volts[2], port.IsSafe));
    }

    [Fact]
    public void EnterSafeState_Again_IsDoneAgain()
    {
        using var volts = Volts();
        using var port = Port(volts);
        port.EnterSafeState();
        port.Pass();
        volts[2] = 5;
        port.EnterSafeState();
        port.Pass();
        Assert.Equal(0, volts[2]);
    }

    [Fact]
    public void Apply_BusCallThatDoesNotReturn_IsRefusedAndAsksForTheSafeState()
    {
        using var isIn = new ManualResetEventSlim();
        using var mayGo = new ManualResetEventSlim();
        var isHeld = false;
        var bus = new SimulatedBus
        {
            DuringCall = () =>
            {
                if (Volatile.Read(ref isHeld))
                {
                    isIn.Set();
                    mayGo.Wait();
                }
            },
        };
        using var volts = Volts(bus);
        var port = new ConverterStimulusPort(volts, TwoChannels with { StopTimeout = TimeSpan.FromMinutes(1) });
        var asked = 0;
        port.StopWith(() => Interlocked.Increment(ref asked));
        Volatile.Write(ref isHeld, true);
        Assert.True(port.Apply(0, 2, MonotonicClock.Instance.NowNanoseconds));
        isIn.Wait();
        Assert.False(port.Apply(0, 1, MonotonicClock.Instance.NowNanoseconds + 1_000_000_000));
        Assert.Equal((1, true), (asked, port.HasFailed));
        Volatile.Write(ref isHeld, false);
        mayGo.Set();
        port.Dispose();
        Assert.Equal((0.0, 1.5), (volts[2], volts[0]));
    }

    [Fact]
    public void Thread_ManyCommands_EveryOneIsWrittenOrOvertakenAndTheLastIsOut()
    {
        using var volts = Volts(new SimulatedBus { CallTime = TimeSpan.FromMicroseconds(20) });
        using var port = new ConverterStimulusPort(volts, TwoChannels);
        const int Commands = 50_000;
        for (var i = 0; i < Commands; i++)
        {
            Assert.True(port.Apply(i % 2, 0.001 * (i % 1_000), MonotonicClock.Instance.NowNanoseconds));
        }

        Assert.True(SpinWait.SpinUntil(() => port.Written + port.Overtaken == Commands, TimeSpan.FromSeconds(30)));
        Assert.Equal((0.998 / 0.4, 1.5 - (0.999 / 2)), (volts[2], volts[0]));
        Assert.Equal(port.Written, port.Latency.Count);
        Assert.True(port.Overtaken > 0);
    }

    [Fact]
    public void Dispose_CurrentFlows_RestIsWritten()
    {
        using var volts = Volts();
        var port = new ConverterStimulusPort(volts, TwoChannels);
        port.Apply(0, 2, MonotonicClock.Instance.NowNanoseconds);
        Assert.True(SpinWait.SpinUntil(() => volts[2] == 5, TimeSpan.FromSeconds(30)));
        port.Dispose();
        Assert.Equal(0, volts[2]);
        Assert.False(port.Apply(0, 1, 0));
    }

    [Fact]
    public void Apply_Steady_AllocatesNothing()
    {
        using var volts = Volts();
        using var port = Port(volts);
        foreach (var run in AllocationAssert.Runs())
        {
            for (var i = 0; i < 1_000; i++)
            {
                port.Apply(i & 1, 0.001 * i, i);
            }

            port.Pass();
        }

        Assert.Equal(0.998 / 0.4, volts[2], 1e-12);
        AllocationAssert.AllocatesNothing(port.EnterSafeState);
    }

    [Fact]
    public void Port_OnAnMcp4728_PutsOutTheVolts()
    {
        var chip = new Mcp4728Model();
        var options = new ConverterStimulusOptions { Channels = [new StimulusChannel { Output = 3, NanoamperesPerVolt = 0.4, RestVolts = 2.048 }] };
        using var port = new ConverterStimulusPort(new Mcp4728(chip), options, _clock, startsThread: false);
        chip.FailNext = 1;
        port.Apply(0, -0.4, 0);
        port.Pass();
        Assert.Equal(1.048, chip.Volts[3], 1e-9);
        Assert.Equal(1, port.BusErrors);
        port.EnterSafeState();
        port.Pass();
        Assert.Equal(2.048, chip.Volts[3], 1e-9);
    }

    [Fact]
    public void Open_WhatTheConverterDoesNotHave_IsRefused()
    {
        using var volts = new SimulatedVoltages(2, 0, 5);
        var channel = new StimulusChannel { Output = 1, NanoamperesPerVolt = 1 };
        Assert.Contains("converter channel 2: expected 0 to 1", Refusal(channel with { Output = 2 }), StringComparison.Ordinal);
        Assert.Contains("rest value -1 V of channel 1: expected 0 to 5 V", Refusal(channel with { RestVolts = -1 }), StringComparison.Ordinal);
        Assert.Equal((-4.0, 16.0), ConverterStimulusPort.Range(volts, channel with { NanoamperesPerVolt = -4, RestVolts = 4 }));

        string Refusal(StimulusChannel one) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => new ConverterStimulusPort(volts, new ConverterStimulusOptions { Channels = [one] })).Message;
    }

    [Fact]
    public void Open_BusDoesNotAnswer_SaysSo()
    {
        var bus = new SimulatedBus();
        using var volts = Volts(bus);
        bus.FailNext(100);
        var error = Assert.Throws<ConverterException>(() => new ConverterStimulusPort(volts, TwoChannels));
        Assert.Equal("dac: the rest value cannot be written: simulated bus error", error.Message);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoChannels with { ErrorsInARow = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoChannels with { Channels = [] });
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoChannels with { Channels = [TwoChannels.Channels[0], TwoChannels.Channels[0]] });
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoChannels with { RetryInterval = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoChannels.Channels[0] with { NanoamperesPerVolt = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoChannels.Channels[0] with { NanoamperesPerVolt = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoChannels.Channels[0] with { RestVolts = double.NaN });
    }

    private static SimulatedVoltages Volts(SimulatedBus? bus = null) => new(4, bus: bus) { [1] = 7, [3] = 7 };

    private ConverterStimulusPort Port(SimulatedVoltages volts) => new(volts, TwoChannels, _clock, startsThread: false);
}
