using System.CommandLine;
using System.Text.Json.Nodes;
using Noble.Edge.Neurons;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>The options that say which cell: <c>--cell</c>, or <c>--swc</c> with <c>--hof</c>.</summary>
internal sealed class CellOptions
{
    public Option<string?> Cell { get; } = new("--cell") { Description = "Built-in cell, or CELL.json (default: fast-spiking)" };

    public Option<string?> Morphology { get; } = new("--swc") { Description = "Morphology of a published all-active cell (SWC); needs --hof" };

    public Option<string?> HallOfFame { get; } = new("--hof") { Description = "Its parameter sets: a JSON file, or a folder of them" };

    public void AddTo(Command command)
    {
        command.Options.Add(Cell);
        command.Options.Add(Morphology);
        command.Options.Add(HallOfFame);
    }

    /// <summary>Reads the cell; its parameter sets come in natural order of their names.</summary>
    /// <returns>The cell, where it came from, and whether it is built in.</returns>
    public (NeuronCollection Neurons, JsonObject Source, bool IsBuiltIn) Read(ParseResult parsed)
    {
        var (cell, swc, hof) = (parsed.GetValue(Cell), parsed.GetValue(Morphology), parsed.GetValue(HallOfFame));
        if ((swc is null) != (hof is null))
        {
            throw new UserException($"{(swc is null ? "--hof without --swc" : "--swc without --hof")}: expected both");
        }

        if (swc is not null)
        {
            return cell is null
                ? (Sorted(CellSource.ReadAllActive(swc, hof!)), Describe(("swc", swc), ("hof", hof!)), false)
                : throw new UserException("--cell with --swc: expected one of them");
        }

        var name = cell ?? "fast-spiking";
        return BuiltInCells.Find(name) is { } builtIn
            ? (Sorted(builtIn), new JsonObject { ["builtIn"] = name }, true)
            : (Sorted(CellSource.Read(name)), Describe(("cell", name)), false);
    }

    private static NeuronCollection Sorted(NeuronCollection neurons) =>
        neurons with { ParameterSets = [.. neurons.ParameterSets.OrderBy(set => set.Name, NaturalOrder.Instance)] };

    // Names and contents, not places: the same files in another folder are the same cell.
    private static JsonObject Describe(params (string Key, string Path)[] parts)
    {
        var source = new JsonObject();
        foreach (var (key, path) in parts)
        {
            source[key] = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
            if (File.Exists(path))
            {
                source[$"{key}_sha256"] = Fingerprint.OfFile(path);
            }
        }

        return source;
    }
}
