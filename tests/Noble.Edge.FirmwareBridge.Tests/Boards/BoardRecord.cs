namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>What an output of a simulated board did; boards/simulation/records.h says what the fields are of each kind.</summary>
/// <param name="Start">Which start of the board, from 0.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">Cause, channel or level.</param>
/// <param name="Line">Line, mask or code.</param>
/// <param name="Difference">Of an emission, actual less requested tick.</param>
/// <param name="Tick">When; of an emission, the requested tick.</param>
internal readonly record struct BoardRecord(int Start, BoardRecordKind Kind, byte Detail, ushort Line, int Difference, ulong Tick)
{
    /// <summary>When it happened [ticks].</summary>
    internal ulong ActualTick => Kind == BoardRecordKind.Emission ? Tick + (ulong)(long)Difference : Tick;
}
