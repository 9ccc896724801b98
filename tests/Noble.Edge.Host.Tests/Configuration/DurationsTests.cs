namespace Noble.Edge.Host.Tests;

public class DurationsTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("1.5s", 1.5)]
    [InlineData("5min", 300)]
    [InlineData("2h", 7200)]
    public void Parse_NumberAndUnit_IsThatLong(string text, double seconds) => Assert.Equal(seconds, Durations.Parse(text).TotalSeconds);

    [Fact]
    public void Parse_Forever_HasNoEnd() => Assert.Equal(TimeSpan.MaxValue, Durations.Parse("forever"));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-3s")]
    [InlineData("0s")]
    [InlineData("1e3s")]
    [InlineData("10 parsecs")]
    [InlineData("999999999h")]
    public void Parse_Anything_ElseSaysWhatIsExpected(string text)
    {
        var error = Assert.Throws<UserMistakeException>(() => Durations.Parse(text));
        Assert.Equal($"duration '{text}': expected a number above 0 with its unit, as in 500ms, 10s, 5min, 1h, or forever", error.Message);
    }
}
