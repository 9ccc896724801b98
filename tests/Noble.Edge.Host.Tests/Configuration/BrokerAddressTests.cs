namespace Noble.Edge.Host.Tests;

public class BrokerAddressTests
{
    [Theory]
    [InlineData("embedded", true, "127.0.0.1", 1883)]
    [InlineData("embedded:0", true, "127.0.0.1", 0)]
    [InlineData("embedded:18830", true, "127.0.0.1", 18830)]
    [InlineData("192.168.1.20:1883", false, "192.168.1.20", 1883)]
    [InlineData("broker.lab:8883", false, "broker.lab", 8883)]
    [InlineData("[::1]:1883", false, "::1", 1883)]
    public void Parse_Address_IsThere(string text, bool embedded, string host, int port) =>
        Assert.Equal(new BrokerAddress(embedded, host, port), BrokerAddress.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData(":1883")]
    [InlineData("localhost:")]
    [InlineData("localhost:0")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:-1")]
    [InlineData("::1:1883")]
    [InlineData("embedded:x")]
    public void Parse_NoAddress_SaysWhatIsExpected(string text)
    {
        var error = Assert.Throws<UserMistakeException>(() => BrokerAddress.Parse(text));
        Assert.Equal($"broker '{text}': expected embedded, embedded:PORT or HOST:PORT", error.Message);
    }
}
