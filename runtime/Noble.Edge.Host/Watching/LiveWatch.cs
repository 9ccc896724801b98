using System.Buffers;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>Prints a broker's live streams until enough is printed, a signal comes, or the broker goes.</summary>
internal sealed class LiveWatch(BrokerAddress broker, string rig, SpikePrinter printer) : IDisposable
{
    private readonly ManualResetEventSlim _ended = new();
    private bool _disconnected;
    private bool _stopped;

    /// <exception cref="FailedException">The broker went away in the middle of a stream.</exception>
    internal void Run(CancellationToken stop)
    {
        string[] filters = [$"noble/{rig}/state", $"noble/{rig}/spikes"];
        using var subscription = MqttSubscription.Open(MqttConnectionOptions.To(broker.Host, broker.Port), filters, OnReceived, OnDisconnected);
        try
        {
            _ended.Wait(stop);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (_disconnected && !_stopped && !printer.IsDone)
        {
            throw new FailedException($"the MQTT broker at {broker.Host}:{broker.Port} closed the connection before a stream had ended");
        }
    }

    public void Dispose() => _ended.Dispose();

    private void OnReceived(string topic, ReadOnlySequence<byte> payload)
    {
        var bytes = payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray();
        if (topic.EndsWith("/state", StringComparison.Ordinal))
        {
            _stopped = AnnouncementJson.TryRead(bytes, out StreamState? state) && state!.State is StreamState.Stopped or StreamState.Lost;
            return;
        }

        printer.Print(topic, bytes);
        if (printer.IsDone)
        {
            _ended.Set();
        }
    }

    private void OnDisconnected()
    {
        _disconnected = true;
        _ended.Set();
    }
}
