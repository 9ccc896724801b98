using System.Text;

namespace Noble.Edge.Spikes.Tests;

public class AnnouncementJsonTests
{
    [Fact]
    public void AnnouncementJson_State_IsTheDocumentedText()
    {
        var state = new StreamState { State = StreamState.Stopped, Stream = StreamState.FormatStream(0xABC), Batches = 3, Spikes = 40, Dropped = 0 };
        var payload = AnnouncementJson.Write(state);
        Assert.Equal(
            """{"schema":1,"state":"stopped","stream":"0000000000000abc","batches":3,"spikes":40,"dropped":0}""",
            Encoding.UTF8.GetString(payload));
        Assert.True(AnnouncementJson.TryRead(payload, out StreamState? read));
        Assert.Equal(state, read);
    }

    [Fact]
    public void AnnouncementJson_LastWill_HasNoTotals() => Assert.Equal(
        """{"schema":1,"state":"lost","stream":"0000000000000001"}""",
        Encoding.UTF8.GetString(AnnouncementJson.Write(new StreamState { State = StreamState.Lost, Stream = StreamState.FormatStream(1) })));

    [Fact]
    public void AnnouncementJson_Description_ComesBack()
    {
        var description = new StreamDescription
        {
            Stream = StreamState.FormatStream(5),
            Model = "pv",
            ModelHash = "00ff",
            Neurons = 64,
            Population = "drawn",
            Seed = ulong.MaxValue,
            Variability = 0.25,
            CurrentNanoamperes = 0.2,
            SampleIntervalNanoseconds = 60_000,
            TrialNanoseconds = 514_980_000,
            ThresholdMillivolts = -20,
        };
        var payload = AnnouncementJson.Write(description);
        Assert.Contains("\"trialNanoseconds\":514980000", Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        Assert.True(AnnouncementJson.TryRead(payload, out StreamDescription? read));
        Assert.Equal(description, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"state\":\"running\"}")]
    public void AnnouncementJson_Damaged_IsRefusedWithoutAnException(string text) =>
        Assert.False(AnnouncementJson.TryRead(Encoding.UTF8.GetBytes(text), out StreamState? _));
}
