namespace Noble.Edge.Spikes;

/// <summary>The words that start and stop a SPIF stream: its document and its header file name different ones.</summary>
/// <param name="Start">Starts the stream.</param>
/// <param name="Stop">Stops it.</param>
public readonly record struct SpifWords(uint Start, uint Stop)
{
    /// <summary>Those of the header file that its firmware is built with: <c>5ec00051</c>, <c>5ec00050</c>.</summary>
    public static SpifWords Header { get; } = new(0x5EC0_0051, 0x5EC0_0050);

    /// <summary>Those of its document: <c>5ec10001</c>, <c>5ec10000</c>.</summary>
    public static SpifWords Document { get; } = new(0x5EC1_0001, 0x5EC1_0000);
}
