namespace Noble.Edge.Rig;

/// <summary>Commands to the loop from whoever looks on, in the same way as those over MQTT.</summary>
/// <remarks>Any number of threads may send; the loop reads on the pacer's.</remarks>
public sealed class LiveCommands : IInputPort, IDisposable
{
    private const int QueueMaximum = 64;
    private const int Reserve = 64; // room that only an emergency stop takes

    private readonly IMonotonicClock _clock;
    private readonly InputQueue _queue = new(QueueMaximum + Reserve);
    private readonly Lock _gate = new();
    private long _accepted;
    private long _refused;

    /// <param name="clock">The clock on which commands are timed.</param>
    public LiveCommands(IMonotonicClock clock) => _clock = clock;

    /// <inheritdoc />
    public string Name => "page";

    /// <inheritdoc />
    public int PollDescriptor => _queue.Descriptor;

    /// <summary>Commands that were queued for the loop.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Commands that found no room.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Any thread: a command for the loop, by its name as over MQTT.</summary>
    /// <param name="name">The command.</param>
    /// <param name="value">Its argument, where it has one.</param>
    /// <returns>Null where it was queued; otherwise why it was refused, in one line. An emergency stop always has room.</returns>
    public string? Send(string name, double? value)
    {
        if (CommandPayload.Judge(name, value, out var command, out var argument) is { } mistake)
        {
            return mistake;
        }

        return TrySend(InputKind.Command, (int)command, argument, command == RigCommand.EmergencyStop) ? null : $"{name}: {QueueMaximum} commands wait for the loop already";
    }

    /// <summary>Any thread: the loop is told, for the recording, of another step current of the population.</summary>
    /// <param name="trial">The first trial that has it.</param>
    /// <param name="nanoamperes">The current [nA].</param>
    /// <returns>False where the queue is full.</returns>
    public bool TrySendCurrent(long trial, double nanoamperes) => trial <= int.MaxValue && TrySend(InputKind.Current, (int)trial, nanoamperes, isUrgent: false);

    /// <inheritdoc />
    public bool TryRead(long nowNanoseconds, out InputEvent received) => _queue.TryRead(out received);

    /// <inheritdoc />
    public void Dispose() => _queue.Dispose();

    private bool TrySend(InputKind kind, int channel, double value, bool isUrgent)
    {
        lock (_gate)
        {
            // Where not even the reserve has room, dozens of emergency stops are in the queue already.
            var isQueued = isUrgent
                ? _queue.TryPush(Event(kind, channel, value)) || _queue.Count > QueueMaximum
                : _queue.Count < QueueMaximum && _queue.TryPush(Event(kind, channel, value));
            _queue.Signal();
            ref var count = ref isQueued ? ref _accepted : ref _refused;
            Volatile.Write(ref count, count + 1);
            return isQueued;
        }
    }

    private InputEvent Event(InputKind kind, int channel, double value) => new(_clock.NowNanoseconds, kind, 0, channel, value);
}
