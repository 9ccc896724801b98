namespace Noble.Edge.Operator;

/// <summary>How a population is rendered.</summary>
public sealed record RendererOptions
{
    /// <summary>All cores, no variability.</summary>
    public static RendererOptions Default { get; } = new();

    /// <summary>Rendering threads; 0, the default, for one a core.</summary>
    public int Threads
    {
        get;
        init => field = value is >= 0 and <= 1024 ? value : throw new ArgumentOutOfRangeException(nameof(Threads), value, "threads: expected 0 (a thread for each core) to 1024");
    }

    /// <summary>Trial-to-trial variability, 0 (default: none) to 1: see <see cref="Population.DrawTrial"/>.</summary>
    public double Variability
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Variability), value, "variability: expected 0 to 1");
    }

    /// <summary>Traces in one call of an engine whose unit of work is a batch, default 16, range 1 to 1024. The CPU's own engine gives each thread a trace at a time.</summary>
    public int Batch
    {
        get;
        init => field = value is >= 1 and <= 1024 ? value : throw new ArgumentOutOfRangeException(nameof(Batch), value, "batch: expected 1 to 1024");
    } = 16;

    /// <summary>Seed of the trial-to-trial draws; default 0.</summary>
    public ulong Seed { get; init; }
}
