using System.Buffers.Binary;
using System.Text;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class EventFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Scalar_ReadByTheFormatsOwnRules_IsWhatWasWritten()
    {
        var path = _temporary.File("events");
        using (var file = new EventFile(path, 300, new FixedTime()))
        {
            file.Scalar("train/loss", 320, 0.25);
            file.Scalar("validation/relative_l2", 1_000_000, -1.5);
        }

        var records = Records(File.ReadAllBytes(path)).Select(Fields).ToArray();

        Assert.All(records, fields => Assert.Equal(1_000_000_000.5, BitConverter.Int64BitsToDouble((long)fields[1].Number)));
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(records[0][3].Bytes));
        Assert.Equal(300ul, records[1][2].Number);
        Assert.Equal(1ul, Fields(records[1][7].Bytes)[1].Number);
        Assert.Equal([("train/loss", 320ul, 0.25f), ("validation/relative_l2", 1_000_000ul, -1.5f)], records[2..].Select(Value));

        static (string Tag, ulong Step, float Value) Value(Dictionary<int, (ulong Number, byte[] Bytes)> fields)
        {
            var value = Fields(Fields(fields[5].Bytes)[1].Bytes);
            return (Encoding.UTF8.GetString(value[1].Bytes), fields[2].Number, BitConverter.Int32BitsToSingle((int)value[2].Number));
        }
    }

    [Fact]
    public void Crc_KnownText_IsTheStandards()
    {
        // The check value of CRC-32C (iSCSI): 0xE3069283 for the digits 1 to 9. It vouches for this test's own reader.
        Assert.Equal(0xE3069283, Crc32C("123456789"u8));
    }

    private static IEnumerable<byte[]> Records(byte[] file)
    {
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(Mask(Crc32C(file.AsSpan(at, 8))), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            var data = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(Mask(Crc32C(data)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            at += 16 + length;
            yield return data;
        }
    }

    private static uint Mask(uint crc) => unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);

    // Bit by bit, with the reflected polynomial of Castagnoli.
    private static uint Crc32C(ReadOnlySpan<byte> data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1;
            }
        }

        return ~crc;
    }

    private static Dictionary<int, (ulong Number, byte[] Bytes)> Fields(byte[] message)
    {
        var fields = new Dictionary<int, (ulong, byte[])>();
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint();
            var (number, bytes) = (key & 7) switch
            {
                0 => (Varint(), []),
                1 => (BinaryPrimitives.ReadUInt64LittleEndian(Take(8)), []),
                2 => (0ul, Take((int)Varint())),
                5 => (BinaryPrimitives.ReadUInt32LittleEndian(Take(4)), Array.Empty<byte>()),
                var type => throw new InvalidDataException($"wire type {type}"),
            };
            fields.Add((int)(key >> 3), (number, bytes));
        }

        return fields;

        ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                value |= (ulong)(message[at] & 0x7F) << shift;
                if ((message[at++] & 0x80) == 0)
                {
                    return value;
                }
            }
        }

        byte[] Take(int count)
        {
            at += count;
            return message[(at - count)..at];
        }
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_000_000_000_500);
    }
}
