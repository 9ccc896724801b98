namespace Noble.Edge.FirmwareBridge;

/// <summary>
/// The host's side of the protocol, without a link and without a clock of its own: bytes and the time go in, bytes and the time of the
/// next thing to do come out.
/// </summary>
/// <remarks>
/// In this order: <see cref="Receive"/> what has come, <see cref="Advance"/>, then <see cref="Send"/> until nothing is left. All times are CLOCK_MONOTONIC [ns].
/// One thread, but for <see cref="RequestSafeState"/> and what says otherwise. No allocation while it streams.
/// </remarks>
internal sealed partial class BridgeSession
{
    private const long Millisecond = 1_000_000;
    private const long HelloInterval = 250 * Millisecond;
    private const long SlowHelloInterval = 2_000 * Millisecond;
    private const long IncompatibleInterval = 5_000 * Millisecond;
    private const long SilenceMost = BridgeProtocol.LinkTimeoutMilliseconds * Millisecond;
    private const long ReopenAfter = 3_000 * Millisecond;
    private const long ArmInterval = 20 * Millisecond;

    // Heartbeat, probes and a register's reading are not acknowledged; the device has to take them in as well.
    private const int BytesBesideCommands = 192;
    private const int CommandBytesLeast = 128;

    private readonly BridgeConnectionOptions _options;
    private readonly HandOver _handOver;
    private readonly InputQueue _inputs;
    private readonly Random _random;
    private readonly BridgeReceiver _receiver = new(BridgeReceiverOptions.Default);
    private readonly CommandWindow _window = new();
    private readonly DeviceCounters _counters = new();
    private readonly SpikeFates _fates = new();
    private readonly RoundTrip _roundTrip = new();
    private readonly List<string> _notices = [];
    private readonly long _heartbeatInterval;
    private readonly long[] _safeStates = new long[BridgeProtocol.CauseCount];
    private BridgePhase _phase;
    private string _reason = "not started";
    private uint _session;
    private BridgeDeviceFacts? _device;
    private ClockAlignment? _alignment;
    private BridgeDeviceState _deviceState;
    private BridgeSafeCause _deviceCause;
    private bool _hasBeenArmed;
    private long _lastHeard;
    private long _helloSince;
    private long _armAt;
    private long _opened;
    private long _welcomes;
    private long _restarts;
    private int _latch;

    /// <summary>Creates a session whose link is closed.</summary>
    internal BridgeSession(BridgeConnectionOptions options, HandOver handOver, InputQueue inputs, Random random)
    {
        (_options, _handOver, _inputs, _random) = (options, handOver, inputs, random);
        _heap = new SpikeHeap(handOver.Capacity);
        _leadNanoseconds = BridgeTimes.Nanoseconds(options.LookAhead);
        _heartbeatInterval = Math.Min(
            BridgeProtocol.HeartbeatIntervalMilliseconds * Millisecond, BridgeTimes.Nanoseconds(options.HeartbeatTimeout) / 4);
    }

    /// <summary>What it is doing.</summary>
    internal BridgeState State => _phase switch
    {
        _ when Latch == SafeLatch.Emergency => BridgeState.Emergency,
        _ when Latch == SafeLatch.Safe && IsInSession => BridgeState.Safe,
        BridgePhase.Closed => BridgeState.Connecting,
        BridgePhase.Hello => IsOtherVersion ? BridgeState.Incompatible : BridgeState.Connecting,
        BridgePhase.Counting or BridgePhase.Configuring => BridgeState.Configuring,
        BridgePhase.Aligning => BridgeState.Aligning,
        BridgePhase.Arming => BridgeState.Arming,
        BridgePhase.Running => BridgeState.Armed,
        BridgePhase.Held => BridgeState.Safe,
        _ => BridgeState.Incompatible,
    };

    /// <summary>The device; null before it has answered. Any thread.</summary>
    internal BridgeDeviceFacts? Device => Volatile.Read(ref _device);

    /// <summary>What keeps it in the safe state. Any thread.</summary>
    internal SafeLatch Latch => (SafeLatch)Volatile.Read(ref _latch);

    /// <summary>Whether the link is open and leads nowhere: it is worth another try to open it.</summary>
    internal bool WantsReopen { get; private set; }

    /// <summary>Lines for a person, oldest first; whoever takes them clears the list.</summary>
    internal List<string> Notices => _notices;

    private bool IsInSession => _phase >= BridgePhase.Counting && _phase != BridgePhase.Incompatible;

    private bool IsOtherVersion => _receiver.Counters.LastUnsupportedVersion != 0;

    /// <summary>The link has been opened.</summary>
    internal void LinkOpened(long now)
    {
        _opened++;
        BeginHello(now, "waiting for the device to answer");
        _helloSince = now;
        _lastHeard = now;
    }

    /// <summary>The link is closed, or could not be opened.</summary>
    /// <param name="reason">Why: one line.</param>
    internal void LinkClosed(string reason)
    {
        EndSession();
        _phase = BridgePhase.Closed;
        WantsReopen = false;
        Say(reason);
    }

    /// <summary>Lets the time pass: what has been handed over is taken, what is late is dropped, what has not been answered is sent again.</summary>
    internal void Advance(long now)
    {
        _receiver.Poll(now);
        ApplyRequests();
        TakeHandOver(now);
        DropLate(now);
        if (_phase == BridgePhase.Closed)
        {
            return;
        }

        if (IsInSession && now - _lastHeard >= SilenceMost)
        {
            LoseSession(now, "the device is silent");
        }

        if (_phase == BridgePhase.Hello)
        {
            WantsReopen = now - Math.Max(_lastHeard, _helloSince) >= ReopenAfter;
            SayVersion();
        }

        if (_phase == BridgePhase.Incompatible && now >= _helloAt)
        {
            BeginHello(now, _reason);
        }

        ForgetProbes(now);
        if (_phase == BridgePhase.Aligning && IsAlignedForSession)
        {
            (_phase, _armAt) = (_options.Arms ? BridgePhase.Arming : BridgePhase.Held, now);
            _reason = _options.Arms ? _reason : "aligned, and not to be armed";
        }

        WatchTimeouts(now);
    }

    // A hello begins a new session, so that the device forgets whatever of the old one is on its way.
    private void BeginHello(long now, string reason)
    {
        do
        {
            _session = unchecked((uint)_random.Next(int.MinValue, int.MaxValue));
        }
        while (_session == 0);

        _phase = BridgePhase.Hello;
        _reason = reason;
        _helloAt = now;
        _helloSince = now;
        _receiver.Counters.LastUnsupportedVersion = 0;
    }

    private void LoseSession(long now, string reason)
    {
        EndSession();
        Say(reason);
        BeginHello(now, reason);
    }

    private void EndSession()
    {
        if (IsInSession)
        {
            _fates.SessionEnded(_window.Spikes);
        }

        DiscardStimuli();
        _stimuliDiscarded += _window.Stimuli;
        _window.Begin();
        _sentSpikes.Clear();
        _cancelFrom = NoCancel;
        (_isCancelling, _isReading, _isWriting) = (false, false, false);
        ForgetAllProbes();
        _deviceState = BridgeDeviceState.Safe;
    }

    private void Welcome(in WelcomeMessage message, long now)
    {
        if (message.Session != _session)
        {
            NoticeBoot(message.Boot, now);
            if (IsInSession)
            {
                LoseSession(now, $"the device has started anew, or another host has said hello to it");
            }

            return;
        }

        if (NoticeBoot(message.Boot, now) && _phase == BridgePhase.Hello && _helloSince == now)
        {
            // It started after it had been greeted: this is another session's welcome.
            return;
        }

        if (_phase != BridgePhase.Hello)
        {
            return;
        }

        if (_alignment is null || _device?.TicksPerSecond != message.TicksPerSecond)
        {
            _alignment = message.TicksPerSecond is > 0 and <= 1_000_000_000 ? new ClockAlignment(message.TicksPerSecond) : null;
        }

        Volatile.Write(ref _device, Facts(message));
        _welcomes++;
        _window.Begin();
        _window.WireBytesMost = message.ReceiveBytes - BytesBesideCommands;
        _roundTrip.Forget();
        (_freeSpikes, _freeStimuli) = (0, 0);
        (_deviceState, _deviceCause) = (message.State, BridgeSafeCause.NewSession);
        _heartbeatAt = now;
        _probeAt = now;
        _probesOfSession = 0;
        BeginConfiguring(message, now);
    }

    private void BeginConfiguring(in WelcomeMessage message, long now)
    {
        var device = _device!;
        var mistake = _alignment is null ? $"board '{device.Board}' says that its timer makes {message.TicksPerSecond} ticks a second" : null;
        mistake ??= _window.WireBytesMost < CommandBytesLeast
            ? $"board '{device.Board}' takes in {message.ReceiveBytes} bytes, and {BytesBesideCommands + CommandBytesLeast} are needed"
            : null;
        if (mistake is null)
        {
            _settings = RegisterPlan.Of(_options, device, out mistake);
        }

        if (mistake is not null)
        {
            Refuse(mistake, now);
            return;
        }

        _phase = BridgePhase.Counting;
        _step = 0;
        _reason = "the device's registers are being set";
        if (IsEmergencyCause(message.LastCause) && (!_options.ArmAfterEmergency || _hasBeenArmed))
        {
            Hold(SafeLatch.Emergency, $"an emergency stop had made the device safe ({Text(message.LastCause)}): look at the rig, then arm after emergency");
        }
    }

    private void Refuse(string mistake, long now)
    {
        EndSession();
        if (_reason != mistake)
        {
            Say(mistake);
        }

        _phase = BridgePhase.Incompatible;
        _helloAt = now + IncompatibleInterval;
    }

    // Every message that carries it is asked: whichever comes first tells of the restart.
    private bool NoticeBoot(uint boot, long now)
    {
        if (_device is null || boot == _device.Boot)
        {
            return false;
        }

        _restarts++;
        var wasInSession = IsInSession;
        EndSession();
        _counters.Restarted();
        _fates.Restarted();
        _expectedInput = 0;
        Volatile.Write(ref _device, _device with { Boot = boot });
        _alignment?.Reset();
        Say("the device has started anew");
        if (wasInSession)
        {
            BeginHello(now, "the device has started anew");
        }

        return true;
    }

    private void SayVersion()
    {
        if (!IsOtherVersion)
        {
            return;
        }

        var reason = FormattableString.Invariant(
            $"the device speaks version {_receiver.Counters.LastUnsupportedVersion} of the protocol, this host version {BridgeProtocol.ProtocolVersion}");
        if (_reason != reason)
        {
            Say(reason);
        }
    }

    private void Say(string line)
    {
        _reason = line;
        _notices.Add(line);
    }
}
