using System.Net;
using System.Net.Sockets;

namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeLinkTests
{
    [Fact]
    public void Terminal_EveryByteBothWays_ComesAsItWas()
    {
        using var terminal = new PseudoTerminal();
        using var link = Open($"{terminal.Path}@921600");
        var all = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        terminal.Write(all);
        Assert.Equal(all, ReadAll(link, 256));

        // No echo, no line ends made of others, no character that stops or kills.
        Assert.Equal(256, link.Write(all));
        Assert.Equal(all, terminal.Read(256));
        Assert.Equal(0, link.Read(new byte[16]));
    }

    [Fact]
    public void Terminal_CableOut_IsBrokenAndClosed()
    {
        using var terminal = new PseudoTerminal();
        using var link = Open(terminal.Path);
        terminal.Pull();
        var count = 0;
        Eventually.True(() => (count = link.Read(new byte[16])) != 0, "the link is broken");
        Assert.Equal(-1, count);
        Assert.StartsWith(terminal.Path, link.Fault, StringComparison.Ordinal);
        link.Close();
        Assert.Equal(-1, link.Descriptor);
    }

    [Fact]
    public void Terminal_OpenedTwice_IsRefused()
    {
        using var terminal = new PseudoTerminal();
        using var link = Open(terminal.Path);

        // Whoever may do everything gets it all the same: then the exclusive flag is all there is to see.
        using var other = DescriptorLink.Of(Address(terminal.Path));
        if (!other.TryOpen(out var mistake))
        {
            Assert.Equal($"{terminal.Path}: another program has it", mistake);
        }
        else
        {
            Assert.True(Environment.IsPrivilegedProcess);
        }
    }

    [Theory]
    [InlineData("/dev/no-such-board", "/dev/no-such-board: there is no /dev/no-such-board: is the board plugged in?")]
    [InlineData("/dev/null", "/dev/null: /dev/null is no terminal")]
    [InlineData("unix:/tmp/no-such-socket", "unix:/tmp/no-such-socket: there is no such socket: does the simulator run?")]
    [InlineData("tcp:127.0.0.1:1", "tcp:127.0.0.1:1: Connection refused")]
    public void TryOpen_NothingThere_SaysSoInOneLine(string address, string expected)
    {
        using var link = DescriptorLink.Of(Address(address));
        Assert.False(link.TryOpen(out var mistake));
        Assert.Equal((expected, -1), (mistake, link.Descriptor));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Socket_BothKinds_CarryBytesWithoutWaiting(bool unix)
    {
        var folder = Directory.CreateTempSubdirectory("noble-link-");
        try
        {
            var path = Path.Combine(folder.FullName, "socket");
            using var listener = unix
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(unix ? new UnixDomainSocketEndPoint(path) : new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            using var link = Open(unix ? $"unix:{path}" : $"tcp:localhost:{((IPEndPoint)listener.LocalEndPoint!).Port}");
            using var peer = listener.Accept();
            Assert.Equal(0, link.Read(new byte[8]));
            Assert.Equal(3, link.Write([1, 0, 3]));
            var bytes = new byte[3];
            Assert.Equal(3, peer.Receive(bytes));
            Assert.Equal([1, 0, 3], bytes);
            peer.Send([9, 8]);
            Assert.Equal([9, 8], ReadAll(link, 2));

            // A peer that does not read fills the link; then it takes nothing, and says so.
            var taken = 0;
            for (var i = 0; i < 100_000 && (taken = link.Write(new byte[65_536])) > 0; i++)
            {
            }

            Assert.Equal(0, taken);
            peer.Dispose();
            Eventually.True(() => link.Read(new byte[8]) == -1, "the end of the link is seen");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void TryOpen_Again_ClosesWhatWasOpen()
    {
        using var terminal = new PseudoTerminal();
        using var link = Open(terminal.Path);
        for (var i = 0; i < 50; i++)
        {
            Assert.True(link.TryOpen(out _));
        }

        // Descriptors are given out from the lowest: without closing it would be far up by now.
        using var probe = Open(terminal.Path);
        Assert.InRange(probe.Descriptor, 0, link.Descriptor + 40);
    }

    private static BridgeAddress Address(string text)
    {
        Assert.True(BridgeAddress.TryParse(text, out var address, out var mistake), mistake);
        return address;
    }

    private static IBridgeLink Open(string address)
    {
        var link = DescriptorLink.Of(Address(address));
        Assert.True(link.TryOpen(out var mistake), mistake);
        return link;
    }

    private static byte[] ReadAll(IBridgeLink link, int count)
    {
        var bytes = new byte[count];
        var at = 0;
        Eventually.True(() => (at += link.Read(bytes.AsSpan(at))) == count, $"{count} bytes");
        return bytes;
    }
}
