namespace Noble.Edge.Rig;

/// <summary>A GPIO chip of this machine.</summary>
/// <param name="Path">Its character device.</param>
/// <param name="Name">The kernel's name of it.</param>
/// <param name="Label">What the chip's driver calls it; empty where it could not be opened.</param>
/// <param name="LineCount">Lines; 0 where it could not be opened.</param>
/// <param name="Problem">Why it could not be opened, or null.</param>
public sealed record GpioChipFacts(string Path, string Name, string Label, int LineCount, string? Problem);
