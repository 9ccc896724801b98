using System.Runtime.InteropServices;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>A pseudo-terminal: the tty that a link opens, and the other end of its cable.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoTerminal = 0x100;

    internal PseudoTerminal()
    {
        Master = OpenTerminal(ReadWrite | NoTerminal);
        Assert.True(Master >= 0 && Grant(Master) == 0 && Unlock(Master) == 0, "a pseudo-terminal");
        var name = new byte[64];
        Assert.Equal(0, Name(Master, name, (nuint)name.Length));
        Path = System.Text.Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0));
    }

    /// <summary>The tty's path.</summary>
    internal string Path { get; }

    /// <summary>Whether the cable is out.</summary>
    internal bool IsPulled { get; private set; }

    private int Master { get; set; }

    internal unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* buffer = bytes)
        {
            Assert.Equal(bytes.Length, (int)LibC.Write(Master, buffer, (nuint)bytes.Length));
        }
    }

    /// <summary>Waits for so many bytes of the tty.</summary>
    internal unsafe byte[] Read(int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            fixed (byte* buffer = bytes)
            {
                var got = (int)LibC.Read(Master, buffer + at, (nuint)(count - at));
                Assert.True(got > 0, $"{at} of {count} bytes");
                at += got;
            }
        }

        return bytes;
    }


    /// <summary>Takes what the tty has written, if it is open.</summary>
    /// <returns>Bytes read; not above 0 where there were none for a while.</returns>
    internal unsafe int Receive(Span<byte> bytes)
    {
        var readable = new LibC.PollDescriptor { Descriptor = Master, Events = LibC.PollIn };
        var wait = new LibC.TimeSpecification { Nanoseconds = 10_000_000 };
        if (LibC.Poll(&readable, 1, &wait, null) <= 0 || (readable.Returned & LibC.PollIn) == 0)
        {
            return 0;
        }

        fixed (byte* buffer = bytes)
        {
            return (int)LibC.Read(Master, buffer, (nuint)bytes.Length);
        }
    }

    /// <summary>Gives bytes to the tty; whatever does not fit is lost, as on a cable.</summary>
    internal unsafe void Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* buffer = bytes)
        {
            _ = LibC.Write(Master, buffer, (nuint)bytes.Length);
        }
    }

    /// <summary>As if the cable were pulled out.</summary>
    internal void Pull()
    {
        if (!IsPulled)
        {
            IsPulled = true;
            _ = LibC.Close(Master);
            Master = -1;
        }
    }

    public void Dispose() => Pull();

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    private static partial int OpenTerminal(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    private static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    private static partial int Name(int master, [Out] byte[] name, nuint length);
}
