namespace Noble.Edge.Rig;

/// <summary>One expander for several ports, each with its thread: calls come one after the other, and the last port to close it does.</summary>
/// <param name="expander">The expander.</param>
/// <param name="ports">Ports that share it.</param>
public sealed class SharedExpander(IDigitalExpander expander, int ports) : IDigitalExpander
{
    private readonly Lock _bus = new();
    private int _ports = ports;

    /// <inheritdoc />
    public int LineCount => expander.LineCount;

    /// <inheritdoc />
    public void Configure(uint outputs, uint levels)
    {
        lock (_bus)
        {
            expander.Configure(outputs, levels);
        }
    }

    /// <inheritdoc />
    public void Write(uint levels)
    {
        lock (_bus)
        {
            expander.Write(levels);
        }
    }

    /// <inheritdoc />
    public uint Read()
    {
        lock (_bus)
        {
            return expander.Read();
        }
    }

    /// <summary>A port no longer needs it.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _ports) == 0)
        {
            expander.Dispose();
        }
    }
}
