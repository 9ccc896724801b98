using Noble.Edge.Host;
using PureHDF;

namespace Noble.Edge.Tools;

/// <summary>Makers of the schema's typed objects: each has a namespace, a type and an identity of its own.</summary>
internal static class NwbTypes
{
    /// <summary>The schema that the files keep to; hdmf-common is the one that it includes.</summary>
    internal const string SchemaVersion = "2.7.0";

    private const string Core = "core", Common = "hdmf-common";

    /// <summary>A group of a type of the core schema.</summary>
    internal static H5Group Group(string type, params (string Name, object Value)[] attributes) => new() { Attributes = Attributes(Core, type, attributes) };

    /// <summary>A table; columns are added with <see cref="Add"/>.</summary>
    internal static H5Group Table(string type, string description, int rows, int firstId = 0)
    {
        var table = new H5Group
        {
            Attributes = Attributes(type == "DynamicTable" ? Common : Core, type, [("description", description), ("colnames", Array.Empty<string>())]),
        };
        table["id"] = new H5Dataset(Enumerable.Range(firstId, rows).Select(row => (long)row).ToArray()) { Attributes = Attributes(Common, "ElementIdentifiers") };
        return table;
    }

    /// <summary>Adds a column, and its name to the table's list of them.</summary>
    internal static void Add(H5Group table, string name, string description, H5Dataset column)
    {
        column.Attributes = Attributes(Common, "VectorData", [("description", description)]);
        table[name] = column;
        table.Attributes["colnames"] = ((string[])table.Attributes["colnames"]).Append(name).ToArray();
    }

    /// <summary>Adds the index of a column whose rows have any number of values: where in it each row ends.</summary>
    internal static void AddIndex(H5Group table, string name, H5Dataset index)
    {
        index.Attributes = Attributes(Common, "VectorIndex", [("description", $"where the row of {name} ends"), ("target", (H5ObjectReference)(H5Dataset)table[name])]);
        table[name + "_index"] = index;
    }

    /// <summary>Attributes of a typed object.</summary>
    internal static Dictionary<string, object> Attributes(string schema, string type, params (string Name, object Value)[] more)
    {
        var attributes = new Dictionary<string, object>
        {
            ["namespace"] = schema,
            ["neurodata_type"] = type,
            ["object_id"] = Guid.NewGuid().ToString(),
        };
        foreach (var (name, value) in more)
        {
            attributes[name] = value;
        }

        return attributes;
    }

    /// <summary>A date as the schema has it: ISO 8601 with the zone.</summary>
    internal static string Date(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+00:00'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A name that can stand in a path of the file, and that none before it had.</summary>
    internal static string Name(H5Group parent, string wanted)
    {
        var name = string.Concat(wanted.Select(letter => letter is '/' or ':' || char.IsControl(letter) ? '_' : letter)).Trim('.', ' ');
        name = name.Length == 0 ? "unnamed" : name;
        if (!parent.ContainsKey(name))
        {
            return name;
        }

        for (var number = 2; number < int.MaxValue; number++)
        {
            if (!parent.ContainsKey($"{name}_{number}"))
            {
                return $"{name}_{number}";
            }
        }

        throw new FailedException($"no name left for '{wanted}'");
    }
}
