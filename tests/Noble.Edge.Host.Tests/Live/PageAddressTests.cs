namespace Noble.Edge.Host.Tests;

public class PageAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8800", "127.0.0.1", 8800, true)]
    [InlineData("localhost:0", "localhost", 0, true)]
    [InlineData("[::1]:80", "::1", 80, true)]
    [InlineData("0.0.0.0:8800", "0.0.0.0", 8800, false)]
    [InlineData("[::]:8800", "::", 8800, false)]
    [InlineData("rig.local:8800", "rig.local", 8800, false)]
    [InlineData("localhost.evil.example:8800", "localhost.evil.example", 8800, false)]
    public void Parse_Address_IsLoopbackOrNot(string text, string host, int port, bool isLoopback)
    {
        var address = PageAddress.Parse(text);
        Assert.Equal((new PageAddress(false, host, port), isLoopback), (address, address.IsLoopback));
    }

    [Fact]
    public void Parse_Off_IsOff() => Assert.True(PageAddress.Parse("off").IsOff);

    [Theory]
    [InlineData("")]
    [InlineData("8800")]
    [InlineData(":8800")]
    [InlineData("host")]
    [InlineData("host:")]
    [InlineData("host:-1")]
    [InlineData("host:65536")]
    [InlineData("::1:8800")]
    [InlineData("a b:8800")]
    public void Parse_NoAddress_IsAMistake(string text) =>
        Assert.Equal($"page '{text}': expected off or HOST:PORT, as in 127.0.0.1:8800", Assert.Throws<UserMistakeException>(() => PageAddress.Parse(text)).Message);
}
