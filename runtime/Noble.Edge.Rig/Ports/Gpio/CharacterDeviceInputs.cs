using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>Input lines of a chip through the kernel's character device: one request, whose descriptor the pacer's thread waits on.</summary>
internal sealed unsafe class CharacterDeviceInputs : IInputLines
{
    private readonly ulong _mask; // all lines
    private readonly int[] _offsets; // [line]
    private uint _sequence; // of the last edge

    /// <exception cref="GpioException">A line cannot be had.</exception>
    internal CharacterDeviceInputs(CharacterDevice device, IReadOnlyList<GpioInputLine> lines)
    {
        _offsets = [.. lines.Select(line => line.Line)];
        _mask = ulong.MaxValue >> (LibC.GpioLinesPerRequest - lines.Count);
        var request = new LibC.GpioLineRequest { Flags = Flags(lines[0]), EventBufferSize = LibC.GpioEventBufferLargest };
        Add(ref request, device.Name, LibC.GpioAttributeFlags, lines, Flags, besides: request.Flags);
        Add(ref request, device.Name, LibC.GpioAttributeDebounce, lines, line => (ulong)line.Debounce.TotalMicroseconds, besides: 0);
        Descriptor = device.Request(ref request, _offsets);
        if (LibC.GpioFileControl(Descriptor, LibC.GpioSetFlags, LibC.GpioNonBlocking) < 0)
        {
            var error = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            Dispose();
            throw new GpioException($"GPIO input of {device.Name}: it cannot be read without waiting: {error}");
        }
    }

    /// <inheritdoc />
    public int Descriptor { get; private set; }

    bool IInputLines.TryRead(out LineEdge edge, out bool hasFailed)
    {
        LibC.GpioLineEvent received;
        edge = default;
        if (LibC.GpioRead(Descriptor, &received, (nuint)sizeof(LibC.GpioLineEvent)) != sizeof(LibC.GpioLineEvent))
        {
            hasFailed = Marshal.GetLastPInvokeError() is not (LibC.GpioErrorAgain or LibC.ErrorInterrupted);
            return false;
        }

        hasFailed = false;
        var lost = received.Sequence - _sequence - 1; // the counter wraps, and so does the difference
        _sequence = received.Sequence;
        edge = new LineEdge((long)received.TimeNanoseconds, Array.IndexOf(_offsets, (int)received.Offset), received.Id == LibC.GpioEventRising, lost);
        return true;
    }

    bool IInputLines.TryReadLevels(out ulong active)
    {
        var values = new LibC.GpioLineValues { Mask = _mask };
        var result = LibC.GpioControl(Descriptor, LibC.GpioGetValues, &values);
        active = values.Bits & _mask;
        return result == 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            _ = LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }

    private static ulong Flags(GpioInputLine line) =>
        LibC.GpioFlagInput
        | (line.ActiveLow ? LibC.GpioFlagActiveLow : 0)
        | (line.Edges.HasFlag(GpioEdges.Rising) ? LibC.GpioFlagEdgeRising : 0)
        | (line.Edges.HasFlag(GpioEdges.Falling) ? LibC.GpioFlagEdgeFalling : 0)
        | line.Bias switch
        {
            GpioBias.PullUp => LibC.GpioFlagPullUp,
            GpioBias.PullDown => LibC.GpioFlagPullDown,
            GpioBias.Disabled => LibC.GpioFlagBiasDisabled,
            _ => 0,
        };

    // An attribute for each value that differs from what holds without one.
    private static void Add(ref LibC.GpioLineRequest request, string chip, uint id, IReadOnlyList<GpioInputLine> lines, Func<GpioInputLine, ulong> value, ulong besides)
    {
        foreach (var group in lines.Select((line, index) => (Value: value(line), Bit: 1ul << index)).Where(line => line.Value != besides).GroupBy(line => line.Value))
        {
            if (request.AttributeCount == LibC.GpioAttributesPerRequest)
            {
                throw new GpioException($"GPIO input of {chip}: its lines differ in too many ways, expected at most {LibC.GpioAttributesPerRequest} different settings");
            }

            var mask = group.Aggregate(0ul, (all, line) => all | line.Bit);
            request.Attributes[(int)request.AttributeCount++] = new LibC.GpioAttribute { Id = id, Value = group.Key, Mask = mask };
        }
    }
}
