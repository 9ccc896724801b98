namespace Noble.Edge.Spikes;

/// <summary>Which half of every key a packet's prefix is put into.</summary>
public enum EieioPrefix : byte
{
    /// <summary>The packet has no prefix.</summary>
    None = 0,

    /// <summary>Bits 15-0.</summary>
    LowerHalf = 1,

    /// <summary>Bits 31-16.</summary>
    UpperHalf = 2,
}
