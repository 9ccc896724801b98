namespace Noble.Edge.Rig;

/// <summary>An input line: what it is for and how it is wired.</summary>
public sealed record GpioInputLine
{
    /// <summary>The line in the chip's numbering, from 0.</summary>
    public required int Line
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(null, $"GPIO input line {value}: expected from 0");
    }

    /// <summary>What it is for; default <see cref="GpioInputRole.Event"/>.</summary>
    public GpioInputRole Role { get; init; }

    /// <summary>Which of its edges are events; default rising. Inhibit and emergency-stop lines always tell both.</summary>
    public GpioEdges Edges
    {
        get => Role == GpioInputRole.Event ? field : GpioEdges.Both;
        init => field = value is GpioEdges.Rising or GpioEdges.Falling or GpioEdges.Both
            ? value
            : throw new ArgumentOutOfRangeException(null, $"GPIO edges {(int)value}: expected rising, falling or both");
    } = GpioEdges.Rising;

    /// <summary>Channel of its events; default, -1: the line's number.</summary>
    public int Channel
    {
        get => field < 0 ? Line : field;
        init => field = value >= -1 ? value : throw new ArgumentOutOfRangeException(null, $"channel {value} of a GPIO input: expected from 0");
    } = -1;

    /// <summary>Whether the line is active, and its edge a rising one, when it is low; default false.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>What holds the line when nothing drives it; default as the chip has it. A fail-safe line brings its own.</summary>
    public GpioBias Bias
    {
        get => !FailSafe ? field : ActiveLow ? GpioBias.PullDown : GpioBias.PullUp;
        init;
    }

    /// <summary>
    /// Whether an open line (a cut cable, a plug that is out) counts as active: the line is pulled to its active level, and the closed
    /// contact has to hold it at the other one. Default false.
    /// </summary>
    public bool FailSafe { get; init; }

    /// <summary>How long a level must hold before the edge counts; default none, range 1 µs to 1 s. The virtual bank does not bounce and ignores it.</summary>
    public TimeSpan Debounce
    {
        get;
        init => field = value == TimeSpan.Zero || (value >= TimeSpan.FromMicroseconds(1) && value <= TimeSpan.FromSeconds(1))
            ? value
            : throw new ArgumentOutOfRangeException(null, $"GPIO debounce {value.TotalMicroseconds} µs: expected 0 or 1 to 1000000 µs");
    }
}
