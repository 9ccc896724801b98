namespace Noble.Edge.Validation;

/// <summary>The cells of NEURON's textbook examples.</summary>
internal static class ReferenceCells
{
    /// <summary>A Hodgkin-Huxley soma of 20 x 20 µm, with passive dendrites, at 6.3 °C, from −65 mV.</summary>
    public static CellDescription HodgkinHuxley(params Section[] dendrites)
    {
        List<MechanismPlacement> placements =
        [
            new("soma", "hhNa"),
            new("soma", "hhK"),
            new("soma", "pas", new Dictionary<string, double> { ["g"] = 3e-4, ["e"] = -54.3 }),
        ];
        List<Region> regions = [new("soma")];
        if (dendrites.Length > 0)
        {
            regions.Add(new Region("dend"));
            placements.Add(new MechanismPlacement("dend", "pas", new Dictionary<string, double> { ["g"] = 1e-4, ["e"] = -65 }));
        }

        return new CellDescription(
            "Hodgkin-Huxley", [Section.Cylinder("soma", "soma", 20, 20, 1), .. dendrites], regions, placements, 6.3, -65);
    }

    /// <summary>By the names of the reference traces: <c>hh1</c>, <c>bas1</c>, <c>bas5</c>.</summary>
    public static CellDescription ByName(string name) => name switch
    {
        "hh1" => HodgkinHuxley(),
        "bas1" => HodgkinHuxley(Section.Cylinder("dend0", "dend", 500, 2, 50, "soma", 1)),
        "bas5" => HodgkinHuxley(
            Section.Cylinder("dend0", "dend", 200, 2, 10, "soma", 1),
            Section.Cylinder("dend1", "dend", 150, 1.5, 10, "soma", 0),
            Section.Cylinder("dend2", "dend", 250, 1, 10, "soma", 1),
            Section.Cylinder("dend3", "dend", 300, 1.2, 10, "soma", 0),
            Section.Cylinder("dend4", "dend", 100, 0.8, 10, "soma", 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Expected hh1, bas1 or bas5."),
    };
}
