using System.Buffers.Binary;
using System.Text;

namespace Noble.Edge.Neurons;

/// <content>The sections.</content>
public sealed partial class AxonFile
{
    private const int HeaderBytes = 512, StringsBytes = 44;

    private static byte[] ReadHeader(AxonBytes bytes)
    {
        if (bytes.Length == 0)
        {
            throw new RecordingException(bytes.Path, "is empty, expected an Axon Binary Format 2 file");
        }

        var signature = Encoding.Latin1.GetString(bytes.Read(0, Math.Min(bytes.Length, 4), "the signature"));
        return signature switch
        {
            "ABF2" => bytes.Read(0, HeaderBytes, "the header"),
            "ABF " => throw new RecordingException(bytes.Path, "is an Axon Binary Format 1 file, expected version 2; Clampfit saves it as such"),
            _ => throw new RecordingException(bytes.Path, "is not an Axon Binary Format 2 file: it does not begin with ABF2"),
        };
    }

    private byte[] Entry(byte[] header, int at, int leastBytes, string what) =>
        _bytes.Entries(AxonBytes.Section(header, at), leastBytes, what).FirstOrDefault()
            ?? throw new RecordingException(_bytes.Path, $"is damaged: {what} is missing");

    /// <summary>Strings, the first at 1; 0 is none.</summary>
    private string[] ReadStrings(AxonSection section)
    {
        if (section.Count <= 0)
        {
            return [""];
        }

        var bytes = _bytes.Read(section.Offset, section.EntryBytes, "the strings section");
        return bytes.Length < StringsBytes || !bytes.AsSpan(0, 4).SequenceEqual("SSCH"u8)
            ? throw new RecordingException(_bytes.Path, "is damaged: the strings section does not begin with SSCH")
            : ["", .. Encoding.Latin1.GetString(bytes.AsSpan(StringsBytes)).Split('\0').Select(text => text.Trim())];
    }

    private static string Text(string[] strings, int index) => index > 0 && index < strings.Length ? strings[index] : "";

    private AxonChannel[] ReadChannels(AxonSection section, byte[] protocol, string[] strings)
    {
        // Volts of the converter's full scale over its steps.
        var converter = (double)BinaryPrimitives.ReadSingleLittleEndian(protocol.AsSpan(110)) / BinaryPrimitives.ReadInt32LittleEndian(protocol.AsSpan(118));
        AxonChannel[] channels = [.. _bytes.Entries(section, 82, "the input section").Select(entry =>
        {
            double Number(int at) => BinaryPrimitives.ReadSingleLittleEndian(entry.AsSpan(at));
            var telegraphed = BinaryPrimitives.ReadInt16LittleEndian(entry.AsSpan(2)) == 1 ? Number(6) : 1;
            var gain = converter / (Number(40) * Number(48) * Number(28) * telegraphed);
            if (!_isFloat && !(double.IsFinite(gain) && gain != 0))
            {
                throw new RecordingException(_bytes.Path, $"is damaged: a 16-bit step of an input channel is {gain}");
            }

            return new AxonChannel(
                Text(strings, BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(74))),
                Text(strings, BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(78))),
                gain,
                Number(44) - Number(52));
        })];
        return channels.Length > 0 ? channels : throw new RecordingException(_bytes.Path, "is damaged: it has no recorded channel");
    }

    private AxonCommand[] ReadCommands(AxonSection outputs, AxonSection table, string[] strings)
    {
        var epochs = _bytes.Entries(table, 30, "the waveform table").Select(entry =>
        {
            int Short(int at) => BinaryPrimitives.ReadInt16LittleEndian(entry.AsSpan(at));
            int Integer(int at) => BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(at));
            double Number(int at) => BinaryPrimitives.ReadSingleLittleEndian(entry.AsSpan(at));
            return (Output: Short(2), Epoch: new AxonEpoch(
                Short(0), (AxonEpochKind)Short(4), Number(6), Number(10), Integer(14), Integer(18), Integer(22), Integer(26)));
        }).Where(row => row.Epoch.Kind != AxonEpochKind.Off).ToArray();
        return [.. _bytes.Entries(outputs, 46, "the output section").Select(entry =>
        {
            int Short(int at) => BinaryPrimitives.ReadInt16LittleEndian(entry.AsSpan(at));

            // A waveform of source 1 is the table; of source 2, a file that is not here.
            var isTable = Short(40) != 0 && Short(42) == 1;
            return new AxonCommand(
                Text(strings, BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(24))),
                Text(strings, BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(28))),
                BinaryPrimitives.ReadSingleLittleEndian(entry.AsSpan(12)),
                isTable ? [.. epochs.Where(row => row.Output == Short(0)).Select(row => row.Epoch)] : [],
                Short(44) != 0)
            {
                IsFromFile = Short(40) != 0 && Short(42) == 2,
            };
        })];
    }

    private (double, string)[] ReadTags(AxonSection section, double microsecondsPerUnit)
    {
        // Without a unit of its own a tag counts samples of all channels.
        var unit = microsecondsPerUnit > 0 ? microsecondsPerUnit / 1e6 : StepMilliseconds / 1000 / Channels.Count;
        return [.. _bytes.Entries(section, 64, "the tag section").Select(entry => (
            BinaryPrimitives.ReadInt32LittleEndian(entry) * unit,
            Encoding.Latin1.GetString(entry.AsSpan(4, 56)).TrimEnd('\0', ' ')))];
    }

    private (long First, int Samples)[] ReadSweeps(long sweeps, AxonSection synchronisation)
    {
        var width = _isFloat ? sizeof(float) : sizeof(short);
        if (_data.Count <= 0 || _data.EntryBytes != width)
        {
            throw new RecordingException(_bytes.Path, $"is damaged: {_data.Count} samples of {_data.EntryBytes} bytes, expected samples of {width} bytes");
        }

        if (_data.Count > (_bytes.Length - _data.Offset) / width)
        {
            throw new RecordingException(
                _bytes.Path, $"is truncated: {_data.Count} samples expected, {Math.Max((_bytes.Length - _data.Offset) / width, 0)} found");
        }

        long[] lengths = [.. _bytes.Entries(synchronisation, 8, "the synchronisation section").Select(entry => (long)BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(4)))];
        if (Mode == VariableLength && lengths.Length > 0)
        {
            return Lay(lengths);
        }

        var count = Mode == GapFree ? 1 : Math.Max(sweeps, 1);
        return count <= _data.Count / Channels.Count
            ? Lay([.. Enumerable.Repeat(_data.Count / Channels.Count / count * Channels.Count, (int)count)])
            : throw new RecordingException(_bytes.Path, $"is damaged: {count} sweeps in {_data.Count} samples");
    }

    private (long First, int Samples)[] Lay(long[] lengths)
    {
        var sweeps = new (long, int)[lengths.Length];
        long first = 0;
        for (var i = 0; i < sweeps.Length; i++)
        {
            var samples = lengths[i] / Channels.Count;
            if (lengths[i] <= 0 || lengths[i] > _data.Count - first || samples > Array.MaxLength / sizeof(double))
            {
                throw new RecordingException(_bytes.Path, $"is damaged: sweep {i} has {lengths[i]} samples, {_data.Count - first} are left");
            }

            sweeps[i] = (first, (int)samples);
            first += lengths[i];
        }

        return sweeps;
    }
}
