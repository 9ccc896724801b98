using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>One parameter set of a cell that is described elsewhere, such as a built-in one.</summary>
/// <remarks>
/// JSON: <c>{ "cell": "fast-spiking", "name": "hof_00", "parameters": { "soma.NaF.gbar": 0.2 } }</c>; parameters that are not
/// named keep the cell's defaults. Numbers come back bit for bit.
/// </remarks>
/// <param name="Cell">Name of the cell.</param>
/// <param name="Set">The parameter set.</param>
public sealed record ParameterSetFile(string Cell, ParameterSet Set)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="SearchFileException">The file cannot be read or used.</exception>
    public static ParameterSetFile Read(string path)
    {
        var root = SearchJsonObject.Read(path).Only("cell", "name", "parameters");
        var parameters = SearchJsonObject.Of(root.Get("parameters", "the values by parameter"), $"{path}: 'parameters'");
        return new ParameterSetFile(
            root.Text("cell"),
            new ParameterSet(
                root.Text("name"),
                parameters.Properties.Select(p => KeyValuePair.Create(p.Name, SearchJsonObject.Number(p.Value, $"{parameters.Where}: '{p.Name}'")))));
    }

    /// <summary>Writes a set.</summary>
    public static void Write(string path, CellDescription cell, ParameterSet set)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(set);
        SearchFiles.Write(path, new JsonWriterOptions { Indented = true }, json =>
        {
            json.WriteStartObject();
            json.WriteString("cell", cell.Name);
            json.WriteString("name", set.Name);
            json.WriteStartObject("parameters");
            foreach (var (parameter, value) in set.Values.OrderBy(v => v.Key, StringComparer.Ordinal))
            {
                json.WriteNumber(parameter, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
