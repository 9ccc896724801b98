using System.Net.WebSockets;
using System.Runtime.InteropServices;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>One page that looks on: what it is sent, from its first message to its last.</summary>
/// <remarks>
/// All of it runs on the thread pool and reads what the run leaves for it; a page that is slow, silent or hostile costs the run nothing but
/// its buffers, which have their size from the start. After the start a frame allocates nothing here.
/// </remarks>
internal sealed partial class PageSession : IDisposable
{
    /// <summary>Spikes of a frame at most.</summary>
    internal const int FrameMaximum = 16_384;

    private const int FramesUnderWay = 8; // that were not acknowledged
    private const int VoltageMaximum = 4_096; // samples of a message
    private const int FrameMilliseconds = 16;
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(10);

    private readonly WebSocket _socket;
    private readonly ILiveSource _source;
    private readonly LiveStateMessage _state;
    private readonly CancellationTokenSource _cancellation;
    private readonly SpikeEvent[] _spikes = new SpikeEvent[FrameMaximum];
    private readonly byte[] _buffer = new byte[PageMessages.SpikesBytes(FrameMaximum)];
    private SpikeReader? _reader;
    private VoltageReader? _voltage;
    private byte[]? _lastState;
    private uint _sent;
    private uint _acknowledged;

    /// <param name="socket">The connection, accepted; stays the caller's.</param>
    /// <param name="source">What is looked at.</param>
    /// <param name="state">Its state, the same for all pages.</param>
    /// <param name="aborted">The connection is gone.</param>
    internal PageSession(WebSocket socket, ILiveSource source, LiveStateMessage state, CancellationToken aborted)
    {
        (_socket, _source, _state) = (socket, source, state);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(aborted);
    }

    /// <summary>Talks to the page until it goes, breaks the rules, or the run has ended. Throws nothing of what a page can cause.</summary>
    /// <param name="token">What it has to know, or null.</param>
    /// <param name="ending">The last message, once the run has ended.</param>
    internal async Task RunAsync(PageToken? token, Task<byte[]> ending)
    {
        try
        {
            if (!await GreetAsync(token))
            {
                return;
            }

            _reader = _source.Spikes.Attach();
            var received = ReceiveAsync();
            try
            {
                await SendAsync(PageMessages.Json(PageMessageKind.Description, _source.Describe(), PageJson.Default.LiveDescription));
                await StreamAsync(received, ending);
            }
            finally
            {
                await EndAsync(received);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The page has gone.
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _reader?.Dispose();
        _voltage?.Dispose();
        _cancellation.Dispose();
    }

    private async Task StreamAsync(Task received, Task<byte[]> ending)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(FrameMilliseconds));
        while (!received.IsCompleted)
        {
            // What was asked for before the end is answered.
            var isLast = ending.IsCompleted;
            await SendAnswersAsync();
            await SendStateAsync(isLast);
            if (isLast || _sent - Volatile.Read(ref _acknowledged) < FramesUnderWay)
            {
                await SendSpikesAsync();
                await SendVoltageAsync();
            }

            if (isLast)
            {
                await SendAsync(await ending);
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "the run has ended", _cancellation.Token);
                return;
            }

            await timer.WaitForNextTickAsync(_cancellation.Token);
        }
    }

    // The page has a second to close its side.
    private async Task EndAsync(Task received)
    {
        _cancellation.CancelAfter(TimeSpan.FromSeconds(1));
        await received;
    }

    private async ValueTask SendAnswersAsync()
    {
        while (_answers.TryDequeue(out var answer))
        {
            await SendAsync(PageMessages.Json(PageMessageKind.Answer, answer, PageJson.Default.PageAnswer));
        }
    }

    private ValueTask SendStateAsync(bool isLast)
    {
        var message = isLast ? _state.Last() : _state.Get();
        if (ReferenceEquals(message, _lastState))
        {
            return ValueTask.CompletedTask;
        }

        _lastState = message;
        return SendAsync(message);
    }

    private ValueTask SendSpikesAsync()
    {
        // The time first: what is played while the spikes are copied is then merely early.
        var now = _source.NowNanoseconds;
        var count = _reader!.Read(_spikes, out var missed);
        PageMessages.WriteSpikes(++_sent, now, missed, _spikes.AsSpan(0, count), _buffer);
        return SendAsync(_buffer.AsMemory(0, PageMessages.SpikesBytes(count)));
    }

    private async ValueTask SendVoltageAsync()
    {
        while (Volatile.Read(ref _voltage) is { } voltage && WriteVoltage(voltage) is > 0 and var length)
        {
            await SendAsync(_buffer.AsMemory(0, length));
        }
    }

    private int WriteVoltage(VoltageReader voltage)
    {
        var samples = MemoryMarshal.Cast<byte, float>(_buffer.AsSpan(PageMessages.HeadBytes, 4 * VoltageMaximum));
        var count = voltage.Read(_source.NowNanoseconds, samples, out var neuron, out var first);
        if (count == 0)
        {
            return 0;
        }

        PageMessages.WriteVoltageHead(neuron, first, _source.Voltage!.SampleIntervalNanoseconds, count, _buffer);
        return PageMessages.VoltageBytes(count);
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        // A page that takes nothing for so long is not there any more.
        _cancellation.CancelAfter(SendPatience);
        return _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, _cancellation.Token);
    }
}
