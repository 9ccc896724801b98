using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Noble.Edge.Host.Tests;

/// <summary>A page of a run, as a browser would open it; reads the stream as its README has it, by code of its own.</summary>
internal sealed class PageClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];

    /// <summary>Whether frames are acknowledged as they come.</summary>
    internal bool Acknowledges { get; set; } = true;

    internal JsonElement Description { get; private set; }

    internal JsonElement State { get; private set; }

    internal JsonElement? End { get; private set; }

    /// <summary>Spikes that came, time in [ns], rounded down to a microsecond after the frame's base.</summary>
    internal List<(int Neuron, long Time)> Spikes { get; } = [];

    internal List<(int Neuron, long First, double Interval, float[] Samples)> Voltage { get; } = [];

    internal Dictionary<long, (bool Ok, string Message)> Answers { get; } = [];

    internal long Missed { get; private set; }

    internal uint Frames { get; private set; }

    /// <summary>Opens the stream; says hello unless told otherwise.</summary>
    internal static async Task<PageClient> OpenAsync(string url, string? origin = null, string? host = null, string hello = "{}", string protocol = "noble.live.1")
    {
        var page = new PageClient();
        try
        {
            page._socket.Options.AddSubProtocol(protocol);
            if (origin is not null)
            {
                page._socket.Options.SetRequestHeader("Origin", origin);
            }

            if (host is not null)
            {
                page._socket.Options.SetRequestHeader("Host", host);
            }

            await page._socket.ConnectAsync(new Uri($"{url.Replace("http:", "ws:", StringComparison.Ordinal)}stream"), new CancellationTokenSource(Patience).Token);
            if (hello.Length > 0)
            {
                await page.SendJsonAsync(16, hello);
            }

            return page;
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    internal WebSocketCloseStatus? Closed => _socket.CloseStatus;

    internal string? Reason => _socket.CloseStatusDescription;

    internal Task SendJsonAsync(byte kind, string json) => SendAsync([kind, 0, 0, 0, .. Encoding.UTF8.GetBytes(json)]);

    internal Task SendNumberAsync(byte kind, uint number)
    {
        var message = new byte[8];
        message[0] = kind;
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(4), number);
        return SendAsync(message);
    }

    internal Task SendAsync(byte[] message, WebSocketMessageType type = WebSocketMessageType.Binary) =>
        _socket.SendAsync(message, type, endOfMessage: true, new CancellationTokenSource(Patience).Token);

    /// <summary>Sends a command and reads on until it is answered.</summary>
    internal async Task<(bool Ok, string Message)> CommandAsync(long request, string command, double? value = null)
    {
        await SendJsonAsync(19, FormattableString.Invariant($"{{\"request\":{request},\"command\":\"{command}\"{(value is null ? "" : $",\"value\":{value:R}")}}}"));
        await ReadUntilAsync(() => Answers.ContainsKey(request));
        return Answers[request];
    }

    /// <summary>Reads until the condition holds; asserts that it does before the stream ends.</summary>
    internal async Task ReadUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Assert.True(await ReadAsync(), $"the stream ended before: {Closed} {Reason}");
        }
    }

    /// <summary>Reads to the end of the stream.</summary>
    internal async Task ReadToEndAsync()
    {
        while (await ReadAsync())
        {
        }
    }

    /// <summary>Takes one message; false where the stream has ended.</summary>
    internal async Task<bool> ReadAsync()
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), new CancellationTokenSource(Patience).Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, new CancellationTokenSource(Patience).Token);
                return false;
            }

            Assert.Equal(WebSocketMessageType.Binary, part.MessageType);
            length += part.Count;
            if (part.EndOfMessage)
            {
                break;
            }
        }

        await TakeAsync(_buffer.AsMemory(0, length));
        return true;
    }

    public void Dispose() => _socket.Dispose();

    private async Task TakeAsync(ReadOnlyMemory<byte> message)
    {
        Assert.Equal([0, 0, 0], message[1..4].ToArray());
        switch (message.Span[0])
        {
            case 1:
                Assert.Equal(JsonValueKind.Undefined, Description.ValueKind); // once
                Description = Json(message);
                break;
            case 2:
                TakeSpikes(message.Span);
                if (Acknowledges)
                {
                    await SendNumberAsync(18, Frames);
                }

                break;
            case 3:
                TakeVoltage(message.Span);
                break;
            case 4:
                State = Json(message);
                break;
            case 5:
                var answer = Json(message);
                Answers.Add(answer.GetProperty("request").GetInt64(), (answer.GetProperty("ok").GetBoolean(), answer.GetProperty("message").GetString()!));
                break;
            case 6:
                End = Json(message);
                break;
            default:
                Assert.Fail($"kind {message.Span[0]}");
                break;
        }
    }

    private void TakeSpikes(ReadOnlySpan<byte> message)
    {
        Assert.Equal(++Frames, BinaryPrimitives.ReadUInt32LittleEndian(message[4..]));
        var (first, now) = (BinaryPrimitives.ReadInt64LittleEndian(message[8..]), BinaryPrimitives.ReadInt64LittleEndian(message[16..]));
        var count = (int)BinaryPrimitives.ReadUInt32LittleEndian(message[24..]);
        Missed += BinaryPrimitives.ReadUInt32LittleEndian(message[28..]);
        Assert.Equal(32 + (8 * count), message.Length);
        Assert.True(now >= 0);
        for (var i = 0; i < count; i++)
        {
            var after = BinaryPrimitives.ReadUInt32LittleEndian(message[(32 + (4 * count) + (4 * i))..]);
            Spikes.Add(((int)BinaryPrimitives.ReadUInt32LittleEndian(message[(32 + (4 * i))..]), first + (1_000L * after)));
        }
    }

    private void TakeVoltage(ReadOnlySpan<byte> message)
    {
        var count = (int)BinaryPrimitives.ReadUInt32LittleEndian(message[24..]);
        Assert.Equal(0u, BinaryPrimitives.ReadUInt32LittleEndian(message[28..]));
        Assert.Equal(32 + (4 * count), message.Length);
        Voltage.Add((
            (int)BinaryPrimitives.ReadUInt32LittleEndian(message[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(message[8..]),
            BinaryPrimitives.ReadDoubleLittleEndian(message[16..]),
            MemoryMarshal.Cast<byte, float>(message[32..]).ToArray()));
    }

    private static JsonElement Json(ReadOnlyMemory<byte> message) => JsonDocument.Parse(message[4..].ToArray()).RootElement;
}
