using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>Cell files: a cell in JSON, either traced and published or described in place.</summary>
/// <remarks>
/// Comments are allowed; a key that is not known is an error. Paths are relative to the file.
/// <code>
/// { "morphology": "cell.swc", "parameters": "hof/",       // a file of parameters or a folder of them
///   "axon": "stub",                                       // or "traced"; default stub
///   "segment_length_um": 40,                              // default 40
///   "bounds": { "soma.NaV.gbar": [0.01, 0.2] } }          // for a search
///
/// { "name": "ball and stick", "celsius": 6.3, "v_init": -65,
///   "sections": [
///     { "name": "soma", "region": "soma", "length_um": 20, "diameter_um": 20 },
///     { "name": "dend", "region": "dend", "length_um": 200, "diameter_um": [2, 1], "segments": 11, "parent": "soma", "at": 1 } ],
///   "regions": {
///     "soma": { "cm": 1, "Ra": 100, "mechanisms": { "hhNa": { "gbar": 0.12 }, "hhK": {}, "pas": { "g": 0.0003, "e": -54.3 } } },
///     "dend": { "cm": 1, "Ra": 100, "mechanisms": { "pas": { "g": 0.0001, "e": -65 } } } },
///   "parameter_sets": { "weak": { "soma.hhNa.gbar": 0.1 } } }   // default: one set named "defaults"
/// </code>
/// </remarks>
public static class CellFile
{
    private static readonly string[] TracedKeys = ["name", "morphology", "parameters", "axon", "segment_length_um", "bounds"];
    private static readonly string[] DescribedKeys = ["name", "celsius", "v_init", "sections", "regions", "parameter_sets", "bounds"];
    private static readonly string[] SectionKeys = ["name", "region", "length_um", "diameter_um", "segments", "parent", "at"];
    private static readonly string[] RegionKeys = ["cm", "Ra", "mechanisms"];

    /// <summary>Reads a cell file.</summary>
    /// <exception cref="CellFileException">It cannot be used; the message names the key, the mechanism or the parameter.</exception>
    public static NeuronCollection Read(string path)
    {
        using var document = JsonInput.Open(path);
        var root = new JsonNode(path, document.RootElement, "the file");
        var name = root.Find("name")?.Text() ?? Path.GetFileNameWithoutExtension(path);
        try
        {
            var collection = root.Find("morphology") is { } morphology ? Traced(root, name, morphology) : Described(root, name);
            return collection with { Bounds = Bounds(root, collection.Cell) };
        }
        catch (ArgumentException e)
        {
            throw new CellFileException(path, e.Message, e);
        }
    }

    private static NeuronCollection Traced(JsonNode root, string name, JsonNode morphology)
    {
        root.Allow(TracedKeys);
        var folder = Path.GetDirectoryName(Path.GetFullPath(root.Path))!;
        var axon = root.Find("axon")?.Text() ?? "stub";
        var length = root.Find("segment_length_um")?.Number() ?? CellSource.PublishedSegmentLength;
        if (axon is not ("stub" or "traced"))
        {
            throw new CellFileException(root.Path, $"axon is '{axon}'; expected \"stub\" or \"traced\"");
        }

        if (!(length > 0))
        {
            throw new CellFileException(root.Path, $"segment_length_um is {length}; expected over 0");
        }

        var sections = CellSource.Morphology(Path.Combine(folder, morphology.Text()), axon == "stub", length);
        return AllActiveParameters.Read(name, sections, Path.Combine(folder, root.Get("parameters").Text()));
    }

    private static NeuronCollection Described(JsonNode root, string name)
    {
        root.Allow(DescribedKeys);
        var sections = root.Get("sections").Items().Select(Section).ToArray();
        var regions = new List<Region>();
        var placements = new List<MechanismPlacement>();
        foreach (var (region, node) in root.Get("regions").Members())
        {
            node.Allow(RegionKeys);
            regions.Add(new Region(region, node.Find("cm")?.Number() ?? 1, node.Find("Ra")?.Number() ?? 100));
            foreach (var (mechanism, parameters) in node.Find("mechanisms")?.Members() ?? [])
            {
                placements.Add(new MechanismPlacement(region, mechanism, Numbers(parameters)));
            }
        }

        var cell = new CellDescription(name, sections, regions, placements, root.Get("celsius").Number(), root.Get("v_init").Number());
        var sets = root.Find("parameter_sets")?.Members().Select(m => new ParameterSet(m.Name, Numbers(m.Node))).ToArray();
        foreach (var set in sets ?? [])
        {
            cell.Validate(set);
        }

        return new NeuronCollection(cell, sets is null or [] ? [ParameterSet.Defaults] : sets);
    }

    private static Section Section(JsonNode node)
    {
        node.Allow(SectionKeys);
        var diameter = node.Get("diameter_um");
        var diameters = diameter.IsList ? diameter.Items().Select(d => d.Number()).ToArray() : [diameter.Number()];
        if (diameters.Length is not (1 or 2))
        {
            throw new CellFileException(node.Path, $"{diameter.Where} has {diameters.Length} numbers; expected one, or two for start and end");
        }

        var name = node.Get("name").Text();
        return Neurons.Section.Frustum(
            name,
            node.Find("region")?.Text() ?? name,
            node.Get("length_um").Number(),
            diameters[0],
            diameters[^1],
            node.Find("segments")?.Whole() ?? 1,
            node.Find("parent")?.Text(),
            node.Find("at")?.Number() ?? 1);
    }

    private static Dictionary<string, double> Numbers(JsonNode node) =>
        node.Members().ToDictionary(m => m.Name, m => m.Node.Number(), StringComparer.Ordinal);

    private static Dictionary<string, (double Lower, double Upper)> Bounds(JsonNode root, CellDescription cell)
    {
        var bounds = new Dictionary<string, (double Lower, double Upper)>(StringComparer.Ordinal);
        foreach (var (parameter, node) in root.Find("bounds")?.Members() ?? [])
        {
            if (!cell.ParameterDefaults.ContainsKey(parameter))
            {
                throw new UnknownParameterException(parameter, $"'{root.Path}', bounds", cell.ParameterNames);
            }

            var ends = node.Items().Select(n => n.Number()).ToArray();
            bounds[parameter] = ends.Length == 2 && ends[0] <= ends[1]
                ? (ends[0], ends[1])
                : throw new CellFileException(root.Path, $"{node.Where} is {string.Join(", ", ends)}; expected [lower, upper]");
        }

        return bounds;
    }
}
