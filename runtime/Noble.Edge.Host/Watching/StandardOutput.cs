using System.Runtime.InteropServices;

namespace Noble.Edge.Host;

/// <summary>
/// Standard output by write(2) alone. The console's own stream hides that its reader has gone, and <c>watch | head</c> would then go on for
/// ever; a file stream writes to places of its own counting, over what others have written to the same file.
/// </summary>
internal sealed unsafe partial class StandardOutput : Stream
{
    private const int Descriptor = 1;
    private const int Interrupted = 4, WouldBlock = 11, BrokenPipe = 32; // errno

    private StandardOutput()
    {
    }

    /// <summary>Whether nobody reads it any more; the write that found out has thrown, later ones do nothing.</summary>
    internal bool ReaderHasGone { get; private set; }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    internal static StandardOutput Open() => new();

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            for (var written = 0; written < buffer.Length && !ReaderHasGone;)
            {
                var count = WriteTo(Descriptor, bytes + written, (nuint)(buffer.Length - written));
                if (count >= 0)
                {
                    written += (int)count;
                    continue;
                }

                var error = Marshal.GetLastPInvokeError();
                if (error == WouldBlock)
                {
                    Thread.Sleep(1); // whoever made it so that it does not block reads it at their leisure
                }
                else if (error != Interrupted)
                {
                    ReaderHasGone = error == BrokenPipe;
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error));
                }
            }
        }
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteTo(int descriptor, byte* bytes, nuint count);
}
