namespace Noble.Edge.Rig.Tests;

public class MqttConnectionOptionsTests
{
    [Fact]
    public void MqttConnectionOptions_OutsideTheirRange_SayTheRange()
    {
        AssertSays("0 MQTT addresses: expected 1 to 16", () => new MqttConnectionOptions { Addresses = [] });
        AssertSays("MQTT port 0: expected 1 to 65535", () => MqttConnectionOptions.To("a", 0));
        AssertSays("MQTT host 'a b': expected a name or an address", () => MqttConnectionOptions.To("a b", 1883));
        AssertSays("MQTT user name of 0 characters: expected 1 to 256", () => new MqttConnectionOptions { UserName = "" });
        AssertSays("MQTT client id 'a/b'", () => new MqttConnectionOptions { ClientId = "a/b" });
        AssertSays("MQTT keep-alive 0 s: expected 1 to 3600 s", () => new MqttConnectionOptions { KeepAlive = TimeSpan.Zero });
        AssertSays("MQTT session expiry -1 s: expected 0 to 2592000 s", () => new MqttConnectionOptions { SessionExpiry = TimeSpan.FromSeconds(-1) });
        AssertSays("MQTT first back-off 0 s: expected 0.01 to 60 s", () => new MqttConnectionOptions { FirstBackOff = TimeSpan.Zero });
        AssertSays("MQTT last back-off 0 s: expected 0.01 to 600 s", () => new MqttConnectionOptions { LastBackOff = TimeSpan.Zero });
        AssertSays("MQTT inflight maximum 0: expected 1 to 1024", () => new MqttConnectionOptions { InflightMaximum = 0 });
        AssertSays("a session that persists needs a name", () => new MqttCommandsLike(new MqttConnectionOptions { SessionExpiry = TimeSpan.FromHours(1) }));
    }

    [Fact]
    public void BackOff_Next_DoublesUpToTheLastAndIsShortenedByHalfAtMost()
    {
        var backOff = new BackOff(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(350), new Random(1));
        long[] whole = [100, 200, 350, 350];
        foreach (var expected in whole)
        {
            Assert.InRange(backOff.NextNanoseconds(), expected * 500_000, expected * 1_000_000);
        }

        backOff.Reset();
        Assert.InRange(backOff.NextNanoseconds(), 50_000_000, 100_000_000);
        var other = new BackOff(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(350), new Random(2));
        Assert.NotEqual(new BackOff(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(350), new Random(1)).NextNanoseconds(), other.NextNanoseconds());
    }

    private static void AssertSays(string expected, Func<object> make) =>
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>(make).Message, StringComparison.Ordinal);

    private sealed class MqttCommandsLike
    {
        internal MqttCommandsLike(MqttConnectionOptions connection)
        {
            using var input = new MqttInput(new MqttInputOptions { Connection = connection, Source = new StreamTopics("a") }, new ManualClock());
        }
    }
}
