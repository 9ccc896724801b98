using System.Buffers.Binary;
using System.Text;

namespace Noble.Edge.Neurons.Tests;

/// <summary>Makes small Axon Binary Format 2 files: two inputs, two outputs, sweeps of whole numbers.</summary>
internal sealed class AxonFileBuilder
{
    private const int Block = 512;

    public int Sweeps { get; init; } = 3;

    public int Samples { get; init; } = 640;

    public bool IsFloat { get; init; }

    public short Mode { get; init; } = 5;

    public float IntervalMicroseconds { get; init; } = 100;

    public float Holding { get; init; } = -20; // pA

    public bool KeepsLastLevel { get; init; }

    public short WaveformSource { get; init; } = 1;

    public short UserListParameter { get; init; }

    public string VoltageUnit { get; init; } = "mV";

    public string SecondUnit { get; init; } = "pA";

    public float SignalGain { get; init; } = 2;

    public (short Kind, float Level, float Increment, int Samples, int SampleIncrement, int Period, int Width)[] Epochs { get; init; } =
        [(1, -20, 0, 90, 0, 0, 0), (1, -70, 50, 200, 0, 0, 0), (1, -20, 0, 100, 0, 0, 0), (1, 30, 0, 50, 0, 0, 0)];

    /// <summary>Sample of input 0 in a sweep, in converter steps; input 1 has its negative.</summary>
    public Func<int, int, short> Value { get; init; } = (sweep, sample) => (short)((100 * sweep) + sample);

    public int[]? SweepLengths { get; init; }

    public (int Time, string Text)[] Tags { get; init; } = [(400, "drug on")];

    /// <summary>What a converter step is in the channel's unit: range 10 V over 32768, scale 0.01 V/mV, telegraphed 5.</summary>
    public double Gain => 10.0 / 32768 / ((double)0.01f * SignalGain * 5);

    public byte[] Build()
    {
        var strings = Strings(["Clampex", "IN 0", VoltageUnit, "IN 1", SecondUnit, "Cmd 0", "Cmd 1", "-50, 0, 50", "pA", "mV"]);
        var data = Data();
        var synchronisation = new byte[8 * (SweepLengths?.Length ?? 0)];
        for (var i = 0; i < SweepLengths?.Length; i++)
        {
            Put(synchronisation, (8 * i) + 4, SweepLengths[i]);
        }

        (int At, byte[] Bytes, int Entry, int Count)[] sections =
        [
            (76, Protocol(), Block, 1), (92, [.. Input(0), .. Input(1)], 128, 2), (108, [.. Output(0), .. Output(1)], 256, 2),
            (156, EpochTable(), 48, Epochs.Length), (172, UserList(), 64, UserListParameter > 0 ? 1 : 0), (220, strings, strings.Length, 10),
            (236, data, IsFloat ? 4 : 2, data.Length / (IsFloat ? 4 : 2)), (252, TagTable(), 64, Tags.Length),
            (316, synchronisation, 8, SweepLengths?.Length ?? 0),
        ];
        var file = new List<byte>(new byte[Block]);
        var header = new byte[Block];
        "ABF2"u8.CopyTo(header);
        (header[6], header[7]) = (6, 2);
        Put(header, 12, Sweeps);
        Put(header, 30, (short)(IsFloat ? 1 : 0));
        foreach (var (at, bytes, entry, count) in sections)
        {
            if (count > 0)
            {
                Put(header, at, file.Count / Block);
                Put(header, at + 4, entry);
                Put(header, at + 8, count);
                file.AddRange(bytes);
                file.AddRange(new byte[(Block - (file.Count % Block)) % Block]);
            }
        }

        byte[] whole = [.. file];
        header.CopyTo(whole, 0);
        return whole;
    }

    private static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);

    private static void Put(byte[] bytes, int at, short value) => BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), value);

    private static void Put(byte[] bytes, int at, float value) => BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);

    private static byte[] Strings(string[] texts)
    {
        byte[] bytes = [.. new byte[44], .. Encoding.Latin1.GetBytes(string.Join('\0', texts) + '\0')];
        "SSCH"u8.CopyTo(bytes);
        Put(bytes, 8, texts.Length);
        return bytes;
    }

    private byte[] Protocol()
    {
        var bytes = new byte[Block];
        Put(bytes, 0, Mode);
        Put(bytes, 2, IntervalMicroseconds);
        Put(bytes, 14, 50f);
        Put(bytes, 110, 10f);
        Put(bytes, 118, 32768);
        return bytes;
    }

    private byte[] Input(short number)
    {
        var bytes = new byte[128];
        Put(bytes, 0, number);
        Put(bytes, 2, (short)1);
        Put(bytes, 6, 5f);
        Put(bytes, 28, 1f);
        Put(bytes, 40, 0.01f);
        Put(bytes, 44, 3f);
        Put(bytes, 48, SignalGain);
        Put(bytes, 52, 1f);
        Put(bytes, 74, 2 + (2 * number));
        Put(bytes, 78, 3 + (2 * number));
        return bytes;
    }

    private byte[] Output(short number)
    {
        var bytes = new byte[256];
        Put(bytes, 0, number);
        Put(bytes, 12, number == 0 ? Holding : 0);
        Put(bytes, 24, 6 + number);
        Put(bytes, 28, 9 + number);
        Put(bytes, 40, (short)(number == 0 ? 1 : 0));
        Put(bytes, 42, WaveformSource);
        Put(bytes, 44, (short)(KeepsLastLevel ? 1 : 0));
        return bytes;
    }

    private byte[] EpochTable()
    {
        var bytes = new byte[48 * Epochs.Length];
        for (var i = 0; i < Epochs.Length; i++)
        {
            var at = 48 * i;
            Put(bytes, at, (short)i);
            Put(bytes, at + 4, Epochs[i].Kind);
            Put(bytes, at + 6, Epochs[i].Level);
            Put(bytes, at + 10, Epochs[i].Increment);
            Put(bytes, at + 14, Epochs[i].Samples);
            Put(bytes, at + 18, Epochs[i].SampleIncrement);
            Put(bytes, at + 22, Epochs[i].Period);
            Put(bytes, at + 26, Epochs[i].Width);
        }

        return bytes;
    }

    private byte[] UserList()
    {
        var bytes = new byte[64];
        Put(bytes, 4, UserListParameter);
        Put(bytes, 8, (short)8);
        return bytes;
    }

    private byte[] TagTable()
    {
        var bytes = new byte[64 * Tags.Length];
        for (var i = 0; i < Tags.Length; i++)
        {
            Put(bytes, 64 * i, Tags[i].Time);
            Encoding.Latin1.GetBytes(Tags[i].Text.PadRight(56)).CopyTo(bytes, (64 * i) + 4);
        }

        return bytes;
    }

    private byte[] Data()
    {
        int[] lengths = SweepLengths is null ? [.. Enumerable.Repeat(Samples, Sweeps)] : [.. SweepLengths.Select(length => length / 2)];
        var bytes = new List<byte>();
        for (var sweep = 0; sweep < lengths.Length; sweep++)
        {
            for (var sample = 0; sample < lengths[sweep]; sample++)
            {
                var value = Value(sweep, sample);
                foreach (var v in (short[])[value, (short)-value])
                {
                    bytes.AddRange(IsFloat ? BitConverter.GetBytes((float)v) : BitConverter.GetBytes(v));
                }
            }
        }

        return [.. bytes];
    }
}
