using Noble.Edge.FirmwareBridge;

namespace Noble.Edge.Rig.Tests;

public class BridgeStimulusTests
{
    // -10 to 10 V over 12 bits, 0.4 nA/V: a code is 1.954 pA, rest lies between codes 2047 and 2048.
    private static readonly BridgeStimulusChannel Bipolar = new() { LowestVolts = -10, HighestVolts = 10, NanoamperesPerVolt = 0.4 };

    [Theory]
    [InlineData(0, 2048)]
    [InlineData(4, 4095)]
    [InlineData(-4, 0)]
    [InlineData(0.001953, 2048)]
    [InlineData(0.4, 2252)]
    [InlineData(4.01, -1)]
    [InlineData(double.NaN, -1)]
    public void CodeOf_Current_IsTheNearestCodeOrNone(double nanoamperes, int code) => Assert.Equal(code, Bipolar.CodeOf(nanoamperes));

    [Fact]
    public void CodeOf_InvertingAmplifier_GoesTheOtherWay()
    {
        var inverting = Bipolar with { NanoamperesPerVolt = -0.4 };
        Assert.Equal((0, 4095), (inverting.CodeOf(4), inverting.CodeOf(-4)));
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(-0.4)]
    public void Limits_OfTheSafetyBox_AreNeverExceededInCodes(double nanoamperesPerVolt)
    {
        var channel = Bipolar with { NanoamperesPerVolt = nanoamperesPerVolt };
        var limits = new SafetyLimits
        {
            MinimumNanoamperes = -0.1,
            MaximumNanoamperes = 0.25,
            SlewNanoamperesPerMillisecond = 0.05,
            ChargePicocoulombs = 12,
            ChargeWindow = TimeSpan.FromSeconds(2),
            StimuliPerSecond = 50,
        };
        var codes = Assert.Single(BridgeStimulusLimits.Of([channel], limits));
        var step = channel.NanoamperesPerCode;
        var (towardsMaximum, towardsMinimum) = nanoamperesPerVolt > 0 ? (codes.HighestCode, codes.LowestCode) : (codes.LowestCode, codes.HighestCode);
        Assert.InRange(Math.Abs(towardsMaximum - codes.RestCode) * step, 0.25 - step, 0.25);
        Assert.InRange(Math.Abs(towardsMinimum - codes.RestCode) * step, 0.1 - step, 0.1);
        Assert.InRange(codes.SlewCodesPerMillisecond * step, 0.05 - step, 0.05);
        Assert.InRange(codes.ChargeCodeMilliseconds * step, 12 - step, 12);
        Assert.Equal((TimeSpan.FromSeconds(2), 50), (codes.ChargeWindow, codes.StimuliPerSecond));
    }

    [Fact]
    public void Limits_NoneOfSlewAndCharge_AreNoneInCodes()
    {
        var codes = Assert.Single(BridgeStimulusLimits.Of([Bipolar], new SafetyLimits { MaximumNanoamperes = 1 }));
        Assert.Equal((0u, 0u), (codes.SlewCodesPerMillisecond, codes.ChargeCodeMilliseconds));
        Assert.Equal(codes.RestCode, codes.LowestCode);
    }

    [Fact]
    public void Limits_SmallerThanACode_StayLimits()
    {
        var limits = new SafetyLimits { MaximumNanoamperes = 1, SlewNanoamperesPerMillisecond = 1e-6, ChargePicocoulombs = 1e-6 };
        var codes = Assert.Single(BridgeStimulusLimits.Of([Bipolar], limits));
        Assert.Equal((1u, 1u), (codes.SlewCodesPerMillisecond, codes.ChargeCodeMilliseconds));
    }

    [Fact]
    public void Limits_ChannelsThatAreNotInUse_StayInTheMiddle()
    {
        var codes = BridgeStimulusLimits.Of([Bipolar with { Output = 2 }], new SafetyLimits { MaximumNanoamperes = 1 });
        Assert.Equal(3, codes.Count);
        Assert.All(codes.Take(2), one => Assert.Equal((2048, 2048, 2048), (one.LowestCode, one.RestCode, one.HighestCode)));
        Assert.NotEqual(codes[2].RestCode, codes[2].HighestCode);
    }

    [Fact]
    public void Limits_AllowNoCurrent_NoCodeButRestIsAllowed()
    {
        var codes = Assert.Single(BridgeStimulusLimits.Of([Bipolar], SafetyLimits.Default));
        Assert.Equal((codes.RestCode, codes.RestCode), (codes.LowestCode, codes.HighestCode));
    }

    [Fact]
    public void Channel_OutsideItsRange_SaysTheRange()
    {
        Assert.Contains("expected 0 to 3", Message(() => new BridgeStimulusChannel { Output = 4, NanoamperesPerVolt = 1 }), StringComparison.Ordinal);
        Assert.Contains("expected 8 to 16", Message(() => new BridgeStimulusChannel { Bits = 20, NanoamperesPerVolt = 1 }), StringComparison.Ordinal);
        Assert.Contains("other than 0", Message(() => new BridgeStimulusChannel { NanoamperesPerVolt = 0 }), StringComparison.Ordinal);
        Assert.Contains("rest within", Message(() => Checked(Bipolar with { RestVolts = 11 })), StringComparison.Ordinal);
        Assert.Contains("expected 0 to 65534", Message(() => new BridgePortOptions { Connection = new BridgeConnectionOptions { Address = "unix:/x" }, LineOfNeuron = [65_535] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_Code_BecomesItsUnit()
    {
        var sample = new BridgeSampleChannel { Input = 1, LowestVolts = -1, VoltsPerCode = 2.0 / 4095, UnitsPerVolt = 100 };
        Assert.Equal((-100, 100), (sample.ValueOf(0), Math.Round(sample.ValueOf(4095), 9)));
    }

    private static BridgeStimulusChannel Checked(BridgeStimulusChannel channel)
    {
        channel.Check();
        return channel;
    }

    private static string Message(Func<object?> make) => Assert.Throws<ArgumentOutOfRangeException>(make).Message;
}
