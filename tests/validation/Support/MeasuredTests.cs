using Xunit.Sdk;

namespace Noble.Edge.Validation;

/// <summary>A check that cannot fail shows nothing.</summary>
public class MeasuredTests
{
    private const string Case = "the checks themselves";

    [Theory]
    [InlineData(1.001)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Measured_OverTheLimit_Fails(double value) =>
        Measured.Quietly(() => Assert.Throws<TrueException>(() => Measured.AtMost(Case, "figure", value, 1, "mV")));

    [Theory]
    [InlineData(0.899)]
    [InlineData(1.101)]
    [InlineData(double.NaN)]
    public void Measured_OutsideTheRange_Fails(double value) =>
        Measured.Quietly(() => Assert.Throws<TrueException>(() => Measured.Between(Case, "figure", value, 0.9, 1.1, "")));

    [Fact]
    public void Measured_AnotherCount_Fails() =>
        Measured.Quietly(() => Assert.Throws<TrueException>(() => Measured.SameCount(Case, "spikes", 24, 25)));

    [Fact]
    public void Measured_WithinTheLimits_Passes() => Measured.Quietly(() =>
    {
        Measured.AtMost(Case, "figure", 1, 1, "mV");
        Measured.Between(Case, "figure", 0.9, 0.9, 1.1, "");
        Measured.SameCount(Case, "spikes", 25, 25);
    });

    [Fact]
    public void Trace_RelativeRms_SeesOnePartInAThousand()
    {
        double[] expected = [.. Enumerable.Range(0, 100).Select(i => -65 + Math.Sin(i / 10.0))];
        double[] actual = [.. expected.Select(v => v + (0.001 * (v + 65)))];

        Assert.Equal(0.001, Traces.RelativeRms(expected, actual, -65), 1e-9);
    }
}
