namespace Noble.Edge.Rig;

/// <summary>Output lines of a chip through the kernel's character device: a request for each 64 of them, a call for each change.</summary>
/// <remarks>The kernel drops the lines when the process ends, however it ends; what level they then have is the chip's matter.</remarks>
internal sealed unsafe class CharacterDeviceLines : IOutputLines
{
    private readonly int[] _requests; // [bank]: descriptor

    /// <param name="device">The chip.</param>
    /// <param name="offsets">Number of each line at the chip.</param>
    /// <param name="levels">Level of each line from the first moment on.</param>
    /// <exception cref="GpioException">A line cannot be had.</exception>
    internal CharacterDeviceLines(CharacterDevice device, IReadOnlyList<int> offsets, IReadOnlyList<bool> levels)
    {
        Count = offsets.Count;
        _requests = new int[(Count + IOutputLines.BankLines - 1) / IOutputLines.BankLines];
        Array.Fill(_requests, -1);
        try
        {
            for (var bank = 0; bank < _requests.Length; bank++)
            {
                var first = bank * IOutputLines.BankLines;
                var lines = Math.Min(IOutputLines.BankLines, Count - first);
                var request = new LibC.GpioLineRequest { Flags = LibC.GpioFlagOutput, AttributeCount = 1 };
                var high = 0ul;
                for (var line = 0; line < lines; line++)
                {
                    high |= levels[first + line] ? 1ul << line : 0;
                }

                request.Attributes[0] = new LibC.GpioAttribute { Id = LibC.GpioAttributeOutputValues, Value = high, Mask = ulong.MaxValue >> (64 - lines) };
                _requests[bank] = device.Request(ref request, [.. offsets.Skip(first).Take(lines)]);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public int Count { get; }

    bool IOutputLines.Set(int bank, ulong mask, ulong levels)
    {
        var values = new LibC.GpioLineValues { Bits = levels, Mask = mask };
        return LibC.GpioControl(_requests[bank], LibC.GpioSetValues, &values) == 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        for (var bank = 0; bank < _requests.Length; bank++)
        {
            if (_requests[bank] >= 0)
            {
                _ = LibC.Close(_requests[bank]);
                _requests[bank] = -1;
            }
        }
    }
}
