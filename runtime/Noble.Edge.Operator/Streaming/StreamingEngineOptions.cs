namespace Noble.Edge.Operator;

/// <summary>How a <see cref="StreamingEngine"/> computes; read once, at construction. Nothing of it changes a bit of the result.</summary>
public sealed record StreamingEngineOptions
{
    /// <summary>One thread, the widest vectors.</summary>
    public static StreamingEngineOptions Default { get; } = new();

    /// <summary>The vectors to use, default the widest this machine has.</summary>
    public SimdInstructions Instructions { get; init; } = SimdInstructions.Widest;

    /// <summary>Threads that share the neurons of a step, default 1 (the caller's), range 1-256; waking another costs some 10 µs a step.</summary>
    public int Threads
    {
        get;
        init => field = value is >= 1 and <= 256
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Threads), value, $"Threads must be from 1 to 256, found {value}");
    } = 1;
}
