using System.Text.Json;
using System.Text.RegularExpressions;

namespace Noble.Edge.Neurons;

/// <summary>All-active parameter files: the Allen Institute's JSON of <c>conditions</c>, <c>passive</c> and <c>genome</c>.</summary>
public static partial class AllActiveParameters
{
    /// <summary>NEURON's reversal potentials where a file gives none, mV.</summary>
    private const double DefaultSodiumReversal = 50, DefaultPotassiumReversal = -77;

    /// <summary>Sections that these files may name, whether the morphology has them or not.</summary>
    private static readonly string[] KnownRegions = ["all", "soma", "axon", "dend", "apic"];

    private static readonly string[] RegionProperties = ["cm", "Ra", "lengthScale", "diameterScale"];

    /// <summary>Describes the cell that these files are for and reads their parameter sets.</summary>
    /// <param name="name">Name of the cell.</param>
    /// <param name="sections">Its sections, the root first; their regions are those of the files.</param>
    /// <param name="hof">A file, or a folder of them.</param>
    /// <exception cref="CellFileException">A file cannot be used; the message names it and the entry.</exception>
    /// <exception cref="UnknownMechanismException">A file names a mechanism that this library does not have.</exception>
    /// <exception cref="UnknownParameterException">A file names a parameter that its mechanism does not have.</exception>
    public static NeuronCollection Read(string name, IReadOnlyList<Section> sections, string hof)
    {
        ArgumentNullException.ThrowIfNull(sections);
        var files = Files(hof).Select(AllActiveFile.Read).ToArray();
        var regions = sections.Select(s => s.Region).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var file in files)
        {
            CheckAgainst(files[0], file);
            CheckRegions(file, regions);
        }

        var placements = new List<(string Region, string Mechanism)>();
        foreach (var file in files)
        {
            foreach (var gene in file.Genes.Where(g => g.Mechanism.Length > 0))
            {
                MechanismRegistry.BuiltIn.Find(gene.Mechanism, $"'{file.Path}'");
                foreach (var region in regions.Where(r => r == gene.Region || gene.Region == "all"))
                {
                    if (!placements.Contains((region, gene.Mechanism)))
                    {
                        placements.Add((region, gene.Mechanism));
                    }
                }
            }
        }

        var cell = new CellDescription(
            name,
            sections,
            [.. regions.Select(r => new Region(r, AxialResistivityOhmCentimetres: 35.4))],
            [.. placements.OrderBy(p => p.Mechanism, StringComparer.Ordinal).Select(p => new MechanismPlacement(p.Region, p.Mechanism))],
            files[0].TemperatureCelsius,
            files[0].InitialVoltageMillivolts);
        return new NeuronCollection(cell, [.. files.Select(f => ToSet(cell, regions, f))]);
    }

    /// <summary>Reads parameter sets of a cell that is described already.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="hof">A file, or a folder of them.</param>
    /// <exception cref="CellFileException">A file cannot be used; the message names it and the entry.</exception>
    /// <exception cref="UnknownParameterException">A file names a parameter that the cell does not have.</exception>
    public static IReadOnlyList<ParameterSet> ReadSets(CellDescription cell, string hof)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var sets = Read(cell.Name, cell.Sections, hof).ParameterSets;
        foreach (var set in sets)
        {
            cell.Validate(set);
        }

        return sets;
    }

    /// <summary>Parameter sets that are part of this library.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="folder">Folder of the files in the library's sources, with dots between its parts.</param>
    internal static IReadOnlyList<ParameterSet> ReadEmbedded(CellDescription cell, string folder)
    {
        var assembly = typeof(AllActiveParameters).Assembly;
        var regions = cell.Regions.Select(r => r.Name).ToArray();
        var prefix = $"Noble.Edge.Neurons.{folder}.";
        var sets = new List<ParameterSet>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var document = JsonDocument.Parse(stream);
            sets.Add(ToSet(cell, regions, AllActiveFile.Read(name[prefix.Length..], document)));
        }

        return sets;
    }

    /// <summary>Writes one parameter set as such a file, which <see cref="Read"/> reads back to the same neuron.</summary>
    /// <param name="path">File to write; replaced if it is there.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="set">The parameter set.</param>
    public static void Write(string path, CellDescription cell, ParameterSet set)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(set);
        cell.Validate(set);
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        var reversal = new Dictionary<(string Region, ChannelIon Ion), double>();
        foreach (var placement in cell.Placements)
        {
            var ion = cell.Mechanisms.Find(placement.Mechanism, path).Ion;
            if (ion is ChannelIon.Sodium or ChannelIon.Potassium)
            {
                reversal.TryAdd((placement.Region, ion), cell.ValueOf(set, $"{placement.Region}.{placement.Mechanism}.e"));
            }
        }

        json.WriteStartObject();
        WriteConditions(json, cell, reversal);
        json.WriteStartArray("passive");
        json.WriteStartObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("genome");
        foreach (var region in cell.Regions)
        {
            foreach (var property in RegionProperties)
            {
                var value = cell.ValueOf(set, $"{region.Name}.{property}");
                if (property is "cm" or "Ra" || value != 1)
                {
                    WriteGene(json, region.Name, "", property, value);
                }
            }
        }

        foreach (var placement in cell.Placements)
        {
            var mechanism = cell.Mechanisms.Find(placement.Mechanism, path);
            for (var p = 0; p < mechanism.Parameters.Count; p++)
            {
                var parameter = mechanism.Parameters[p];
                var value = cell.ValueOf(set, $"{placement.Region}.{mechanism.Name}.{parameter.Name}");
                var isSaid = parameter.Name == "e" && mechanism.Ion is ChannelIon.Sodium or ChannelIon.Potassium
                    ? reversal[(placement.Region, mechanism.Ion)] == value
                    : p > 0 && value == parameter.Default && mechanism.Name != "pas";
                if (!isSaid)
                {
                    WriteGene(json, placement.Region, mechanism.Name, parameter.Name, value);
                }
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string[] Files(string hof)
    {
        if (File.Exists(hof))
        {
            return [hof];
        }

        if (!Directory.Exists(hof))
        {
            throw new CellFileException(hof, "does not exist; expected an all-active parameter file or a folder of them");
        }

        // Natural order: 2 before 10.
        var files = Directory.GetFiles(hof, "*.json")
            .OrderBy(f => Digits().Replace(Path.GetFileName(f), m => m.Value.PadLeft(12, '0')), StringComparer.Ordinal).ToArray();
        return files.Length > 0 ? files : throw new CellFileException(hof, "has no .json file; expected all-active parameter files");
    }

    private static void CheckAgainst(AllActiveFile first, AllActiveFile file)
    {
        if (file.TemperatureCelsius != first.TemperatureCelsius || file.InitialVoltageMillivolts != first.InitialVoltageMillivolts)
        {
            throw new CellFileException(
                file.Path,
                $"is for {file.TemperatureCelsius} °C from {file.InitialVoltageMillivolts} mV, '{first.Path}' for {first.TemperatureCelsius} °C from {first.InitialVoltageMillivolts} mV; expected one temperature and one v_init");
        }
    }

    private static void CheckRegions(AllActiveFile file, string[] regions)
    {
        var accepted = KnownRegions.Union(regions).ToArray();
        var named = file.Genes.Select(g => (g.Region, What: $"'{g.Parameter}'")).Concat(file.Reversal.Keys.Select(k => (k.Region, What: $"'{k.Ion}'")));
        foreach (var (region, what) in named)
        {
            if (!accepted.Contains(region))
            {
                throw new CellFileException(file.Path, $"section of {what} is '{region}'; expected one of: {string.Join(", ", accepted)}");
            }
        }
    }

    private static ParameterSet ToSet(CellDescription cell, string[] regions, AllActiveFile file)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var placement in cell.Placements)
        {
            var mechanism = cell.Mechanisms.Find(placement.Mechanism, $"'{file.Path}'");

            // Another file of the folder may have it here, and this one not. A leak is named everywhere by its reversal potential.
            var isHere = file.Genes.Any(g => g.Mechanism == mechanism.Name && (g.Region == placement.Region || g.Region == "all"));
            if (!isHere || mechanism.Name == "pas")
            {
                values[$"{placement.Region}.{mechanism.Name}.{mechanism.Parameters[0].Name}"] = 0;
            }

            if (mechanism.Ion is ChannelIon.Sodium or ChannelIon.Potassium)
            {
                var (ion, otherwise) = mechanism.Ion == ChannelIon.Sodium ? ("ena", DefaultSodiumReversal) : ("ek", DefaultPotassiumReversal);
                values[$"{placement.Region}.{mechanism.Name}.e"] =
                    file.Reversal.GetValueOrDefault((placement.Region, ion), file.Reversal.GetValueOrDefault(("all", ion), otherwise));
            }
        }

        foreach (var gene in file.Genes)
        {
            foreach (var region in regions.Where(r => r == gene.Region || gene.Region == "all"))
            {
                var path = gene.Mechanism.Length == 0 ? $"{region}.{gene.Parameter}" : $"{region}.{gene.Mechanism}.{gene.Parameter}";
                if (!cell.ParameterDefaults.ContainsKey(path))
                {
                    throw new UnknownParameterException(
                        gene.Parameter,
                        $"'{file.Path}', region '{gene.Region}'" + (gene.Mechanism.Length == 0 ? "" : $", mechanism '{gene.Mechanism}'"),
                        gene.Mechanism.Length == 0
                            ? RegionProperties
                            : cell.Mechanisms.Find(gene.Mechanism, file.Path).Parameters.Select(p => p.Name));
                }

                values[path] = gene.Value;
            }
        }

        return new ParameterSet(file.Name, values);
    }

    private static void WriteConditions(Utf8JsonWriter json, CellDescription cell, Dictionary<(string Region, ChannelIon Ion), double> reversal)
    {
        json.WriteStartArray("conditions");
        json.WriteStartObject();
        json.WriteNumber("celsius", cell.TemperatureCelsius);
        json.WriteNumber("v_init", cell.InitialVoltageMillivolts);
        json.WriteStartArray("erev");
        foreach (var region in cell.Regions)
        {
            json.WriteStartObject();
            json.WriteString("section", region.Name);
            json.WriteNumber("ena", reversal.GetValueOrDefault((region.Name, ChannelIon.Sodium), DefaultSodiumReversal));
            json.WriteNumber("ek", reversal.GetValueOrDefault((region.Name, ChannelIon.Potassium), DefaultPotassiumReversal));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteGene(Utf8JsonWriter json, string region, string mechanism, string parameter, double value)
    {
        json.WriteStartObject();
        json.WriteString("section", region);
        json.WriteString("name", mechanism.Length == 0 ? parameter : $"{parameter}_{mechanism}");
        json.WriteNumber("value", value);

        // The published files leave the mechanism of the leak empty.
        json.WriteString("mechanism", mechanism == "pas" ? "" : mechanism);
        json.WriteEndObject();
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
