using System.Buffers.Binary;
using System.Globalization;
using System.Net.WebSockets;

namespace Noble.Edge.Benchmarks;

/// <summary>A page that takes everything and acknowledges each frame, in a process of its own as a browser is.</summary>
internal static class PageReader
{
    /// <summary>Argument that makes this program such a page.</summary>
    internal const string Argument = "page-reader";

    /// <summary>Reads to the end of the stream and prints what came: frames, spikes, missed, samples, seconds from the first frame to the last.</summary>
    internal static async Task<int> RunAsync(string url)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("noble.live.1");
        await socket.ConnectAsync(new Uri(url), CancellationToken.None);
        await socket.SendAsync((byte[])[16, 0, 0, 0, (byte)'{', (byte)'}'], WebSocketMessageType.Binary, true, CancellationToken.None);
        await socket.SendAsync((byte[])[17, 0, 0, 0, 3, 0, 0, 0], WebSocketMessageType.Binary, true, CancellationToken.None);
        var (buffer, acknowledgement) = (new byte[1 << 20], new byte[] { 18, 0, 0, 0, 0, 0, 0, 0 });
        var (frames, spikes, missed, samples, first, last) = (0L, 0L, 0L, 0L, 0L, 0L);
        for (var length = 0; ;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                break;
            }

            length += part.Count;
            if (!part.EndOfMessage)
            {
                continue;
            }

            length = 0;
            if (buffer[0] == 2)
            {
                frames++;
                spikes += BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(24));
                missed += BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(28));
                last = Environment.TickCount64;
                first = frames == 1 ? last : first;
                buffer.AsSpan(4, 4).CopyTo(acknowledgement.AsSpan(4));
                await socket.SendAsync(acknowledgement, WebSocketMessageType.Binary, true, CancellationToken.None);
            }
            else if (buffer[0] == 3)
            {
                samples += BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(24));
            }
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frames} {spikes} {missed} {samples} {(last - first) / 1e3}"));
        return 0;
    }
}
