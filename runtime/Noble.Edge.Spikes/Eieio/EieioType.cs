namespace Noble.Edge.Spikes;

/// <summary>What an element of a data packet consists of. Values are those on the wire.</summary>
public enum EieioType : byte
{
    /// <summary>A key of 16 bits.</summary>
    Key16 = 0,

    /// <summary>A key and a payload of 16 bits each.</summary>
    Key16Payload16 = 1,

    /// <summary>A key of 32 bits.</summary>
    Key32 = 2,

    /// <summary>A key and a payload of 32 bits each.</summary>
    Key32Payload32 = 3,
}
