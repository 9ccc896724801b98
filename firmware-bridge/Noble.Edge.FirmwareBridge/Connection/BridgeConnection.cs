namespace Noble.Edge.FirmwareBridge;

/// <summary>A device, streamed to.</summary>
public sealed class BridgeConnection : IDisposable
{
    private readonly BridgeConnectionOptions _options;
    private readonly Action<string>? _notice;

    /// <summary>Creates a connection that does nothing yet.</summary>
    /// <param name="options">How the device is reached, and what it is set to.</param>
    /// <param name="notice">Gets one line whenever something happens that a person wants to know; called by the connection's thread.</param>
    public BridgeConnection(BridgeConnectionOptions options, Action<string>? notice)
    {
        _options = options;
        _notice = notice;
    }

    /// <summary>What it is doing. Any thread.</summary>
    public BridgeState State => throw new NotImplementedException();

    /// <summary>Whether an emergency has latched it: it does not arm again by itself. Any thread; no allocation.</summary>
    public bool IsEmergency => throw new NotImplementedException();

    /// <summary>The device; null before it has answered for the first time. Any thread.</summary>
    public BridgeDeviceFacts? Device => throw new NotImplementedException();

    /// <summary>Readable, by poll(2), while there is input.</summary>
    public int InputDescriptor => throw new NotImplementedException();

    /// <summary>Spikes waiting in the host or under way. Any thread.</summary>
    public long PendingCount => throw new NotImplementedException();

    /// <summary>Starts the thread that opens the link, configures, aligns, arms and streams, and does so again whenever it has to.</summary>
    public void Start() => _notice?.Invoke(_options.Address);

    /// <summary>Waits until the device is armed.</summary>
    /// <returns>False where the time passed first, or the connection is latched in a safe state.</returns>
    public bool WaitUntilArmed(TimeSpan timeout) => throw new NotImplementedException();

    /// <summary>Hands a spike over. One thread, the same for all that schedules; no lock, no allocation.</summary>
    /// <param name="nanoseconds">When it is to leave [ns, CLOCK_MONOTONIC].</param>
    /// <param name="line">Output line or address.</param>
    /// <returns>False where the queue is full or the connection is latched in a safe state.</returns>
    public bool TrySchedule(long nanoseconds, ushort line) => throw new NotImplementedException();

    /// <summary>Withdraws every spike handed over so far whose time is this or later. The scheduling thread.</summary>
    public void CancelFrom(long nanoseconds) => throw new NotImplementedException();

    /// <summary>Hands a converter code over. The scheduling thread.</summary>
    /// <param name="nanoseconds">When it is to be put out [ns, CLOCK_MONOTONIC]; 0 for at once.</param>
    /// <param name="channel">Converter channel, from 0.</param>
    /// <param name="code">The code.</param>
    /// <returns>False where the device is not armed, or the queue is full.</returns>
    public bool TryStimulate(long nanoseconds, byte channel, ushort code) => throw new NotImplementedException();

    /// <summary>Takes the oldest input event out. One thread.</summary>
    public bool TryReadInput(out BridgeInput input) => throw new NotImplementedException();

    /// <summary>Makes the device's outputs safe and keeps them so. Any thread; bounded time, no allocation.</summary>
    public void EnterSafeState() => throw new NotImplementedException();

    /// <summary>Emergency stop: the same, and the device refuses to arm in this session. Any thread; bounded time, no allocation.</summary>
    public void EmergencyStop() => throw new NotImplementedException();

    /// <summary>All counts of both sides. Any thread.</summary>
    public BridgeReport Report() => throw new NotImplementedException();

    /// <summary>Waits until the fate of everything handed over is known.</summary>
    /// <returns>False where the time passed first.</returns>
    public bool Flush(TimeSpan timeout) => throw new NotImplementedException();

    /// <summary>Ends the thread and closes the link. The device makes its outputs safe when it misses the heartbeat.</summary>
    public void Dispose()
    {
    }
}
