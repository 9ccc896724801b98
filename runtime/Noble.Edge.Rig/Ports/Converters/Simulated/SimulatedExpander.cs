namespace Noble.Edge.Rig;

/// <summary>A port expander in memory, of 16 lines; inputs have the level that <see cref="Drive"/> gave them.</summary>
/// <param name="bus">How long a call takes and when it fails; default at once and never.</param>
public sealed class SimulatedExpander(SimulatedBus? bus = null) : IDigitalExpander
{
    private uint _outputs;
    private uint _levels;
    private uint _driven;

    /// <inheritdoc />
    public int LineCount => 16;

    /// <summary>Lines that are outputs.</summary>
    public uint Outputs => Volatile.Read(ref _outputs);

    /// <summary>Levels of all lines now; any thread.</summary>
    public uint Levels => (Volatile.Read(ref _levels) & Outputs) | (Volatile.Read(ref _driven) & ~Outputs);

    /// <summary>The world outside: levels of the lines that are inputs.</summary>
    public void Drive(uint levels) => Volatile.Write(ref _driven, levels & 0xFFFF);

    /// <inheritdoc />
    public void Configure(uint outputs, uint levels)
    {
        bus?.Transfer();
        Volatile.Write(ref _levels, levels);
        Volatile.Write(ref _outputs, outputs & 0xFFFF);
    }

    /// <inheritdoc />
    public void Write(uint levels)
    {
        bus?.Transfer();
        Volatile.Write(ref _levels, levels);
    }

    /// <inheritdoc />
    public uint Read()
    {
        bus?.Transfer();
        return Levels;
    }

    /// <summary>Nothing to close.</summary>
    public void Dispose()
    {
    }
}
