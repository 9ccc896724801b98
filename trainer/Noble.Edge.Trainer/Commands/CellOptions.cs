using System.CommandLine;
using System.Text.Json.Nodes;
using Noble.Edge.Neurons;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>The options that say which cell and which neurons: <c>--cell</c>, with <c>--hof</c> for other parameter sets, or <c>--swc</c> with <c>--hof</c>.</summary>
internal sealed class CellOptions
{
    public Option<string?> Cell { get; } = new("--cell") { Description = "Built-in cell, or CELL.json (default: fast-spiking)" };

    public Option<string?> Morphology { get; } = new("--swc") { Description = "Morphology of a published all-active cell (SWC); needs --hof" };

    public Option<string?> HallOfFame { get; } = new("--hof") { Description = "Parameter sets: an all-active JSON file, or a folder of them, as published and as 'noble-train hof' writes" };

    public void AddTo(Command command)
    {
        command.Options.Add(Cell);
        command.Options.Add(Morphology);
        command.Options.Add(HallOfFame);
    }

    /// <summary>Reads the cell; its parameter sets come in natural order of their names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isRequired">Whether a cell has to be named; otherwise the fast-spiking cell is meant.</param>
    /// <returns>The cell, where it came from, and whether it is built in.</returns>
    public (NeuronCollection Neurons, JsonObject Source, bool IsBuiltIn) Read(ParseResult parsed, bool isRequired = false)
    {
        var (cell, swc, hof) = (parsed.GetValue(Cell), parsed.GetValue(Morphology), parsed.GetValue(HallOfFame));
        if (swc is not null)
        {
            return cell is not null ? throw new UserException("--cell with --swc: expected one of them")
                : hof is null ? throw new UserException("--swc without --hof: expected both")
                : (Sorted(CellSource.ReadAllActive(swc, hof)), Describe(("swc", swc), ("hof", hof)), false);
        }

        if (cell is null && isRequired)
        {
            throw new UserException("no cell; expected --cell, or --swc with --hof");
        }

        if (cell is null && hof is not null)
        {
            throw new UserException("--hof without --swc or --cell: expected the cell that it is of");
        }

        var name = cell ?? "fast-spiking";
        var builtIn = BuiltInCells.Find(name);
        var neurons = builtIn ?? CellSource.Read(name);
        var source = builtIn is null ? Describe(("cell", name)) : new JsonObject { ["builtIn"] = name };
        if (hof is not null)
        {
            neurons = neurons with { ParameterSets = AllActiveParameters.ReadSets(neurons.Cell, hof) };
            foreach (var (key, value) in Describe(("hof", hof)))
            {
                source[key] = value?.DeepClone();
            }
        }

        return (Sorted(neurons), source, builtIn is not null);
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
