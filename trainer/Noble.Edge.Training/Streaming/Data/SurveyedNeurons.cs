using System.Text.Json;
using System.Text.Json.Nodes;
using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>The parameter sets of a data set of steps, blends among them, with the features that its survey found.</summary>
public static class SurveyedNeurons
{
    /// <summary>Reads them.</summary>
    /// <param name="folder">Folder that <c>noble-train simulate</c> wrote as a data set for training.</param>
    /// <param name="cell">The cell that the sets are to be of.</param>
    /// <exception cref="DataSetException">The folder is no such data set, or of another cell.</exception>
    public static IReadOnlyList<(ParameterSet Set, DataSetNeuron Features)> Read(string folder, CellDescription cell)
    {
        var features = DataSet.ReadManifest(Path.Combine(folder, DataSet.ManifestFile)).Neurons;
        var path = Path.Combine(folder, SimulationManifest.FileName);
        JsonNode? manifest;
        try
        {
            manifest = JsonNode.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new DataSetException($"'{path}' cannot be read: {e.Message}", e);
        }

        if ((string?)manifest?["cell"]?["sha256"] != Fingerprint.Of(cell))
        {
            throw new DataSetException($"'{path}' is of cell {manifest?["cell"]?["name"]}, expected the same description of {cell.Name} as here");
        }

        var sets = manifest!["parameter_sets"]!.AsArray().Select(Parse).ToDictionary(set => set.Name);
        return [.. features.Select(neuron => (sets[neuron.Name], neuron))];
    }

    private static ParameterSet Parse(JsonNode? set) => new(
        (string)set!["name"]!, set["values"]!.AsObject().Select(value => KeyValuePair.Create(value.Key, (double)value.Value!)));
}
