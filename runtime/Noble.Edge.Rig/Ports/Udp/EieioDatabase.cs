using Microsoft.Data.Sqlite;

namespace Noble.Edge.Rig;

/// <summary>The database that a SpiNNaker toolchain writes: which key is which neuron of a population, and where live output goes.</summary>
/// <remarks>Opened for reading only. For an ordinary thread, before the run.</remarks>
public static class EieioDatabase
{
    // A board has a million cores' worth of keys at the very most; a file that says more is not one.
    private const int MostNeurons = 1 << 24;

    /// <summary>The keys of a population.</summary>
    /// <param name="path">The database.</param>
    /// <param name="label">The population's label.</param>
    /// <exception cref="EieioDatabaseException">It is no such database, or has no such label.</exception>
    public static KeyMap ReadKeys(string path, string label)
    {
        var keys = new List<long>();
        Query(path, "SELECT atom, event FROM label_event_atom_view WHERE label = $label", label, row =>
        {
            var neuron = row.GetInt64(0);
            var key = row.GetInt64(1);
            if (neuron is < 0 or >= MostNeurons || key is < 0 or > uint.MaxValue)
            {
                throw new EieioDatabaseException(path, $"atom {neuron} with key {key} of '{label}': expected an atom from 0 to {MostNeurons - 1} and a key of 32 bits");
            }

            while (keys.Count <= neuron)
            {
                keys.Add(-1);
            }

            keys[(int)neuron] = key;
        });
        if (keys.Count == 0)
        {
            throw new EieioDatabaseException(path, $"no population '{label}' with keys");
        }

        try
        {
            return KeyMap.Listed(keys);
        }
        catch (ArgumentOutOfRangeException failure)
        {
            throw new EieioDatabaseException(path, failure.Message, failure);
        }
    }

    /// <summary>Where the board sends the population's live output to.</summary>
    /// <param name="path">The database.</param>
    /// <param name="label">The population's label.</param>
    /// <returns>Host, UDP port, and whether the SDP header is stripped.</returns>
    /// <exception cref="EieioDatabaseException">It is no such database, or the population has no live output.</exception>
    public static (string Host, int Port, bool IsStripped) ReadLiveOutput(string path, string label)
    {
        (string, int, bool)? found = null;
        Query(path, "SELECT ip_address, port, strip_sdp FROM app_output_tag_view WHERE pre_vertex_label = $label", label, row =>
        {
            var port = row.GetInt64(1);
            if (port is < 0 or > 65_535)
            {
                throw new EieioDatabaseException(path, $"live output of '{label}' at port {port}: expected 0 to 65535");
            }

            found ??= (row.GetString(0), (int)port, row.GetBoolean(2));
        });
        return found ?? throw new EieioDatabaseException(path, $"no live output of a population '{label}'");
    }

    private static void Query(string path, string query, string label, Action<SqliteDataReader> take)
    {
        if (!File.Exists(path))
        {
            throw new EieioDatabaseException(path, "no such file");
        }

        try
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
            using var database = new SqliteConnection(connection.ConnectionString);
            database.Open();
            using var command = database.CreateCommand();
#pragma warning disable CA2100 // One of the two constants above.
            command.CommandText = query;
#pragma warning restore CA2100
            command.Parameters.AddWithValue("$label", label);
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                take(rows);
            }
        }
        catch (Exception failure) when (failure is SqliteException or InvalidCastException or InvalidOperationException)
        {
            throw new EieioDatabaseException(path, $"not a SpiNNaker toolchain's database ({failure.Message})", failure);
        }
    }
}
