using System.Globalization;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>Reads a payload of each kind of messages.txt, and writes it again.</summary>
internal static class MessageVectors
{
    private delegate bool Reader<T>(ReadOnlySpan<byte> payload, out T message, out BridgeFrameError error);

    private delegate bool Writer<T>(in T message, Span<byte> destination, out int written);

    private static readonly Dictionary<string, Func<byte[], Outcome>> Kinds = new(StringComparer.Ordinal)
    {
        ["host_heartbeat"] = bytes => Of<HostHeartbeatMessage>(
            bytes, HostHeartbeatMessage.TryRead, m => Text(m.Session, m.HostTimeNanoseconds), (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["device_heartbeat"] = bytes => Of<DeviceHeartbeatMessage>(
            bytes,
            DeviceHeartbeatMessage.TryRead,
            m => Text(
                m.Session, m.Boot, m.DeviceTimeTicks, (byte)m.State, (byte)m.Cause, m.FreeSpikes, m.FreeStimuli, m.NextCommand, m.Accepted,
                m.Emitted, m.LateOnArrival, m.LateAtEmission, m.Refused, m.Withdrawn),
            (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["hello"] = bytes => Of<HelloMessage>(bytes, HelloMessage.TryRead, m => Text(m.Session), (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["welcome"] = bytes => Of<WelcomeMessage>(
            bytes,
            WelcomeMessage.TryRead,
            m => Text(
                m.Session, m.Boot, m.TicksPerSecond, m.FirmwareVersion, (uint)m.Capabilities, m.SpikeCapacity, m.StimulusCapacity, m.ReceiveBytes,
                m.Lines, m.Inputs, m.DacChannels, m.AdcChannels, m.DacBits, m.AdcBits, (byte)m.State, (byte)m.LastCause) +
                "," + Convert.ToHexStringLower([.. BitConverter.GetBytes(m.Board.First), .. BitConverter.GetBytes(m.Board.Second)]),
            (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["acknowledge"] = bytes => Of<AcknowledgeMessage>(
            bytes,
            AcknowledgeMessage.TryRead,
            m => Text(
                m.Session, m.Command, m.NextCommand, (byte)m.Result, (byte)m.Error, (byte)m.State, (byte)m.Cause, m.FreeSpikes, m.FreeStimuli),
            (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["arm"] = bytes => Of<ArmMessage>(bytes, ArmMessage.TryRead, m => Text(m.Number), (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["cancel"] = bytes => Of<CancelMessage>(
            bytes, CancelMessage.TryRead, m => Text(m.Number, m.Line, m.FromTicks, m.ToTicks), (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["clock_probe"] = bytes => Of<ClockProbeMessage>(
            bytes, ClockProbeMessage.TryRead, m => Text(m.Number, m.HostTimeNanoseconds), (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["clock_reply"] = bytes => Of<ClockReplyMessage>(
            bytes, ClockReplyMessage.TryRead, m => Text(m.Number, m.ReceivedTicks, m.SentTicks), (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["read_register"] = bytes => Of<ReadRegisterMessage>(
            bytes, ReadRegisterMessage.TryRead, m => Text((ushort)m.Register), (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["register"] = bytes => Of<RegisterMessage>(
            bytes,
            RegisterMessage.TryRead,
            m => Text((ushort)m.Register, (byte)m.Type, (byte)m.Result, m.Value),
            (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["write_register"] = bytes => Of<WriteRegisterMessage>(
            bytes,
            WriteRegisterMessage.TryRead,
            m => Text(m.Number, (ushort)m.Register, (byte)m.Type, m.Value),
            (in m, to, out n) => m.TryWrite(to, out n, out _)),
        ["log"] = Log,
    };

    /// <summary>Kinds that have a payload to read.</summary>
    public static bool IsKnown(string kind) => Kinds.ContainsKey(kind);

    public static Outcome Read(string kind, byte[] payload) => Kinds[kind](payload);

    private static string Text(params ReadOnlySpan<ulong> values) => string.Join(',', values.ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static Outcome Of<T>(byte[] payload, Reader<T> read, Func<T, string> text, Writer<T> write)
    {
        if (!read(payload, out var message, out var error))
        {
            return new Outcome(error, string.Empty, []);
        }

        var buffer = Guarded.Buffer(payload.Length);
        Assert.False(write(message, buffer.AsSpan(0, payload.Length - 1), out var nothing));
        Assert.Equal(0, nothing);
        Guarded.AssertIntact(buffer, 0);
        Assert.True(write(message, buffer, out var written));
        Guarded.AssertIntact(buffer, written);
        return new Outcome(error, text(message), buffer[..written]);
    }

    private static Outcome Log(byte[] payload)
    {
        if (!LogMessage.TryRead(payload, out var message, out var error))
        {
            return new Outcome(error, string.Empty, []);
        }

        var line = System.Text.Encoding.ASCII.GetBytes(message.ToString());
        var buffer = Guarded.Buffer(payload.Length);
        Assert.True(LogMessage.TryWrite(buffer, message.Level, message.DeviceTimeTicks, line, out var written, out _));
        Guarded.AssertIntact(buffer, written);
        return new Outcome(error, $"{Text((ulong)message.Level, message.DeviceTimeTicks)},{Convert.ToHexStringLower(line)}", buffer[..written]);
    }

    /// <summary>What became of a payload.</summary>
    /// <param name="Error">Why it is no message; None where it is one.</param>
    /// <param name="Fields">Its values, separated by commas.</param>
    /// <param name="Rewritten">The message, written again.</param>
    public sealed record Outcome(BridgeFrameError Error, string Fields, byte[] Rewritten);
}
