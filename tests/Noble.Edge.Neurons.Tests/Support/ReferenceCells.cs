namespace Noble.Edge.Neurons.Tests;

/// <summary>Cells with known solutions.</summary>
internal static class ReferenceCells
{
    /// <summary>A Hodgkin-Huxley soma of 20 x 20 µm with passive dendrites, at 6.3 °C, as in NEURON's examples.</summary>
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

    /// <summary>A passive cell of one region: Rm = 10,000 Ω·cm², cm = 1 µF/cm², Ra = 100 Ω·cm, at rest at −70 mV.</summary>
    public static CellDescription Passive(params Section[] sections) => new(
        "passive",
        sections,
        [new Region("cell")],
        [new MechanismPlacement("cell", "pas", new Dictionary<string, double> { ["g"] = 1e-4, ["e"] = -70 })],
        20,
        -70);
}
