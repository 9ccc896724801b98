namespace Noble.Edge.Operator;

/// <summary>
/// One vector register's worth of float32, as operations on <typeparamref name="TVector"/>. The kernels are written once
/// against this interface and compiled once for each width: its implementations are structs, so that the compiler
/// resolves and inlines every member.
/// </summary>
/// <typeparam name="TVector">The runtime's own vector type; a wrapper around it costs half the speed.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Lanes of a vector.</summary>
    public static abstract int Count { get; }

    /// <summary>Vectors of a row that the dense kernel works on at once, four rows each: 6 where the machine has 32 registers, 3 where it has 16.</summary>
    public static abstract int MostVectors { get; }

    public static abstract TVector Zero { get; }

    /// <summary>The same value in every lane.</summary>
    public static abstract TVector All(float value);

    public static abstract TVector Load(float* from);

    public static abstract void Store(TVector value, float* to);

    public static abstract TVector Add(TVector a, TVector b);

    public static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a b + c, rounded once where the machine has the instruction.</summary>
    public static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>gelu in place over <paramref name="count"/> values, a multiple of <see cref="Count"/>.</summary>
    public static abstract void Gelu(float* values, nint count);
}
