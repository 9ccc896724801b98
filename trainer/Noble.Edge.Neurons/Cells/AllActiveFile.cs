using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>One all-active parameter file as read: <c>conditions</c>, <c>passive</c> and <c>genome</c>.</summary>
internal sealed class AllActiveFile
{
    private AllActiveFile(string path)
    {
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
    }

    public string Path { get; }

    /// <summary>Name of the parameter set: the file's name without its extension.</summary>
    public string Name { get; }

    public double TemperatureCelsius { get; private set; } = 34;

    public double InitialVoltageMillivolts { get; private set; } = -80;

    /// <summary>Reversal potentials by region: <c>ena</c> and <c>ek</c> [mV].</summary>
    public Dictionary<(string Region, string Ion), double> Reversal { get; } = [];

    /// <summary>Numbers in the order in which they are to be applied.</summary>
    public List<AllActiveGene> Genes { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="CellFileException">It is not such a file; the message names the entry.</exception>
    public static AllActiveFile Read(string path)
    {
        using var document = JsonInput.Open(path);
        return Read(path, document);
    }

    /// <summary>Takes a document that is open; the path is for its name and for messages.</summary>
    /// <exception cref="CellFileException">It is not such a file; the message names the entry.</exception>
    public static AllActiveFile Read(string path, JsonDocument document)
    {
        var file = new AllActiveFile(path);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("genome", out var genome) || genome.ValueKind != JsonValueKind.Array)
        {
            throw new CellFileException(path, "has no list 'genome'; expected an all-active parameter file with 'conditions', 'passive' and 'genome'");
        }

        foreach (var entry in file.Objects(root, "conditions", "conditions"))
        {
            file.ReadConditions(entry);
        }

        foreach (var entry in file.Objects(root, "passive", "passive"))
        {
            file.ReadPassive(entry);
        }

        var number = 0;
        foreach (var entry in genome.EnumerateArray())
        {
            file.Genes.Add(file.ReadGene(entry, $"genome entry {number++}"));
        }

        return file;
    }

    /// <summary>The objects of a list that may be absent.</summary>
    private JsonElement[] Objects(JsonElement owner, string key, string where)
    {
        if (!owner.TryGetProperty(key, out var list))
        {
            return [];
        }

        return list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object)
            ? [.. list.EnumerateArray()]
            : throw new CellFileException(Path, $"{where} is not a list of objects; expected [ {{ ... }} ]");
    }

    private void ReadConditions(JsonElement entry)
    {
        TemperatureCelsius = entry.TryGetProperty("celsius", out var celsius) ? Number(celsius, "conditions, celsius") : TemperatureCelsius;
        InitialVoltageMillivolts = entry.TryGetProperty("v_init", out var start) ? Number(start, "conditions, v_init") : InitialVoltageMillivolts;
        foreach (var reversal in Objects(entry, "erev", "conditions, erev"))
        {
            var region = Text(reversal, "section", "conditions, erev");
            foreach (var ion in (string[])["ena", "ek"])
            {
                if (reversal.TryGetProperty(ion, out var value))
                {
                    Reversal[(region, ion)] = Number(value, $"conditions, erev of '{region}', {ion}");
                }
            }
        }
    }

    /// <summary><c>passive</c>: ra for all regions, e_pas and cm for all or as a list of sections.</summary>
    private void ReadPassive(JsonElement entry)
    {
        foreach (var (key, mechanism, parameter) in ((string, string, string)[])[("ra", "", "Ra"), ("e_pas", "pas", "e"), ("cm", "", "cm")])
        {
            if (!entry.TryGetProperty(key, out var value))
            {
                continue;
            }

            if (value.ValueKind != JsonValueKind.Array)
            {
                Genes.Add(new AllActiveGene("all", mechanism, parameter, Number(value, $"passive, {key}")));
                continue;
            }

            foreach (var part in Objects(entry, key, $"passive, {key}"))
            {
                var region = Text(part, "section", $"passive, {key}");
                var number = part.TryGetProperty(key, out var inRegion)
                    ? Number(inRegion, $"passive, {key} of '{region}'")
                    : throw new CellFileException(Path, $"passive, {key} of '{region}' has no '{key}'");
                Genes.Add(new AllActiveGene(region, mechanism, parameter, number));
            }
        }
    }

    private AllActiveGene ReadGene(JsonElement entry, string where)
    {
        var region = Text(entry, "section", where);
        var name = Text(entry, "name", where);
        var mechanism = Text(entry, "mechanism", where);
        if (!entry.TryGetProperty("value", out var element))
        {
            throw new CellFileException(Path, $"{where} ('{name}') has no 'value'");
        }

        var value = Number(element, $"{where} ('{name}' of '{region}')");
        if (mechanism.Length == 0)
        {
            return name.EndsWith("_pas", StringComparison.Ordinal)
                ? new AllActiveGene(region, "pas", name[..^"_pas".Length], value)
                : new AllActiveGene(region, "", name, value);
        }

        var suffix = "_" + mechanism;
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
        {
            throw new CellFileException(Path, $"{where} is '{name}' of mechanism '{mechanism}'; expected a name that ends in '{suffix}'");
        }

        // The published Ih calls its reversal potential ehcn.
        var parameter = name[..^suffix.Length];
        return new AllActiveGene(region, mechanism, parameter == "ehcn" ? "e" : parameter, value);
    }

    private string Text(JsonElement entry, string key, string where) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new CellFileException(Path, $"{where} has no text '{key}'");

    /// <summary>A number, which these files write as a number or as text.</summary>
    private double Number(JsonElement element, string where)
    {
        double value = double.NaN;
        var isNumber = element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out value),
            JsonValueKind.String => double.TryParse(element.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out value),
            _ => false,
        };
        return isNumber && double.IsFinite(value)
            ? value
            : throw new CellFileException(Path, $"{where} is {element.GetRawText()}; expected a number");
    }
}
