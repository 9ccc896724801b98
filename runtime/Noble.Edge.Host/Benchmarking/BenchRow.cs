namespace Noble.Edge.Host;

/// <summary>One engine at one batch and number of threads.</summary>
internal sealed record BenchRow
{
    public required string Engine { get; init; }

    /// <summary>How the engine describes itself.</summary>
    public required string Description { get; init; }

    /// <summary>Traces that are evaluated together.</summary>
    public required int Batch { get; init; }

    public required int Threads { get; init; }

    /// <summary>The operator alone, from an embedded input.</summary>
    public required BenchTiming Operator { get; init; }

    /// <summary>From current and neuron to spikes: embedding, operator, millivolts and spike detection.</summary>
    public required BenchTiming Render { get; init; }

    /// <summary>Neurons whose traces are rendered as fast as they are played, by the median of <see cref="Render"/>.</summary>
    public required int NeuronsInRealTime { get; init; }

    /// <summary>Of the operator, by its median [GFLOP/s].</summary>
    public required double Gigaflops { get; init; }

    /// <summary>The same over the measured peak of as many cores as there are threads [%].</summary>
    public required double PeakPercent { get; init; }

    /// <summary>Managed memory that a render allocated after its warm-up [bytes a trace].</summary>
    public required double AllocatedBytes { get; init; }

    /// <summary>Energy of the whole package or board for a rendered trace [J]; null where it cannot be read.</summary>
    public double? Joules { get; init; }

    /// <summary>Where the operator's time goes on one thread [ms]; null for an engine that does not say.</summary>
    public Dictionary<string, double>? Phases { get; init; }
}
