using System.Diagnostics;

namespace Noble.Edge.FirmwareBridge;

/// <summary>A device, streamed to: opened, set up, aligned, armed and fed by a thread of its own, again and again whenever that is needed.</summary>
/// <remarks>
/// Times are CLOCK_MONOTONIC [ns], which is what <see cref="Stopwatch.GetTimestamp"/> gives on Linux. One thread schedules, stimulates and cancels; one thread
/// reads inputs; everything else is for any thread. After an emergency, and after <see cref="EnterSafeState"/>, the connection stays in the safe
/// state: whoever wants to go on makes another.
/// </remarks>
public sealed partial class BridgeConnection : IDisposable
{
    private readonly NoticeThread? _notices;
    private readonly HandOver _handOver;
    private readonly InputQueue _inputs = new();
    private readonly BridgeSession _session;
    private readonly IBridgeLink _link;
    private readonly bool[] _dacIsSetUp = new bool[BridgeProtocol.RegisterDacChannelsMax];
    private readonly (ushort Lowest, ushort Highest)[] _dacCodes = new (ushort, ushort)[BridgeProtocol.RegisterDacChannelsMax];
    private readonly long _lookAheadNanoseconds;
    private readonly long _reconnectNanoseconds;

    // The session is the thread's; others look at it under this lock, which is never held while anything waits.
    private readonly object _gate = new();
    private readonly Wake _wake;
    private readonly Wake _inputWake;
    private long _dropped;
    private long _lookAheadMisses;
    private long _stimuliTaken;
    private long _stimuliRefused;

    /// <summary>Creates a connection that does nothing yet.</summary>
    /// <param name="options">How the device is reached, and what it is set to.</param>
    /// <param name="notice">
    /// Gets one line whenever something happens that a person wants to know; called by a thread that does nothing else, so that it may take
    /// its time. It must not throw.
    /// </param>
    public BridgeConnection(BridgeConnectionOptions options, Action<string>? notice)
        : this(options, notice, null)
    {
    }

    internal BridgeConnection(BridgeConnectionOptions options, Action<string>? notice, IBridgeLink? link)
    {
        ArgumentNullException.ThrowIfNull(options);
        Debug.Assert(Stopwatch.Frequency == TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerSecond, "Linux counts nanoseconds.");
        _link = link ?? DescriptorLink.Of(BridgeAddress.TryParse(options.Address, out var address, out _) ? address : throw new UnreachableException());
        _handOver = new HandOver(options.QueueCapacity);
        _session = new BridgeSession(options, _handOver, _inputs, Random.Shared);
        _lookAheadNanoseconds = BridgeTimes.Nanoseconds(options.LookAhead);
        _reconnectNanoseconds = BridgeTimes.Nanoseconds(options.ReconnectInterval);
        for (var channel = 0; channel < options.DacChannels.Count; channel++)
        {
            _dacIsSetUp[channel] = true;
            _dacCodes[channel] = (options.DacChannels[channel].LowestCode, options.DacChannels[channel].HighestCode);
        }

        _wake = new Wake();
        _inputWake = new Wake();
        _notices = notice is null ? null : new NoticeThread(notice);
        _thread = new Thread(Run) { IsBackground = true, Name = "bridge" };
    }

    /// <summary>What it is doing. Any thread.</summary>
    public BridgeState State => (BridgeState)Volatile.Read(ref _state);

    /// <summary>Whether an emergency has latched it: it does not arm again by itself. Any thread; no allocation.</summary>
    public bool IsEmergency => _session.Latch == SafeLatch.Emergency;

    /// <summary>The device; null before it has answered for the first time. Any thread.</summary>
    public BridgeDeviceFacts? Device => _session.Device;

    /// <summary>Readable, by poll(2), while there is input; now and then without any.</summary>
    public int InputDescriptor => _inputWake.Descriptor;

    /// <summary>Spikes waiting in the host or under way to the device. Any thread.</summary>
    public long PendingCount => _handOver.SpikesIn - _handOver.SpikesOut + Volatile.Read(ref _spikesHere);

    /// <summary>Hands a spike over. One thread, the same for all that schedules; no lock, no allocation.</summary>
    /// <param name="nanoseconds">When it is to leave [ns, CLOCK_MONOTONIC].</param>
    /// <param name="line">Output line or address.</param>
    /// <returns>False where the queue is full or the connection is latched in a safe state.</returns>
    public bool TrySchedule(long nanoseconds, ushort line)
    {
        if (nanoseconds < Stopwatch.GetTimestamp() + _lookAheadNanoseconds)
        {
            Volatile.Write(ref _lookAheadMisses, _lookAheadMisses + 1);
        }

        if (_session.Latch != SafeLatch.None || !_handOver.TryPutSpike(nanoseconds, line))
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return false;
        }

        WakeBefore(nanoseconds - _lookAheadNanoseconds);
        return true;
    }

    /// <summary>Withdraws every spike handed over so far whose time is this or later. The scheduling thread; no lock, no allocation.</summary>
    /// <remarks>Those that the device has are withdrawn there, if the link is quick enough; its own counters say how many.</remarks>
    public void CancelFrom(long nanoseconds)
    {
        _handOver.PutCancel(nanoseconds);
        WakeBefore(long.MinValue);
    }

    /// <summary>Hands a converter code over. The scheduling thread; no lock, no allocation.</summary>
    /// <param name="nanoseconds">When it is to be put out [ns, CLOCK_MONOTONIC]; 0 for at once.</param>
    /// <param name="channel">Converter channel, from 0.</param>
    /// <param name="code">The code.</param>
    /// <returns>False where the device is not armed, the queue is full, or the options do not allow the channel or the code.</returns>
    public bool TryStimulate(long nanoseconds, byte channel, ushort code)
    {
        if (State != BridgeState.Armed || _session.Latch != SafeLatch.None || channel >= _dacCodes.Length || !_dacIsSetUp[channel] ||
            code < _dacCodes[channel].Lowest || code > _dacCodes[channel].Highest ||
            !_handOver.TryPutStimulus(nanoseconds, channel, code))
        {
            Volatile.Write(ref _stimuliRefused, _stimuliRefused + 1);
            return false;
        }

        Volatile.Write(ref _stimuliTaken, _stimuliTaken + 1);
        WakeBefore(long.MinValue);
        return true;
    }

    /// <summary>Takes the oldest input event out. One thread; no lock, no allocation.</summary>
    public bool TryReadInput(out BridgeInput input)
    {
        if (_inputs.TryTake(out input))
        {
            return true;
        }

        // An event that comes after this sets it again.
        _inputWake.Clear();
        return _inputs.TryTake(out input);
    }

    /// <summary>Makes the device's outputs safe and keeps them so. Any thread; does not wait, no allocation.</summary>
    /// <remarks>It is sent ahead of everything else, and again until the device says that it is safe.</remarks>
    public void EnterSafeState()
    {
        _session.RequestSafeState(SafeLatch.Safe);
        _wake.Set();
    }

    /// <summary>Emergency stop: the same, and the device refuses to arm in this session. Any thread; does not wait, no allocation.</summary>
    public void EmergencyStop()
    {
        _session.RequestSafeState(SafeLatch.Emergency);
        _wake.Set();
    }

    /// <summary>All counts of both sides. Any thread.</summary>
    public BridgeReport Report()
    {
        lock (_gate)
        {
            return _session.Report(
                Volatile.Read(ref _dropped),
                Volatile.Read(ref _lookAheadMisses),
                Volatile.Read(ref _stimuliTaken),
                Volatile.Read(ref _stimuliRefused),
                State);
        }
    }
}
