namespace Noble.Edge.Neurons;

/// <summary>How far a search may go in the fast-spiking cell.</summary>
/// <remarks>
/// About twice as wide as <see cref="FastSpikingGenerator"/> draws, so that a search can also find neurons that are not
/// among the built-in ones. Parameters of one column of <see cref="FastSpikingParameters.Columns"/> share a range: they
/// move together.
/// </remarks>
internal static class FastSpikingBounds
{
    private static readonly (double Lower, double Upper)[] Columns =
    [
        (1e-4, 5e-4), // leak [S/cm²]
        (-80, -64), // leak reversal [mV]
        (0.7, 1.4), // membrane capacitance [µF/cm²]
        (80, 250), // axial resistivity [Ω·cm]
        (0.6, 1.5), // dendritic length
        (0.8, 1.25), // dendritic diameter
        (1e-5, 2e-4), // Ih [S/cm²]
        (0.1, 0.4), // NaF [S/cm²]
        (-4, 4), // shift of its m [mV]
        (0, 10), // shift of its h [mV]
        (1.5, 4), // speed of its h
        (0.1, 0.8), // Kv3 [S/cm²]
        (1.5, 4), // speed of Kv3
        (2e-5, 5e-4), // Kv1 [S/cm²]
        (5e-6, 5e-4), // Km [S/cm²]
    ];

    /// <summary>Range by parameter path.</summary>
    public static IReadOnlyDictionary<string, (double Lower, double Upper)> ByPath { get; } = FastSpikingParameters.Columns
        .Zip(Columns)
        .SelectMany(c => c.First.Select(path => KeyValuePair.Create(path, c.Second)))
        .ToDictionary(StringComparer.Ordinal);
}
