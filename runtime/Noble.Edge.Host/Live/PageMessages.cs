using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>The bytes of the stream's messages, see the folder's README.</summary>
internal static class PageMessages
{
    /// <summary>Bytes before the neurons of a frame of spikes, and before the samples of a piece of voltage.</summary>
    internal const int HeadBytes = 32;

    /// <summary>Bytes of a frame of that many spikes.</summary>
    internal static int SpikesBytes(int count) => HeadBytes + (8 * count);

    /// <summary>Bytes of a piece of voltage of that many samples.</summary>
    internal static int VoltageBytes(int count) => HeadBytes + (4 * count);

    /// <summary>Writes a frame of spikes. Does not allocate.</summary>
    /// <param name="frame">Number of the frame.</param>
    /// <param name="now">All that was played up to here is in this frame or an earlier one [ns].</param>
    /// <param name="missed">Spikes since the frame before that are not in this one.</param>
    /// <param name="spikes">The spikes.</param>
    /// <param name="destination">Takes <see cref="SpikesBytes"/>.</param>
    internal static void WriteSpikes(uint frame, long now, long missed, ReadOnlySpan<SpikeEvent> spikes, Span<byte> destination)
    {
        // A response's spikes have the loop's time, which does not stand still: they need not be in order.
        var first = spikes.Length == 0 ? now : long.MaxValue;
        foreach (var spike in spikes)
        {
            first = Math.Min(first, spike.TimeNanoseconds);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)PageMessageKind.Spikes);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], frame);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], first);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], now);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[24..], (uint)spikes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[28..], (uint)Math.Min(missed, uint.MaxValue));
        var neurons = destination[HeadBytes..];
        var times = neurons[(4 * spikes.Length)..];
        for (var i = 0; i < spikes.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(neurons[(4 * i)..], (uint)spikes[i].Neuron);
            BinaryPrimitives.WriteUInt32LittleEndian(times[(4 * i)..], (uint)Math.Min((spikes[i].TimeNanoseconds - first) / 1_000, uint.MaxValue));
        }
    }

    /// <summary>Writes the head of a piece of voltage; the samples follow it as they are.</summary>
    internal static void WriteVoltageHead(int neuron, long first, double interval, int count, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)PageMessageKind.Voltage);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], (uint)neuron);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], first);
        BinaryPrimitives.WriteDoubleLittleEndian(destination[16..], interval);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[24..], (uint)count);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[28..], 0);
    }

    /// <summary>A message of JSON.</summary>
    internal static byte[] Json<T>(PageMessageKind kind, T value, JsonTypeInfo<T> type) => Json(kind, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>A message of JSON.</summary>
    internal static byte[] Json(PageMessageKind kind, ReadOnlySpan<byte> json) => [(byte)kind, 0, 0, 0, .. json];
}
