namespace Noble.Edge.FirmwareBridge;

/// <content>Registers: counters that are read in turn, settings that are read and written where they differ.</content>
internal sealed partial class BridgeSession
{
    private const long ReadTimeout = 60 * Millisecond;
    private const long ReadInterval = 25 * Millisecond;
    private const long FateReadInterval = 5 * Millisecond;
    private const long PlacesReadInterval = 2 * Millisecond;

    private List<RegisterPlan.Setting> _settings = [];
    private int _step;
    private BridgeRegister _reading;
    private bool _isReading;
    private bool _isWriting;
    private long _readAt;
    private long _lastReadAt;
    private int _fateRegister;

    // Every spike that was executed is in one of the device's counters; where the host does not know in which, it asks for those.
    private bool WantsFates => _fates.Unread > 0 && _window.Spikes == 0;

    // Places at the device come free as spikes leave; between two heartbeats it is asked, when nothing else is in the way.
    private bool WantsPlaces => _phase == BridgePhase.Running && _heap.Count > 0 && _freeSpikes < Math.Min(WorthwhileSpikes, _heap.Count);

    private long ReadDueAt => _isWriting ? Never
        : WantsPlaces && !_isReading ? Math.Min(_readAt, Math.Max(_lastReadAt + PlacesReadInterval, _heap.First.Nanoseconds - _leadNanoseconds))
        : _readAt;

    private bool IsReadDue(long now) => IsInSession && now >= ReadDueAt;

    private int SendRead(Span<byte> wire, long now)
    {
        _reading = _isReading ? _reading : NextToRead();
        _isReading = true;
        _readAt = now + ReadTimeout;
        Span<byte> payload = stackalloc byte[BridgeProtocol.ReadRegisterBytes];
        new ReadRegisterMessage(_reading).TryWrite(payload, out _, out _);
        return Frame(wire, BridgeMessageType.ReadRegister, payload);
    }

    private BridgeRegister NextToRead() => _phase switch
    {
        BridgePhase.Counting => SpikeFates.Registers[_step],
        BridgePhase.Configuring => _settings[_step].Register,
        _ when WantsPlaces => BridgeRegister.SpikesPending,
        _ when WantsFates => SpikeFates.Registers[_fateRegister = (_fateRegister + 1) % SpikeFates.Registers.Length],
        _ => _counters.Next(),
    };

    private void Register(in RegisterMessage message, long now)
    {
        if (!IsInSession || !_isReading || message.Register != _reading)
        {
            return;
        }

        _isReading = false;
        _readAt = now;
        _lastReadAt = now;
        if (message.Result == BridgeResult.Ok && message.Type == BridgeRegisterType.U32)
        {
            Count(message.Register, (uint)message.Value);
            if (message.Register == BridgeRegister.SpikesPending)
            {
                _freeSpikes = Math.Max(_freeSpikes, _device!.SpikeCapacity - (int)Math.Min(message.Value, ushort.MaxValue) - _window.Spikes);
            }
        }

        switch (_phase)
        {
            case BridgePhase.Counting when message.Result != BridgeResult.Ok:
                Refuse($"the device cannot tell its register {message.Register}: {message.Result}", now);
                break;
            case BridgePhase.Counting:
                CountingGoesOn();
                break;
            case BridgePhase.Configuring:
                Compare(message, now);
                break;
            default:
                _readAt = now + (WantsFates ? FateReadInterval : ReadInterval);
                break;
        }
    }

    private void CountingGoesOn()
    {
        if (++_step < SpikeFates.Registers.Length)
        {
            return;
        }

        _fates.Resolve();
        _step = 0;
        _phase = Latch == SafeLatch.None ? BridgePhase.Configuring : BridgePhase.Held;
    }

    private void Compare(in RegisterMessage message, long now)
    {
        var setting = _settings[_step];
        if (message.Result != BridgeResult.Ok || message.Type != setting.Type)
        {
            Refuse($"the device's register {Name(setting.Register)} is not as this host knows it: {message.Result}, {message.Type}", now);
            return;
        }

        if (message.Value == setting.Value)
        {
            ConfiguringGoesOn();
            return;
        }

        _isWriting = true;
        new WriteRegisterMessage(_window.NextNumber, setting.Register, setting.Type, setting.Value)
            .TryWrite(_window.NextPayload(), out var written, out _);
        _window.Add(BridgeMessageType.WriteRegister, written);
    }

    private void Written(BridgeResult result, long now)
    {
        _isWriting = false;
        if (_phase != BridgePhase.Configuring)
        {
            return;
        }

        if (result == BridgeResult.Ok)
        {
            ConfiguringGoesOn();
            return;
        }

        var setting = _settings[_step];
        Refuse($"the device does not take {setting.Value} for its register {Name(setting.Register)}: {result}", now);
    }

    private void ConfiguringGoesOn()
    {
        if (++_step < _settings.Count)
        {
            return;
        }

        _phase = BridgePhase.Aligning;
        _reason = "the clocks are being aligned";
    }

    private static string Name(BridgeRegister register) =>
        Enum.IsDefined(register) ? register.ToString() : FormattableString.Invariant($"0x{(int)register:X4}");
}
