namespace Noble.Edge.Host;

/// <summary>One thing that a rig can be connected with.</summary>
internal sealed record DeviceRow
{
    /// <summary>Kind of port, as <c>gpio</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which one, as <c>/dev/gpiochip0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it can be used as things are.</summary>
    public required bool Usable { get; init; }

    /// <summary>What helps where it cannot be used, in one line; or null.</summary>
    public string? Help { get; init; }
}
