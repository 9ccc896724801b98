namespace Noble.Edge.FirmwareBridge;

/// <summary>
/// The commands that were numbered and are not known to be executed, in their order: go-back-N. A command is sent again as it was, because
/// the device may have executed it and only its answer was lost.
/// </summary>
/// <remarks>No allocation after construction.</remarks>
internal sealed class CommandWindow
{
    private const int Places = 32;

    // After so long without an answer nothing lies in the device's buffer any longer.
    private const long ClearNanoseconds = 250_000_000;

    private readonly Command[] _commands = new Command[Places];
    private readonly int[] _sizes = new int[2 * Places]; // [number mod 64]: bytes on the wire, also of those that are executed
    private int _unanswered; // bytes that the device may not have taken out of its buffer, copies among them
    private long _clearAt;
    private int _first;
    private int _sent; // of _count; the rest is to be sent, or sent again
    private ushort _firstNumber;
    private int _wireBytes;
    private bool _goingBack;
    private bool _onlyFirst;

    /// <summary>Creates an empty window.</summary>
    internal CommandWindow()
    {
        for (var i = 0; i < Places; i++)
        {
            _commands[i] = new Command();
        }
    }

    /// <summary>Commands that are not known to be executed.</summary>
    internal int Count { get; private set; }

    /// <summary>Spikes in them.</summary>
    internal int Spikes { get; private set; }

    /// <summary>Stimuli in them.</summary>
    internal int Stimuli { get; private set; }

    /// <summary>Bytes that the device takes in while it is busy: the commands on their way are never longer.</summary>
    internal int WireBytesMost { get; set; }

    /// <summary>Number of the next command.</summary>
    internal ushort NextNumber => (ushort)(_firstNumber + Count);

    /// <summary>The oldest command; there is one.</summary>
    internal Command First => _commands[_first];

    /// <summary>Whether something waits to be sent.</summary>
    internal bool HasUnsent => IsWaiting && Fits;

    private bool IsWaiting => _sent < Count && !(_onlyFirst && _sent > 0);

    private bool Fits => _unanswered == 0 || _unanswered + _sizes[(_firstNumber + _sent) % _sizes.Length] <= WireBytesMost;

    /// <summary>A new session: the next command has number 0.</summary>
    internal void Begin()
    {
        (Count, Spikes, Stimuli, _sent, _firstNumber, _wireBytes) = (0, 0, 0, 0, 0, 0);
        (_goingBack, _onlyFirst) = (false, false);
        _unanswered = 0;
    }

    /// <summary>The longest payload for which there is room now; negative where there is none.</summary>
    internal int PayloadRoom()
    {
        if (Count == Places)
        {
            return -1;
        }

        var room = WireBytesMost - _wireBytes - BridgeFrameCodec.WireBound(0);
        room -= (room + BridgeProtocol.CobsBlockBytesMax) / BridgeProtocol.CobsBlockBytesMax;
        return Math.Min(room, BridgeProtocol.PayloadBytesMax);
    }

    /// <summary>Where the next command's payload is to be written before <see cref="Add"/>.</summary>
    internal Span<byte> NextPayload() => _commands[(_first + Count) % Places].Payload;

    /// <summary>Adds the command whose payload has been written.</summary>
    internal void Add(BridgeMessageType type, int payloadBytes, int spikes = 0, int stimuli = 0)
    {
        var command = _commands[(_first + Count) % Places];
        command.Type = type;
        command.Number = NextNumber;
        command.PayloadBytes = payloadBytes;
        command.Spikes = spikes;
        command.Stimuli = stimuli;
        command.Transmissions = 0;
        Count++;
        Spikes += spikes;
        Stimuli += stimuli;
        _wireBytes += BridgeFrameCodec.WireBound(payloadBytes);
        _sizes[command.Number % _sizes.Length] = BridgeFrameCodec.WireBound(payloadBytes);
    }

    /// <summary>The next command to send, which counts as sent.</summary>
    internal bool TrySend(long now, out Command command)
    {
        if (!HasUnsent)
        {
            command = _commands[_first];
            return false;
        }

        command = _commands[(_first + _sent++) % Places];
        command.SentNanoseconds = now;
        command.Transmissions++;
        _unanswered += _sizes[command.Number % _sizes.Length];
        _clearAt = now + ClearNanoseconds;
        return true;
    }

    /// <summary>A copy of a command has been answered, whatever the answer: it is out of the device's buffer.</summary>
    internal void Answered(ushort number) => _unanswered = Math.Max(0, _unanswered - _sizes[number % _sizes.Length]);

    /// <summary>When the oldest command that was sent has waited long enough; the end of time where none was.</summary>
    internal long TimeoutAt(long timeoutNanoseconds) => _sent > 0 ? First.SentNanoseconds + timeoutNanoseconds
        : IsWaiting && !Fits ? _clearAt
        : long.MaxValue;

    /// <summary>No answer came: sends the oldest again, and the others once that is answered. Where there is no room for it, there is by now.</summary>
    internal void GoBackAfterTimeout()
    {
        if (_sent == 0)
        {
            _unanswered = 0;
        }

        _sent = 0;
        _onlyFirst = true;
        _goingBack = true;
    }

    /// <summary>The device asks for its expected command: sends again from there on, once.</summary>
    /// <returns>Whether it was not already doing so.</returns>
    internal bool TryGoBack()
    {
        if (_goingBack || Count == 0)
        {
            return false;
        }

        _sent = 0;
        _goingBack = true;
        return true;
    }

    /// <summary>The device expects a command, and so has executed those before it.</summary>
    /// <param name="next">Number of the command.</param>
    /// <param name="executed">How many it has executed that were not known to be.</param>
    /// <returns>Whether the number is one that the device can expect; an older or an impossible one is not.</returns>
    internal bool IsExpected(ushort next, out int executed)
    {
        executed = (ushort)(next - _firstNumber);
        return executed <= Count;
    }

    /// <summary>Takes the oldest command out, because it is executed; valid until the next is added.</summary>
    internal Command TakeFirst()
    {
        var command = _commands[_first];
        _first = (_first + 1) % Places;
        _firstNumber++;
        Count--;
        _sent = Math.Max(0, _sent - 1);
        Spikes -= command.Spikes;
        Stimuli -= command.Stimuli;
        _wireBytes -= BridgeFrameCodec.WireBound(command.PayloadBytes);
        (_goingBack, _onlyFirst) = (false, false);

        // Of a command whose answer was lost nobody subtracts the bytes.
        _unanswered = Count == 0 ? 0 : _unanswered;
        return command;
    }

    /// <summary>Spikes and stimuli of the commands from a number on, which the device had not executed when it said so.</summary>
    internal (int Spikes, int Stimuli) After(int executed)
    {
        var (spikes, stimuli) = (0, 0);
        for (var i = executed; i < Count; i++)
        {
            var command = _commands[(_first + i) % Places];
            spikes += command.Spikes;
            stimuli += command.Stimuli;
        }

        return (spikes, stimuli);
    }

    /// <summary>A numbered command.</summary>
    internal sealed class Command
    {
        internal byte[] Payload { get; } = new byte[BridgeProtocol.PayloadBytesMax];

        internal BridgeMessageType Type { get; set; }

        internal ushort Number { get; set; }

        internal int PayloadBytes { get; set; }

        internal int Spikes { get; set; }

        internal int Stimuli { get; set; }

        internal int Transmissions { get; set; }

        internal long SentNanoseconds { get; set; }

        /// <summary>Whether its result is needed, and not only that it was executed.</summary>
        internal bool NeedsResult => Type is not (BridgeMessageType.SpikeBatch or BridgeMessageType.Stimulus);
    }
}
