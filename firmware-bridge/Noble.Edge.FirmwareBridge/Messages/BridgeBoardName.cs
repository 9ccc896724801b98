using System.Buffers.Binary;
using System.Text;

namespace Noble.Edge.FirmwareBridge;

/// <summary>A board's name as a welcome has it: up to 16 characters of ASCII, padded with zeros; no allocation before it is shown.</summary>
/// <param name="First">The first eight bytes.</param>
/// <param name="Second">The other eight.</param>
public readonly record struct BridgeBoardName(ulong First, ulong Second)
{
    /// <summary>The name; characters that ASCII cannot show become question marks, and what is behind the sixteenth is left out.</summary>
    public static BridgeBoardName Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<byte> bytes = stackalloc byte[BridgeProtocol.WelcomeBoardBytes];
        bytes.Clear();
        for (var i = 0; i < Math.Min(name.Length, bytes.Length); i++)
        {
            bytes[i] = Shown((byte)Math.Min((int)name[i], byte.MaxValue));
        }

        return Read(bytes);
    }

    /// <summary>The name in text; whatever a device sends, only what ASCII can show.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[BridgeProtocol.WelcomeBoardBytes];
        Write(bytes);
        var end = bytes.IndexOf((byte)0);
        bytes = end < 0 ? bytes : bytes[..end];
        foreach (ref var value in bytes)
        {
            value = Shown(value);
        }

        return Encoding.ASCII.GetString(bytes);
    }

    internal static BridgeBoardName Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, First);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Second);
    }

    private static byte Shown(byte value) => value is >= (byte)' ' and <= (byte)'~' ? value : (byte)'?';
}
