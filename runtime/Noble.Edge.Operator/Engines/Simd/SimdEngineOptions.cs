namespace Noble.Edge.Operator;

/// <summary>How a <see cref="SimdEngine"/> evaluates; read once, at construction.</summary>
public sealed record SimdEngineOptions
{
    /// <summary>Width 7, one thread, the widest vectors.</summary>
    public static SimdEngineOptions Default { get; } = new();

    /// <summary>
    /// Grid points over which a sample is spread, default 7, range 4-12. Relative error of the spectral layers about
    /// 1e-5 at 6, 1e-6 at 7, 1e-7 (the rounding of float32) from 8.
    /// </summary>
    public int WindowWidth
    {
        get;
        init => field = value is >= 4 and <= 12
            ? value
            : throw new ArgumentOutOfRangeException(nameof(WindowWidth), value, $"WindowWidth must be from 4 to 12, found {value}");
    } = 7;

    /// <summary>
    /// Threads that share the traces of one <see cref="SimdEngine.Forward"/>, default 1 (the caller's), range 1-256.
    /// </summary>
    public int Threads
    {
        get;
        init => field = value is >= 1 and <= 256
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Threads), value, $"Threads must be from 1 to 256, found {value}");
    } = 1;

    /// <summary>The kernels to use, default the widest this machine has.</summary>
    public SimdInstructions Instructions { get; init; } = SimdInstructions.Widest;
}
