namespace Noble.Edge.Rig;

/// <summary>Which limit of the safety box. Values are those of a recording; they never change.</summary>
public enum LimitKind : byte
{
    /// <summary>Lowest or highest current.</summary>
    Current = 1,

    /// <summary>Change of the current per time.</summary>
    Slew = 2,

    /// <summary>Charge within the window.</summary>
    Charge = 3,

    /// <summary>Stimulus pulses or spikes per second.</summary>
    Rate = 4,
}
