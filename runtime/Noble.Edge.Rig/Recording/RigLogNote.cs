namespace Noble.Edge.Rig;

/// <summary>A text in a recording.</summary>
/// <param name="TimeNanoseconds">When, on the experiment clock [ns].</param>
/// <param name="Text">The text.</param>
public readonly record struct RigLogNote(long TimeNanoseconds, string Text);
