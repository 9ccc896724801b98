namespace Noble.Edge.Rig;

/// <summary>What holds an input line that nothing drives. A chip without such resistors ignores it, so that the board needs them.</summary>
public enum GpioBias
{
    /// <summary>As the chip has it.</summary>
    AsIs,

    /// <summary>To the supply: an open line is high.</summary>
    PullUp,

    /// <summary>To ground: an open line is low.</summary>
    PullDown,

    /// <summary>Nothing: an open line floats.</summary>
    Disabled,
}
