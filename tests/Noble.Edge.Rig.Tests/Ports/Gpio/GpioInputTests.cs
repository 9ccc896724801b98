using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public sealed class GpioInputTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly GpioChip _chip;

    public GpioInputTests() => _chip = GpioChip.Open(new GpioChipOptions { VirtualLines = 16 }, _clock);

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void TryRead_EdgesOfEachKind_ComeInTheirOrderWithTheirTimesAndChannels()
    {
        using var input = Input(
            new GpioInputLine { Line = 3 },
            new GpioInputLine { Line = 4, Edges = GpioEdges.Falling, Channel = 40 },
            new GpioInputLine { Line = 5, Edges = GpioEdges.Both, ActiveLow = true, Channel = 50 });
        var bank = input.Virtual!;
        foreach (var (line, high) in new[] { (3, true), (3, true), (4, true), (5, true), (3, false), (4, false), (5, false) })
        {
            _clock.Advance(1_000);
            bank.Set(line, high);
        }

        // Line 5 is active from the start, for nothing holds it high: its first edge is that to high.
        InputEvent[] expected =
        [
            new(1_000, InputKind.Rising, 0, 3, 0), new(4_000, InputKind.Falling, 0, 50, 0), new(6_000, InputKind.Falling, 0, 40, 0),
            new(7_000, InputKind.Rising, 0, 50, 0),
        ];
        Assert.Equal(expected, ReadAll(input));
        Assert.Equal((4L, 0L, false), (input.Edges, input.Lost, input.HasFailed));
    }

    [Fact]
    public void PollDescriptor_EdgeWaits_IsReadableUntilItIsRead()
    {
        using var input = Input(new GpioInputLine { Line = 0 });
        using var poll = new InputPoll([input.PollDescriptor]);
        Assert.False(poll.IsReady());
        input.Virtual!.Set(0, true);
        Assert.True(poll.IsReady());
        Assert.True(input.TryRead(0, out _));
        Assert.False(input.TryRead(0, out _));
        Assert.False(poll.IsReady());
    }

    [Fact]
    public void TryRead_MoreEdgesThanFit_TheLossIsCountedAndTheLevelsAreReadAgain()
    {
        GpioInputLine[] lines = [new GpioInputLine { Line = 0, Edges = GpioEdges.Both }, new GpioInputLine { Line = 1, Role = GpioInputRole.Inhibit }];
        var bank = new VirtualGpioInputs(lines, _clock, capacity: 4);
        using var input = new GpioInput(bank, new GpioInputOptions { Lines = lines });
        for (var i = 0; i < 4; i++)
        {
            bank.Set(0, i % 2 == 0);
        }

        bank.Set(1, true); // there is no room for it
        Assert.True(input.TryRead(0, out _));
        bank.Set(0, true);
        Assert.False(input.Inhibit.IsActive);
        Assert.Equal(4, ReadAll(input).Count);
        Assert.Equal(1, input.Lost);
        Assert.True(input.Inhibit.IsActive);
    }

    [Fact]
    public void Inhibit_FailSafeLineThatNothingHolds_IsActiveFromTheStart()
    {
        using var highActive = Input(new GpioInputLine { Line = 0, Role = GpioInputRole.Inhibit, FailSafe = true });
        using var lowActive = Input(new GpioInputLine { Line = 0, Role = GpioInputRole.Inhibit, FailSafe = true, ActiveLow = true });
        using var careless = Input(new GpioInputLine { Line = 0, Role = GpioInputRole.Inhibit });
        Assert.True(highActive.Inhibit.IsActive);
        Assert.True(lowActive.Inhibit.IsActive);
        Assert.False(careless.Inhibit.IsActive);

        lowActive.Virtual!.Set(0, true);
        ReadAll(lowActive);
        Assert.False(lowActive.Inhibit.IsActive);
        lowActive.Virtual.Disconnect(0);
        ReadAll(lowActive);
        Assert.True(lowActive.Inhibit.IsActive);
        Assert.Equal(2, lowActive.Inhibit.Activations);
    }

    [Fact]
    public void Inhibit_TwoLines_IsActiveWhileEitherIs()
    {
        using var input = Input(new GpioInputLine { Line = 0, Role = GpioInputRole.Inhibit }, new GpioInputLine { Line = 1, Role = GpioInputRole.Inhibit });
        List<bool> seen = [];
        foreach (var (line, high) in new[] { (0, true), (1, true), (0, false), (1, false) })
        {
            input.Virtual!.Set(line, high);
            ReadAll(input);
            seen.Add(input.Inhibit.IsActive);
        }

        Assert.Equal([true, true, true, false], seen);
    }

    [Fact]
    public void Inhibit_ChipGoesAway_IsActive()
    {
        using var input = Input(new GpioInputLine { Line = 0, Role = GpioInputRole.Inhibit });
        Assert.False(input.Inhibit.IsActive);
        input.Virtual!.Unplug();
        Assert.Empty(ReadAll(input));
        Assert.Equal((true, true), (input.HasFailed, input.Inhibit.IsActive));
    }

    [Fact]
    public void GpioInput_LinesThatCannotBeRead_IsNotOpened()
    {
        GpioInputLine[] lines = [new GpioInputLine { Line = 0 }];
        var bank = new VirtualGpioInputs(lines, _clock);
        bank.Unplug();
        var error = Assert.Throws<GpioException>(() => new GpioInput(bank, new GpioInputOptions { Lines = lines, Name = "rig" }));
        Assert.StartsWith("rig: the input lines cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmergencyStop_Edge_EveryLineAtRestInTheSameStep()
    {
        using var input = Input(new GpioInputLine { Line = 8, Role = GpioInputRole.EmergencyStop, Channel = 3 });
        using var port = new GpioPort(_chip, new GpioPortOptions { LineOfNeuron = [1, 2], ActiveLow = [2], PulseWidth = TimeSpan.FromSeconds(1) });
        using var bench = new LoopBench([], inputs: [input], ports: [port]);
        input.StopWith(bench.Loop);
        port.Emit(new Spikes.SpikeEvent(0, 0), 0);
        port.Emit(new Spikes.SpikeEvent(0, 1), 0);
        Assert.True(bench.Pacer.Step());
        Assert.Equal((1L, 0L, 1L), (_chip.Bank!.RisingEdges(1), _chip.Bank.FallingEdges(1), _chip.Bank.FallingEdges(2)));

        input.Virtual!.Set(8, true);
        Assert.False(bench.Pacer.Step());
        Assert.Equal(SafeStateCause.Input, bench.Loop.SafeState);
        Assert.Equal((1L, 1L), (_chip.Bank.FallingEdges(1), _chip.Bank.RisingEdges(2) - 1)); // line 2 rose once to its rest level
        Assert.False(port.Emit(new Spikes.SpikeEvent(0, 0), 0));
        Assert.Contains(bench.Log.Records, record => record is { Kind: RigRecordKind.Input, Channel: 3 });
    }

    [Fact]
    public void EmergencyStop_HeldDownAtTheStart_NothingRuns()
    {
        using var input = Input(new GpioInputLine { Line = 8, Role = GpioInputRole.EmergencyStop, FailSafe = true });
        using var bench = new LoopBench([], inputs: [input]);
        input.StopWith(bench.Loop);
        Assert.False(bench.RunTo(10));
        Assert.Equal(SafeStateCause.Input, bench.Loop.SafeState);
    }

    [Fact]
    public void EmergencyStop_ChipGoesAway_SafeState()
    {
        using var input = Input(new GpioInputLine { Line = 8, Role = GpioInputRole.EmergencyStop });
        using var bench = new LoopBench([], inputs: [input]);
        input.StopWith(bench.Loop);
        Assert.True(bench.RunTo(5));
        input.Virtual!.Unplug();
        Assert.False(bench.RunTo(10));
        Assert.Equal(SafeStateCause.Input, bench.Loop.SafeState);
    }

    [Fact]
    public void TryRead_ManyEdges_AllocatesNothing()
    {
        using var input = Input(new GpioInputLine { Line = 0, Edges = GpioEdges.Both }, new GpioInputLine { Line = 1, Role = GpioInputRole.Inhibit });
        var bank = input.Virtual!;
        var (channels, read) = (0L, 0L);
        Move();
        AllocationAssert.AllocatesNothing(Move);
        Assert.Equal(read, input.Edges);
        Assert.Equal(read / 2, channels);
        Assert.True(read >= 800);

        void Move()
        {
            for (var i = 0; i < 400; i++)
            {
                bank.Set(0, (i & 1) == 0);
                bank.Set(1, (i & 1) == 0);
                for (; input.TryRead(0, out var received); read++)
                {
                    channels += received.Channel;
                }
            }
        }
    }

    [Fact]
    public void GpioInputLine_EachOption_IsCheckedAndHasItsEffect()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GpioInputLine { Line = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GpioInputLine { Line = 0, Channel = -2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GpioInputLine { Line = 0, Edges = 0 });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new GpioInputLine { Line = 0, Debounce = TimeSpan.FromSeconds(2) });
        Assert.Contains("GPIO debounce 2000000 µs: expected 0 or 1 to 1000000 µs", error.Message, StringComparison.Ordinal);
        Assert.Equal(7, new GpioInputLine { Line = 7 }.Channel);
        Assert.Equal(GpioBias.PullUp, new GpioInputLine { Line = 0, FailSafe = true }.Bias);
        Assert.Equal(GpioBias.PullDown, new GpioInputLine { Line = 0, FailSafe = true, ActiveLow = true, Bias = GpioBias.PullUp }.Bias);
        Assert.Equal(GpioBias.Disabled, new GpioInputLine { Line = 0, Bias = GpioBias.Disabled }.Bias);
        Assert.Equal(GpioEdges.Both, new GpioInputLine { Line = 0, Edges = GpioEdges.Rising, Role = GpioInputRole.EmergencyStop }.Edges);
    }

    [Fact]
    public void GpioInputOptions_LineTwiceOrNoneOrUnknown_SaysSo()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GpioInputOptions { Lines = [] });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new GpioInputOptions { Lines = [new GpioInputLine { Line = 4 }, new GpioInputLine { Line = 4 }] });
        Assert.Contains("GPIO input line 4 is there twice", error.Message, StringComparison.Ordinal);
        var unknown = Assert.Throws<GpioException>(() => Input(new GpioInputLine { Line = 16 }));
        Assert.Equal("GPIO line 16 asked for, the virtual bank has 16 lines", unknown.Message);
        using var input = Input(new GpioInputLine { Line = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => input.Virtual!.Set(1, true));
    }

    private static List<InputEvent> ReadAll(GpioInput input)
    {
        List<InputEvent> events = [];
        while (input.TryRead(0, out var received))
        {
            events.Add(received);
        }

        return events;
    }

    private GpioInput Input(params GpioInputLine[] lines) => new(_chip, new GpioInputOptions { Lines = lines });
}
