namespace Noble.Edge.Training;

/// <summary>Which data set a report is about.</summary>
public sealed record ReportData
{
    /// <summary>Name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of <c>dataset.json</c>.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of <c>spike_times.npy</c>.</summary>
    public required string SpikeTimesSha256 { get; init; }

    /// <summary>The cell.</summary>
    public required string Cell { get; init; }

    /// <summary>The solver.</summary>
    public required string Solver { get; init; }

    /// <summary>Parameter sets.</summary>
    public required int Neurons { get; init; }

    /// <summary>Traces.</summary>
    public required int Traces { get; init; }

    /// <summary>Of those, test traces; one counts once, in however many splits it is.</summary>
    public required int TestTraces { get; init; }

    /// <summary>What a folder holds.</summary>
    /// <param name="folder">The data set's folder.</param>
    /// <param name="data">What was read from it.</param>
    /// <param name="testTraces">Test traces.</param>
    public static ReportData Of(string folder, DataSet data, int testTraces) => new()
    {
        Name = new DirectoryInfo(folder).Name,
        Sha256 = Fingerprint.OfFile(Path.Combine(folder, DataSet.ManifestFile)),
        SpikeTimesSha256 = Fingerprint.OfFile(Path.Combine(folder, DataSet.SpikeTimesFile)),
        Cell = data.Manifest.Cell,
        Solver = data.Manifest.Solver,
        Neurons = data.Manifest.Neurons.Length,
        Traces = data.Manifest.Traces.Length,
        TestTraces = testTraces,
    };
}
