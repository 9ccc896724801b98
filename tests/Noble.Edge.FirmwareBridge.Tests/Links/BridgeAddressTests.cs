namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeAddressTests
{
    [Theory]
    [InlineData("/dev/ttyACM0", BridgeLinkKind.Terminal, "/dev/ttyACM0", 921_600)]
    [InlineData("/dev/ttyUSB0@921600", BridgeLinkKind.Terminal, "/dev/ttyUSB0", 921_600)]
    [InlineData("/dev/serial/by-id/usb@1@4000000", BridgeLinkKind.Terminal, "/dev/serial/by-id/usb@1", 4_000_000)]
    [InlineData("unix:/run/board", BridgeLinkKind.UnixSocket, "/run/board", 0)]
    [InlineData("tcp:rig-3:5000", BridgeLinkKind.Tcp, "rig-3", 5_000)]
    [InlineData("tcp:[::1]:65535", BridgeLinkKind.Tcp, "::1", 65_535)]
    public void TryParse_Addresses_GiveTheirParts(string text, BridgeLinkKind kind, string target, int number)
    {
        Assert.True(BridgeAddress.TryParse(text, out var address, out var mistake), mistake);
        Assert.Equal((text, kind, target, number), (address.Text, address.Kind, address.Target, address.Number));
    }

    [Theory]
    [InlineData(null, "expected /dev/NAME")]
    [InlineData("", "expected /dev/NAME")]
    [InlineData("ttyACM0", "expected /dev/NAME")]
    [InlineData("/", "expected /dev/NAME")]
    [InlineData("/dev/tty\0x", "expected /dev/NAME")]
    [InlineData("/dev/ttyUSB0@fast", "expected a rate of 1 to 4000000 baud")]
    [InlineData("/dev/ttyUSB0@0", "expected a rate of 1 to 4000000 baud")]
    [InlineData("/dev/ttyUSB0@4000001", "expected a rate of 1 to 4000000 baud")]
    [InlineData("unix:board", "an absolute path of at most 107 bytes")]
    [InlineData("tcp:5000", "expected tcp:HOST:PORT")]
    [InlineData("tcp::5000", "expected tcp:HOST:PORT")]
    [InlineData("tcp:rig:65536", "a port of 1 to 65535")]
    [InlineData("tcp:::1:80", "an IPv6 address stands in [ ]")]
    public void TryParse_Mistakes_AreOneLineWithWhatIsExpected(string? text, string expected)
    {
        Assert.False(BridgeAddress.TryParse(text, out _, out var mistake));
        Assert.Contains(expected, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake);
    }

    [Fact]
    public void TryParse_PathTooLongForASocket_IsRefused()
    {
        Assert.True(BridgeAddress.TryParse("unix:/" + new string('a', 106), out _, out _));
        Assert.False(BridgeAddress.TryParse("unix:/" + new string('a', 107), out _, out _));
    }
}
