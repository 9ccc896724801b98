namespace Noble.Edge.Rig;

/// <summary>What a circuit met that was not in order, counted since its beginning: cells times steps, or commands.</summary>
public sealed class CircuitFaults
{
    /// <summary>Voltages that were no number.</summary>
    public long VoltagesMissing { get; internal set; }

    /// <summary>Of those, the ones that came after the hold: the cell got 0 nA.</summary>
    public long CellsSilenced { get; internal set; }

    /// <summary>Voltages beyond what is believed of a preparation cell, taken at the bound.</summary>
    public long VoltagesOutOfRange { get; internal set; }

    /// <summary>External currents that were no number, taken as 0 nA.</summary>
    public long CurrentsNotFinite { get; internal set; }

    /// <summary>Total currents that were clipped.</summary>
    public long CurrentsClipped { get; internal set; }

    /// <summary>Sums of conductances that were made smaller.</summary>
    public long ConductancesClipped { get; internal set; }

    /// <summary>Spikes of no cell, of no time, or more at once than there is room for.</summary>
    public long SpikesRefused { get; internal set; }

    /// <summary>Commands of no such thing or beyond its range.</summary>
    public long CommandsRefused { get; internal set; }

    internal void Clear() =>
        VoltagesMissing = CellsSilenced = VoltagesOutOfRange = CurrentsNotFinite = CurrentsClipped = ConductancesClipped = SpikesRefused = CommandsRefused = 0;
}
