namespace Noble.Edge.Rig;

/// <summary>Which edges of an input line are events.</summary>
public enum GpioEdges
{
    /// <summary>The line becomes active.</summary>
    Rising = 1,

    /// <summary>The line becomes inactive.</summary>
    Falling = 2,

    /// <summary>Both.</summary>
    Both = 3,
}
