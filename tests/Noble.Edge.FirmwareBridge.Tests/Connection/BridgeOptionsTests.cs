namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeOptionsTests
{
    private static readonly BridgeConnectionOptions Options = new() { Address = "/dev/ttyACM0" };

    [Fact]
    public void BridgeConnectionOptions_OutOfRange_SayWhatIsExpected()
    {
        AssertMistake("expected /dev/NAME", () => new BridgeConnectionOptions { Address = "ttyACM0" });
        AssertMistake("look-ahead 0.5 ms: expected 1 ms to 10 s", () => Options with { LookAhead = TimeSpan.FromMilliseconds(0.5) });
        AssertMistake("heartbeat time-out 9 ms: expected 10 ms to 60 s", () => Options with { HeartbeatTimeout = TimeSpan.FromMilliseconds(9) });
        AssertMistake("expected whole milliseconds", () => Options with { HeartbeatTimeout = TimeSpan.FromMilliseconds(10.5) });
        AssertMistake("5 DAC channels: expected at most 4", () => Options with { DacChannels = [.. Enumerable.Repeat(new BridgeDacChannel(), 5)] });
        AssertMistake("DAC codes 5 lowest, 1 rest, 9 highest: expected in this order", () => Options with { DacChannels = [new BridgeDacChannel { LowestCode = 5, RestCode = 1, HighestCode = 9 }] });
        AssertMistake("input debounce -1 ms: expected 0 to 1 s", () => Options with { InputDebounce = TimeSpan.FromMilliseconds(-1) });
        AssertMistake("ADC interval 11 s: expected 0 to 10 s", () => Options with { AdcInterval = TimeSpan.FromSeconds(11) });
        AssertMistake("reconnect interval 61 s: expected 10 ms to 60 s", () => Options with { ReconnectInterval = TimeSpan.FromSeconds(61) });
        AssertMistake("queue capacity 63: expected 64 to 16777216", () => Options with { QueueCapacity = 63 });
    }

    [Fact]
    public void BridgeOutputs_OutOfRange_SayWhatIsExpected()
    {
        AssertMistake("output mode 2: expected Pulses or Aer", () => new BridgeOutputs { Mode = (BridgeOutputMode)2 });
        AssertMistake("pulse width 0 ms: expected above 0 to 1 s", () => new BridgeOutputs { PulseWidth = TimeSpan.Zero });
        AssertMistake("AER active-low signals 8: expected Data, Request, Acknowledge", () => new BridgeOutputs { AerActiveLow = (BridgeAerActiveLow)8 });
        AssertMistake("AER time-out 11 ms: expected above 0 to 10 ms", () => new BridgeOutputs { AerTimeout = TimeSpan.FromMilliseconds(11) });
        AssertMistake("late after -1 ms", () => new BridgeOutputs { LateAfter = TimeSpan.FromMilliseconds(-1) });
        AssertMistake("late limit 2 s", () => new BridgeOutputs { LateLimit = TimeSpan.FromSeconds(2) });
        AssertMistake("line interval 11 s", () => new BridgeOutputs { LineInterval = TimeSpan.FromSeconds(11) });
        AssertMistake("spikes per second 0: expected 1 to 10000000", () => new BridgeOutputs { SpikesPerSecond = 0 });
        AssertMistake("charge window 5 ms", () => new BridgeDacChannel { ChargeWindow = TimeSpan.FromMilliseconds(5) });
        AssertMistake("stimuli per second 0: expected 1 to 100000", () => new BridgeDacChannel { StimuliPerSecond = 0 });
    }

    [Fact]
    public void RegisterPlan_EveryOption_ChangesItsRegister()
    {
        var outputs = new BridgeOutputs();
        var dac = new BridgeDacChannel { LowestCode = 100, HighestCode = 4_000, RestCode = 2_000 };
        AssertSets(BridgeRegister.HeartbeatTimeoutMilliseconds, 60, Options with { HeartbeatTimeout = TimeSpan.FromMilliseconds(60) });
        AssertSets(BridgeRegister.InputEnable, 5, Options with { InputEnableMask = 5 });
        AssertSets(BridgeRegister.InputDebounceTicks, 2_000, Options with { InputDebounce = TimeSpan.FromMilliseconds(2) });
        AssertSets(BridgeRegister.AdcIntervalTicks, 1_000, Options with { AdcInterval = TimeSpan.FromMilliseconds(1) });
        AssertSets(BridgeRegister.OutputMode, 1, Options with { Outputs = outputs with { Mode = BridgeOutputMode.Aer } });
        AssertSets(BridgeRegister.PulseTicks, 70, Options with { Outputs = outputs with { PulseWidth = TimeSpan.FromMicroseconds(70) } });
        AssertSets(BridgeRegister.OutputActiveLow, 6, Options with { Outputs = outputs with { ActiveLowLines = 6 } });
        AssertSets(BridgeRegister.AerActiveLow, 2, Options with { Outputs = outputs with { AerActiveLow = BridgeAerActiveLow.Request } });
        AssertSets(BridgeRegister.AerTimeoutTicks, 33, Options with { Outputs = outputs with { AerTimeout = TimeSpan.FromMicroseconds(33) } });
        AssertSets(BridgeRegister.LateAfterTicks, 4, Options with { Outputs = outputs with { LateAfter = TimeSpan.FromMicroseconds(4) } });
        AssertSets(BridgeRegister.LateLimitTicks, 9, Options with { Outputs = outputs with { LateLimit = TimeSpan.FromMicroseconds(9) } });
        AssertSets(BridgeRegister.LineIntervalTicks, 500, Options with { Outputs = outputs with { LineInterval = TimeSpan.FromMicroseconds(500) } });
        AssertSets(BridgeRegister.SpikesPerSecond, 777, Options with { Outputs = outputs with { SpikesPerSecond = 777 } });
        AssertSets(Dac(0, BridgeDacRegister.LowestCode), 100, Options with { DacChannels = [dac] });
        AssertSets(Dac(0, BridgeDacRegister.HighestCode), 4_000, Options with { DacChannels = [dac] });
        AssertSets(Dac(1, BridgeDacRegister.RestCode), 2_000, Options with { DacChannels = [new BridgeDacChannel(), dac] });
        AssertSets(Dac(0, BridgeDacRegister.SlewCodesPerMillisecond), 12, Options with { DacChannels = [dac with { SlewCodesPerMillisecond = 12 }] });
        AssertSets(Dac(0, BridgeDacRegister.ChargeCodeMilliseconds), 13, Options with { DacChannels = [dac with { ChargeCodeMilliseconds = 13 }] });
        AssertSets(Dac(0, BridgeDacRegister.ChargeWindowMilliseconds), 14, Options with { DacChannels = [dac with { ChargeWindow = TimeSpan.FromMilliseconds(14) }] });
        AssertSets(Dac(0, BridgeDacRegister.StimuliPerSecond), 15, Options with { DacChannels = [dac with { StimuliPerSecond = 15 }] });

        // One that nobody set up is held in the middle of its range.
        AssertSets(Dac(1, BridgeDacRegister.HighestCode), 2_048, Options with { DacChannels = [dac] });
    }

    [Fact]
    public void RegisterPlan_LimitsOnAFastTimer_AreNeverShorterThanAskedFor()
    {
        var settings = RegisterPlan.Of(Options with { Outputs = new BridgeOutputs { LineInterval = TimeSpan.FromTicks(1) } }, Facts(3_000_000), out var mistake);
        Assert.Null(mistake);
        Assert.Equal(1UL, settings.Single(setting => setting.Register == BridgeRegister.LineIntervalTicks).Value); // 0.3 ticks
        RegisterPlan.Of(Options with { Outputs = new BridgeOutputs { PulseWidth = TimeSpan.FromSeconds(1) } }, Facts(84_000_000), out mistake);
        Assert.Equal("board 'b' takes 1 to 1000000 ticks of 84000000 a second for PulseTicks, and 84000000 are asked for", mistake);
    }

    private static BridgeRegister Dac(int channel, BridgeDacRegister register) =>
        (BridgeRegister)(BridgeProtocol.RegisterDac + (channel * BridgeProtocol.RegisterDacStride) + (int)register);

    private static void AssertSets(BridgeRegister register, ulong value, BridgeConnectionOptions options)
    {
        var settings = RegisterPlan.Of(options, Facts(1_000_000), out var mistake);
        Assert.Null(mistake);
        Assert.Equal(value, settings.Single(setting => setting.Register == register).Value);
    }

    private static BridgeDeviceFacts Facts(uint ticksPerSecond) => new(
        "b", new Version(1, 0, 0), 1, ticksPerSecond, (BridgeCapabilities)0x7F, 1024, 256, 4096, 16, 8, 2, 8, 12, 12, BridgeSafeCause.Boot);

    private static void AssertMistake(string expected, Func<object> create) =>
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>(create).Message, StringComparison.Ordinal);
}
