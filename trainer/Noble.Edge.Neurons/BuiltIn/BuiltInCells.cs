namespace Noble.Edge.Neurons;

/// <summary>Cells that need no downloaded data.</summary>
public static class BuiltInCells
{
    /// <summary>Names of the cells.</summary>
    public static IReadOnlyList<string> Names { get; } = ["fast-spiking", BasketCell.Name];

    /// <summary>A cell with its neurons by name, or null.</summary>
    public static NeuronCollection? Find(string name) => name switch
    {
        "fast-spiking" => new NeuronCollection(FastSpiking(), FastSpikingParameterSets) { Bounds = FastSpikingBounds.ByPath },
        BasketCell.Name => new NeuronCollection(Basket(), BasketParameterSets) { Bounds = BasketCell.Bounds() },
        _ => null,
    };

    /// <summary>36 fast-spiking neurons, <c>fs-00</c> to <c>fs-35</c>, that differ as cells of one type do.</summary>
    /// <remarks>Written down from <see cref="FastSpikingGenerator"/>; each passes <see cref="FastSpikingAcceptance"/>.</remarks>
    public static IReadOnlyList<ParameterSet> FastSpikingParameterSets { get; } =
        [.. FastSpikingTable.Neurons.Select((n, i) => FastSpikingParameters.ToSet($"fs-{i:D2}", n.Row))];

    /// <summary>A fast-spiking (parvalbumin) cortical interneuron: soma, three tapering dendrites, axon stub.</summary>
    /// <remarks>
    /// 15 segments at 34 °C. Soma: NaF, Kv3, Kv1, Km, Ih, leak; dendrites: Ih, leak; axon: NaF, Kv3, Kv1, leak.
    /// </remarks>
    public static CellDescription FastSpiking() => new(
        "fast-spiking",
        [
            Section.Cylinder("soma", "soma", 18, 15, 1),
            Section.Frustum("dend0", "dend", 200, 2.4, 0.9, 4, "soma", 0),
            Section.Frustum("dend1", "dend", 170, 2.0, 0.8, 4, "soma", 1),
            Section.Frustum("dend2", "dend", 140, 1.8, 0.8, 4, "soma", 1),
            Section.Cylinder("axon", "axon", 40, 1.2, 2, "soma", 1),
        ],
        [new Region("soma", 1, 150), new Region("dend", 1, 150), new Region("axon", 1, 150)],
        [
            new("soma", "pas", P(("g", 2.2e-4), ("e", -72))),
            new("soma", "NaF", P(("gbar", 0.2), ("shiftH", 3.8), ("speedH", 2.5))),
            new("soma", "Kv3", P(("gbar", 0.3), ("speed", 2.5))),
            new("soma", "Kv1", P(("gbar", 1e-4))),
            new("soma", "Km", P(("gbar", 5e-5))),
            new("soma", "Ih", P(("gbar", 5e-5))),
            new("dend", "pas", P(("g", 2.2e-4), ("e", -72))),
            new("dend", "Ih", P(("gbar", 5e-5))),
            new("axon", "pas", P(("g", 2.2e-4), ("e", -72))),
            new("axon", "NaF", P(("gbar", 0.2), ("shiftH", 3.8), ("speedH", 2.5))),
            new("axon", "Kv3", P(("gbar", 0.3), ("speed", 2.5))),
            new("axon", "Kv1", P(("gbar", 1e-4))),
        ],
        34,
        -70);

    /// <summary>16 basket cells, <c>basket-00</c> to <c>basket-15</c>: a hall of fame that <c>noble-train hof</c> found.</summary>
    public static IReadOnlyList<ParameterSet> BasketParameterSets { get; } =
        AllActiveParameters.ReadEmbedded(BasketCell.Describe(), "BuiltIn.Basket");

    /// <summary>A fast-spiking basket cell with active dendrites, eleven channel types and calcium; 113 segments.</summary>
    public static CellDescription Basket() => BasketCell.Describe();

    private static Dictionary<string, double> P(params (string Name, double Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
}
