using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <content>What a page says.</content>
internal sealed partial class PageSession
{
    private const int MessageMaximum = 4_096; // bytes
    private const int AnswersMaximum = 64; // that wait to be sent
    private const uint NoNeuron = uint.MaxValue;
    private static readonly TimeSpan HelloPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentQueue<PageAnswer> _answers = new();
    private readonly byte[] _received = new byte[MessageMaximum + 1];

    private async Task<bool> GreetAsync(PageToken? token)
    {
        _cancellation.CancelAfter(HelloPatience);
        if (await NextAsync() is not { } length)
        {
            return false;
        }

        if (length == 0 || _received[0] != (byte)PageMessageKind.Hello || Parse(length, PageJson.Default.PageHello) is not { } hello)
        {
            await RefuseAsync("expected hello first");
            return false;
        }

        if (token?.Is(hello.Token) == false)
        {
            await RefuseAsync("the token is not this rig's");
            return false;
        }

        _cancellation.CancelAfter(Timeout.InfiniteTimeSpan);
        return true;
    }

    // Ends when the page has closed its side or broken a rule; it never throws, for the sending side is not to wait for it.
    private async Task ReceiveAsync()
    {
        try
        {
            while (await NextAsync() is { } length)
            {
                if (Obey(_received.AsSpan(0, length)) is { } mistake)
                {
                    await RefuseAsync(mistake);
                    return;
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The page has gone.
        }
    }

    // The length of the next message, or null where there is none any more.
    private async ValueTask<int?> NextAsync()
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_received.AsMemory(length), _cancellation.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Text || length > MessageMaximum)
            {
                await RefuseAsync(length > MessageMaximum ? $"a message has at most {MessageMaximum} bytes" : "messages are binary");
                return null;
            }

            if (part.EndOfMessage)
            {
                return length;
            }
        }
    }

    // Null, or which rule was broken.
    private string? Obey(ReadOnlySpan<byte> message)
    {
        var kind = message.Length == 0 ? default : (PageMessageKind)message[0];
        switch (kind)
        {
            case PageMessageKind.Select when message.Length == 8:
                return Select(BinaryPrimitives.ReadUInt32LittleEndian(message[4..]));
            case PageMessageKind.Acknowledge when message.Length == 8:
                var frame = BinaryPrimitives.ReadUInt32LittleEndian(message[4..]);
                if (frame > Volatile.Read(ref _sent))
                {
                    return "acknowledged a frame that was not sent";
                }

                Volatile.Write(ref _acknowledged, Math.Max(frame, _acknowledged));
                return null;
            case PageMessageKind.Command when message.Length > 4:
                return Command(message.Length);
            default:
                return "unknown message";
        }
    }

    private string? Select(uint neuron)
    {
        if (neuron != NoNeuron && neuron >= _source.NeuronCount)
        {
            return "there is no such neuron";
        }

        // Its buffers are made when a page first wants any.
        if (_voltage is null && neuron != NoNeuron)
        {
            Volatile.Write(ref _voltage, _source.Voltage?.Attach());
        }

        if (_voltage is { } voltage)
        {
            voltage.Neuron = neuron == NoNeuron ? -1 : (int)neuron;
        }

        return null;
    }

    private string? Command(int length)
    {
        if (Parse(length, PageJson.Default.PageCommand) is not { Request: { } request, Command: { } command } asked)
        {
            return "a command needs request and command";
        }

        if (_answers.Count >= AnswersMaximum)
        {
            return "too many commands at once";
        }

        var (isDone, message) = _source.Do(command, asked.Value);
        _answers.Enqueue(new PageAnswer(request, isDone, message));
        return null;
    }

    private T? Parse<T>(int length, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return length > 4 ? JsonSerializer.Deserialize(_received.AsSpan(4, length - 4), type) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // The sending side may be in the middle of a message: a close waits for it.
    private Task RefuseAsync(string reason) => _socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, reason, _cancellation.Token);
}
