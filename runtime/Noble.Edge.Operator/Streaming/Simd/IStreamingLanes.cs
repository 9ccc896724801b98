namespace Noble.Edge.Operator;

/// <summary>What the streaming step needs of a vector besides the dense product; each operation rounds as its scalar twin in <see cref="StreamingMath"/> does.</summary>
/// <typeparam name="TVector">The runtime's own vector type.</typeparam>
internal unsafe interface IStreamingLanes<TVector> : ILanes<TVector>
    where TVector : unmanaged
{
    public static abstract TVector Multiply(TVector a, TVector b);

    public static abstract TVector Divide(TVector a, TVector b);

    /// <summary>The lesser of two numbers.</summary>
    public static abstract TVector Min(TVector a, TVector b);

    /// <summary>The greater of two numbers.</summary>
    public static abstract TVector Max(TVector a, TVector b);

    /// <summary>The nearest whole number, the even one of two.</summary>
    public static abstract TVector Round(TVector x);

    /// <summary>2 to the power of whole numbers from -126 to 127.</summary>
    public static abstract TVector PowerOfTwo(TVector whole);

    /// <summary>Where a &gt; b the first, else the second; not greater where either is no number.</summary>
    public static abstract TVector WhereGreater(TVector a, TVector b, TVector first, TVector second);

    /// <summary>See <see cref="StreamingMath.Kept"/>.</summary>
    public static abstract TVector Kept(TVector x);
}
