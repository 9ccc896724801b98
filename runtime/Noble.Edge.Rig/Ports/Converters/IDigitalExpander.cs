namespace Noble.Edge.Rig;

/// <summary>A port expander: digital lines behind a bus. One thread may write while another reads; both may block.</summary>
public interface IDigitalExpander : IDisposable
{
    /// <summary>Lines, 1 to 32.</summary>
    public int LineCount { get; }

    /// <summary>Makes lines outputs, at these levels from their first moment; the other lines stay or become inputs.</summary>
    /// <param name="outputs">Bit n: line n is an output.</param>
    /// <param name="levels">Bit n: line n is high.</param>
    /// <exception cref="IOException">The bus or the chip did not take it.</exception>
    public void Configure(uint outputs, uint levels);

    /// <summary>Sets all outputs.</summary>
    /// <param name="levels">Bit n: line n is high; bits of inputs are ignored.</param>
    /// <exception cref="IOException">The bus or the chip did not take it.</exception>
    public void Write(uint levels);

    /// <summary>Reads all lines.</summary>
    /// <returns>Bit n: line n is high.</returns>
    /// <exception cref="IOException">The bus or the chip did not answer.</exception>
    public uint Read();
}
