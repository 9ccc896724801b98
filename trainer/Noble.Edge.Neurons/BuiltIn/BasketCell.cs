namespace Noble.Edge.Neurons;

/// <summary>A fast-spiking basket cell with active dendrites and calcium: as rich as published all-active cells, and free to use.</summary>
/// <remarks>
/// 34 °C, 31 sections of 113 segments: a soma of 12 x 12 µm, four dendrites that branch twice (150 to 230 µm from soma to tip) and the
/// two axon stubs of the published convention. Eleven channel types, a leak and a calcium pool. Shape and densities are made up, in
/// the range usual for cortical basket cells (Kawaguchi 1993, J Neurophysiol 69:416; Nörenberg et al. 2010, PNAS 107:894). Diameters
/// are whole eighths of a µm, which single precision holds exactly: NEURON, which keeps points so, has the very same cell.
/// </remarks>
internal static class BasketCell
{
    public const string Name = "basket";

    /// <summary>Each dendrite: length of its stem, of its two branches, and of the two twigs on each branch [µm].</summary>
    private static readonly (double Stem, double[] Branches, double[] Twigs)[] Dendrites =
    [
        (24, [62, 54], [118, 96, 104, 88]),
        (31, [48, 71], [90, 124, 110, 79]),
        (18, [66, 58], [101, 85, 128, 92]),
        (27, [52, 45], [112, 106, 82, 99]),
    ];

    private static readonly string[] Dendritic = ["NaV", "Kv3_1", "Im_v2", "Ih"];
    private static readonly string[] Somatic = ["CaDynamics", "NaV", "Kv3_1", "K_T", "K_P", "Im_v2", "Ih", "Ca_HVA", "Ca_LVA", "SK"];
    private static readonly string[] Axonal = ["CaDynamics", "NaV", "Kv3_1", "K_T", "K_P", "Kd", "Kv2like", "Ca_HVA", "Ca_LVA", "SK"];

    public static CellDescription Describe() => new(
        Name,
        [.. Sections()],
        [new Region("soma", 1, 120), new Region("dend", 1, 120), new Region("axon", 1, 120)],
        [.. Placements("soma", Somatic), .. Placements("dend", Dendritic), .. Placements("axon", Axonal)],
        34,
        -75);

    /// <summary>Where a search may look: densities a third to three times the default, the others as cells of this type differ.</summary>
    public static Dictionary<string, (double Lower, double Upper)> Bounds()
    {
        var bounds = new Dictionary<string, (double Lower, double Upper)>(StringComparer.Ordinal);
        foreach (var region in (string[])["soma", "dend", "axon"])
        {
            bounds[$"{region}.cm"] = (0.8, 1.5);
            bounds[$"{region}.pas.g"] = (1.5e-4, 4e-4);
            bounds[$"{region}.pas.e"] = (-82, -74);
        }

        foreach (var ((region, mechanism), density) in Densities)
        {
            var parameter = MechanismRegistry.BuiltIn.Find(mechanism, Name).Parameters[0].Name;
            bounds[$"{region}.{mechanism}.{parameter}"] = (density / 3, density * 3);
        }

        return bounds;
    }

    private static IEnumerable<Section> Sections()
    {
        yield return Section.Cylinder("soma[0]", "soma", 12, 12, 1);
        var number = 0;
        foreach (var (stem, branches, twigs) in Dendrites)
        {
            var stemName = $"dend[{number++}]";
            yield return Dendrite(stemName, stem, 1.5, 1.25, "soma[0]", 0.5);
            for (var b = 0; b < branches.Length; b++)
            {
                var branchName = $"dend[{number++}]";
                yield return Dendrite(branchName, branches[b], 1, 0.75, stemName, 1);
                yield return Dendrite($"dend[{number++}]", twigs[2 * b], 0.625, 0.375, branchName, 1);
                yield return Dendrite($"dend[{number++}]", twigs[(2 * b) + 1], 0.625, 0.375, branchName, 1);
            }
        }

        yield return Section.Cylinder("axon[0]", "axon", 30, 0.875, 1, "soma[0]", 1);
        yield return Section.Cylinder("axon[1]", "axon", 30, 0.75, 1, "axon[0]", 1);
    }

    private static Section Dendrite(string name, double length, double start, double end, string parent, double position) =>
        Section.Frustum(
            name, "dend", length, start, end, SwcSections.SegmentCount(length, CellSource.PublishedSegmentLength), parent, position);

    private static IEnumerable<MechanismPlacement> Placements(string region, string[] mechanisms)
    {
        yield return new MechanismPlacement(region, "pas", new Dictionary<string, double> { ["g"] = 2.5e-4, ["e"] = -78 });
        foreach (var mechanism in mechanisms)
        {
            var kind = MechanismRegistry.BuiltIn.Find(mechanism, Name);
            var parameters = new Dictionary<string, double>();
            if (kind.Ion is ChannelIon.Sodium or ChannelIon.Potassium)
            {
                parameters["e"] = kind.Ion == ChannelIon.Sodium ? 55 : -92;
            }

            if (Densities.TryGetValue((region, mechanism), out var density))
            {
                parameters[kind.Parameters[0].Name] = density;
            }

            if (mechanism == "CaDynamics")
            {
                parameters["decay"] = 150;
            }

            yield return new MechanismPlacement(region, mechanism, parameters);
        }
    }

    /// <summary>Default densities, S/cm² (gamma for the pool).</summary>
    private static readonly Dictionary<(string Region, string Mechanism), double> Densities = new()
    {
        [("soma", "CaDynamics")] = 0.01,
        [("soma", "NaV")] = 0.25,
        [("soma", "Kv3_1")] = 1,
        [("soma", "K_T")] = 0.01,
        [("soma", "K_P")] = 0.001,
        [("soma", "Im_v2")] = 1e-4,
        [("soma", "Ih")] = 2e-5,
        [("soma", "Ca_HVA")] = 1e-4,
        [("soma", "Ca_LVA")] = 5e-4,
        [("soma", "SK")] = 1e-4,
        [("dend", "NaV")] = 0.005,
        [("dend", "Kv3_1")] = 0.1,
        [("dend", "Im_v2")] = 1e-4,
        [("dend", "Ih")] = 2e-5,
        [("axon", "CaDynamics")] = 0.01,
        [("axon", "NaV")] = 0.2,
        [("axon", "Kv3_1")] = 0.8,
        [("axon", "K_T")] = 0.02,
        [("axon", "K_P")] = 0.01,
        [("axon", "Kd")] = 1e-3,
        [("axon", "Kv2like")] = 0.01,
        [("axon", "Ca_HVA")] = 1e-4,
        [("axon", "Ca_LVA")] = 5e-4,
        [("axon", "SK")] = 1e-4,
    };
}
