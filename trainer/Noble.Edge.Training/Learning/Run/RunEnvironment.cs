namespace Noble.Edge.Training;

/// <summary>Where a run was made, in <c>environment.json</c>.</summary>
public sealed record RunEnvironment
{
    /// <summary>Version of this program.</summary>
    public required string Product { get; init; }

    /// <summary>.NET runtime.</summary>
    public required string Dotnet { get; init; }

    /// <summary>Operating system.</summary>
    public required string System { get; init; }

    /// <summary>TorchSharp's version.</summary>
    public required string TorchSharp { get; init; }

    /// <summary>libtorch's version, and its folder where NOBLE_LIBTORCH chose it.</summary>
    public required string Libtorch { get; init; }

    /// <summary>Processor or accelerator, with the number of threads.</summary>
    public required string Machine { get; init; }

    /// <summary>SHA-256 of the data set: of its files' SHA-256, in the order manifest, voltage, spike times, spike offsets.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>Each start of the run: the first, and every resumption.</summary>
    public required RunStart[] Starts { get; init; }
}
