namespace Noble.Edge.Operator;

/// <summary>
/// The end of an input row, with zeros behind it: lanes of the last group that hold no sample of their own still read, and
/// behind L may lie another trace, a NaN (whose product with a weight of zero is a NaN), or no memory.
/// </summary>
internal sealed unsafe class LastGroup
{
    private readonly float* _row; // [what is left of L, then zeros as far as a lane reads]
    private readonly int _start;
    private readonly int _count;

    public LastGroup(AlignedArena arena, TimeLayout layout)
    {
        ReadOnlySpan<int> first = layout.FirstSamples[^layout.Lanes..];
        _start = first[0];
        _count = layout.Length - _start;
        int[] inRow = new int[layout.Lanes];
        for (int lane = 0; lane < inRow.Length; lane++)
        {
            inRow[lane] = Math.Min(first[lane], layout.Length) - _start;
        }

        FirstSamples = arena.Copy(inRow);
        _row = arena.Allocate(Math.Max(layout.GroupFloats, _count + layout.Slots));
    }

    /// <summary>Where each lane's samples begin in what <see cref="Fetch"/> returns, shape [lane].</summary>
    public int* FirstSamples { get; }

    /// <summary>The group's part of an input row.</summary>
    public float* Fetch(float* row)
    {
        new ReadOnlySpan<float>(row + _start, _count).CopyTo(new Span<float>(_row, _count));
        return _row;
    }
}
