using System.Buffers.Binary;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>A device of few words, in the test's time: it does what the specification says, and what the test tells it to do wrong.</summary>
internal sealed class ScriptedDevice
{
    private readonly BridgeReceiver _receiver = new(new BridgeReceiverOptions { Direction = BridgeDirection.ToDevice });
    private readonly Dictionary<BridgeRegister, (BridgeRegisterType Type, ulong Value)> _registers = [];
    private readonly List<ulong> _pending = [];
    private ushort _sequence;
    private ushort _next;
    private BridgeResult _lastResult;
    private long _heartbeatAt;
    private bool _hasHeartbeat;
    private bool _hadEmergency;

    internal ScriptedDevice()
    {
        foreach (var setting in RegisterPlan.Of(new BridgeConnectionOptions { Address = "unix:/x" }, Facts(), out _))
        {
            _registers[setting.Register] = (setting.Type, setting.Value);
        }
    }

    /// <summary>Its timer [ticks of 1 µs].</summary>
    internal Func<long, ulong> Clock { get; set; } = now => (ulong)(now / 1000);

    internal List<byte[]> Replies { get; } = [];

    internal uint Session { get; set; }

    internal uint Boot { get; set; } = 7;

    internal byte Version { get; set; } = BridgeProtocol.ProtocolVersion;

    internal BridgeCapabilities Capabilities { get; set; } = BridgeCapabilities.Pulses | BridgeCapabilities.Inputs;

    internal int Capacity { get; set; } = 1024;

    internal ushort ReceiveBytes { get; set; } = 4096;

    internal BridgeSafeCause LastCause { get; set; } = BridgeSafeCause.Boot;

    internal BridgeDeviceState State { get; private set; }

    internal BridgeSafeCause Cause { get; private set; } = BridgeSafeCause.Boot;

    /// <summary>Frames that it took, in their order.</summary>
    internal List<BridgeMessageType> Taken { get; } = [];

    /// <summary>Spikes of the batches that it executed.</summary>
    internal List<ScheduledSpike> Spikes { get; } = [];

    internal List<CancelMessage> Cancels { get; } = [];

    internal List<WriteRegisterMessage> Writes { get; } = [];

    internal uint Accepted { get; private set; }

    internal uint Late { get; private set; }

    internal uint NotArmed { get; private set; }

    internal uint Full { get; private set; }

    /// <summary>Whether it answers a message; false is as if the answer were lost.</summary>
    internal Func<BridgeMessageType, bool> Answers { get; set; } = _ => true;

    /// <summary>Whether it hears a message; false is as if it were lost.</summary>
    internal Func<BridgeMessageType, bool> Hears { get; set; } = _ => true;

    internal bool IsSilent { get; set; }

    internal BridgeReceiverCounters Received => _receiver.Counters;

    /// <summary>Starts anew.</summary>
    internal void Restart()
    {
        Boot++;
        (Session, _next, _sequence, Accepted, Late, NotArmed, Full) = (0, 0, 0, 0, 0, 0, 0);
        _pending.Clear();
        MakeSafe(BridgeSafeCause.Boot);
        Welcome();
    }

    internal void MakeSafe(BridgeSafeCause cause)
    {
        State = BridgeDeviceState.Safe;
        Cause = cause;
        _hadEmergency |= cause is BridgeSafeCause.EmergencyCommand or BridgeSafeCause.EmergencyInput;
        _pending.Clear();
    }

    /// <summary>Takes bytes.</summary>
    internal void Take(ReadOnlySpan<byte> bytes, long now)
    {
        while (_receiver.TryRead(ref bytes, now, out var frame))
        {
            if (Hears(frame.Type))
            {
                Taken.Add(frame.Type);
                Take(frame, now);
            }
        }
    }

    /// <summary>Lets time pass: spikes leave, a heartbeat goes out.</summary>
    internal void Pass(long now)
    {
        var ticks = Clock(now);
        _pending.RemoveAll(spike => spike <= ticks);
        if (now >= _heartbeatAt)
        {
            _heartbeatAt = now + 100_000_000;
            Heartbeat(now);
        }
    }

    internal void Heartbeat(long now) => Send(BridgeMessageType.DeviceHeartbeat, new DeviceHeartbeatMessage
    {
        Session = Session,
        Boot = Boot,
        DeviceTimeTicks = Clock(now),
        State = State,
        Cause = State == BridgeDeviceState.Armed ? BridgeSafeCause.None : Cause,
        FreeSpikes = (ushort)(Capacity - _pending.Count),
        FreeStimuli = 256,
        NextCommand = _next,
        Accepted = Accepted,
        Emitted = Accepted - (uint)_pending.Count,
        LateOnArrival = Late,
        LateAtEmission = 0,
        Refused = NotArmed + Full,
        Withdrawn = 0,
    }.TryWrite);

    internal void Inputs(uint first, ulong ticks, params DeviceInput[] inputs)
    {
        var payload = new byte[InputEventsMessage.LengthOf(inputs.Length)];
        Assert.True(InputEventsMessage.TryWrite(payload, first, ticks, inputs, out _, out _));
        Frame(BridgeMessageType.InputEvents, payload);
    }

    /// <summary>Any payload in a good frame.</summary>
    internal void Frame(BridgeMessageType type, ReadOnlySpan<byte> payload)
    {
        if (IsSilent || !Answers(type))
        {
            _sequence++;
            return;
        }

        var wire = WireFrame.Of(type, _sequence++, payload);
        if (Version != BridgeProtocol.ProtocolVersion)
        {
            var bytes = WireFrame.Unstuffed(wire);
            bytes[BridgeProtocol.HeaderVersionOffset] = Version;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), Crc32.Compute(bytes.AsSpan(0, bytes.Length - 4)));
            var stuffed = new byte[CobsWriter.Bound(bytes.Length)];
            var writer = new CobsWriter(stuffed);
            writer.Write(bytes);
            wire = [0, .. stuffed[..writer.End()], 0];
        }

        Replies.Add(wire);
    }

    private static BridgeDeviceFacts Facts() => new(
        "scripted", new Version(1, 0, 0), 7, 1_000_000, BridgeCapabilities.Pulses, 1024, 256, 4096, 16, 8, 0, 0, 12, 12, BridgeSafeCause.Boot);

    private void Welcome() => Send(BridgeMessageType.Welcome, new WelcomeMessage
    {
        Session = Session,
        Boot = Boot,
        TicksPerSecond = 1_000_000,
        FirmwareVersion = 0x00010203,
        Capabilities = Capabilities,
        SpikeCapacity = (ushort)Capacity,
        StimulusCapacity = 256,
        ReceiveBytes = ReceiveBytes,
        Lines = 16,
        Inputs = 8,
        DacChannels = 0,
        AdcChannels = 0,
        DacBits = 12,
        AdcBits = 12,
        State = State,
        LastCause = LastCause,
        Board = BridgeBoardName.Of("scripted"),
    }.TryWrite);

    private void Take(in BridgeFrame frame, long now)
    {
        switch (frame.Type)
        {
            case BridgeMessageType.Hello:
                Assert.True(HelloMessage.TryRead(frame.Payload, out var hello, out _));
                if (hello.Session != Session)
                {
                    (Session, _next, _hasHeartbeat, _hadEmergency) = (hello.Session, 0, false, false);
                    MakeSafe(BridgeSafeCause.NewSession);
                }

                Welcome();
                break;
            case BridgeMessageType.HostHeartbeat:
                _hasHeartbeat = true;
                break;
            case BridgeMessageType.ClockProbe:
                Assert.True(ClockProbeMessage.TryRead(frame.Payload, out var probe, out _));
                Send(BridgeMessageType.ClockReply, new ClockReplyMessage(probe.Number, Clock(now), Clock(now)).TryWrite);
                break;
            case BridgeMessageType.ReadRegister:
                Assert.True(ReadRegisterMessage.TryRead(frame.Payload, out var read, out _));
                Send(BridgeMessageType.Register, Read(read.Register).TryWrite);
                break;
            case BridgeMessageType.SafeState:
                MakeSafe(BridgeSafeCause.Command);
                Heartbeat(now);
                break;
            case BridgeMessageType.EmergencyStop:
                MakeSafe(BridgeSafeCause.EmergencyCommand);
                Heartbeat(now);
                break;
            default:
                Command(frame, now);
                break;
        }
    }

    private RegisterMessage Read(BridgeRegister register) => register switch
    {
        BridgeRegister.SpikesAccepted => Counter(register, Accepted),
        BridgeRegister.SpikesLateOnArrival => Counter(register, Late),
        BridgeRegister.SpikesNotArmed => Counter(register, NotArmed),
        BridgeRegister.SpikesFull => Counter(register, Full),
        BridgeRegister.SpikesPending => Counter(register, (uint)_pending.Count),
        >= (BridgeRegister)BridgeProtocol.RegisterErrors => Counter(register, 0),
        _ when _registers.TryGetValue(register, out var value) => new RegisterMessage(register, value.Type, BridgeResult.Ok, value.Value),
        _ => new RegisterMessage(register, BridgeRegisterType.None, BridgeResult.UnknownRegister, 0),
    };

    private static RegisterMessage Counter(BridgeRegister register, uint value) => new(register, BridgeRegisterType.U32, BridgeResult.Ok, value);

    private void Command(in BridgeFrame frame, long now)
    {
        var number = BinaryPrimitives.ReadUInt16LittleEndian(frame.Payload);
        var result = Session == 0 ? BridgeResult.NoSession
            : number == _next ? Execute(frame, now)
            : (short)(number - _next) > 0 ? BridgeResult.OutOfOrder
            : number == (ushort)(_next - 1) ? _lastResult : BridgeResult.Repeated;
        Send(BridgeMessageType.Acknowledge, new AcknowledgeMessage
        {
            Session = Session,
            Command = number,
            NextCommand = _next,
            Result = result,
            Error = BridgeFrameError.None,
            State = State,
            Cause = State == BridgeDeviceState.Armed ? BridgeSafeCause.None : Cause,
            FreeSpikes = (ushort)(Capacity - _pending.Count),
            FreeStimuli = 256,
        }.TryWrite);
    }

    private BridgeResult Execute(in BridgeFrame frame, long now)
    {
        _next++;
        _lastResult = frame.Type switch
        {
            BridgeMessageType.SpikeBatch => Schedule(frame.Payload, now),
            BridgeMessageType.WriteRegister => Write(frame.Payload),
            BridgeMessageType.Cancel => Cancel(frame.Payload),
            BridgeMessageType.Arm => Arm(),
            _ => BridgeResult.Ok,
        };
        return _lastResult;
    }

    private BridgeResult Schedule(ReadOnlySpan<byte> payload, long now)
    {
        Assert.True(SpikeBatchMessage.TryRead(payload, out var batch, out var error), $"{error}");
        for (var i = 0; i < batch.Count; i++)
        {
            if (State != BridgeDeviceState.Armed)
            {
                NotArmed++;
            }
            else if (batch[i].DeviceTimeTicks < Clock(now))
            {
                Late++;
            }
            else if (_pending.Count >= Capacity)
            {
                Full++;
            }
            else
            {
                Accepted++;
                _pending.Add(batch[i].DeviceTimeTicks);
                Spikes.Add(batch[i]);
            }
        }

        return State == BridgeDeviceState.Armed ? BridgeResult.Ok : BridgeResult.NotArmed;
    }

    private BridgeResult Write(ReadOnlySpan<byte> payload)
    {
        Assert.True(WriteRegisterMessage.TryRead(payload, out var write, out _));
        Writes.Add(write);
        _registers[write.Register] = (write.Type, write.Value);
        return BridgeResult.Ok;
    }

    private BridgeResult Cancel(ReadOnlySpan<byte> payload)
    {
        Assert.True(CancelMessage.TryRead(payload, out var cancel, out _));
        Cancels.Add(cancel);
        return BridgeResult.Ok;
    }

    private BridgeResult Arm()
    {
        if (_hadEmergency || !_hasHeartbeat)
        {
            return _hadEmergency ? BridgeResult.Emergency : BridgeResult.NoHeartbeat;
        }

        State = BridgeDeviceState.Armed;
        return BridgeResult.Ok;
    }

    private delegate bool Writer(Span<byte> destination, out int written, out BridgeFrameError error);

    private void Send(BridgeMessageType type, Writer write)
    {
        var payload = new byte[64];
        Assert.True(write(payload, out var written, out _));
        Frame(type, payload.AsSpan(0, written));
    }
}
