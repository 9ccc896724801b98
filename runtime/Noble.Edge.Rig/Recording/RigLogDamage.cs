namespace Noble.Edge.Rig;

/// <summary>A place in a recording that cannot be read.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Offset">Where, from its beginning [bytes].</param>
/// <param name="Bytes">How many are skipped; 0 where something is merely missing there.</param>
/// <param name="What">What is wrong, in words.</param>
public readonly record struct RigLogDamage(string File, long Offset, long Bytes, string What)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{File}: at byte {Offset}: {What}");
}
