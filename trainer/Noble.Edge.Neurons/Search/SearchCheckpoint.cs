using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>A <see cref="SearchState"/> as a file, bit for bit.</summary>
internal static class SearchCheckpoint
{
    public static void Write(string path, SearchState state) => SearchFiles.Write(path, Json(state), survivesPowerCut: true);

    /// <exception cref="SearchFileException">The file cannot be read, or does not fit the search.</exception>
    public static SearchState Read(string path, int population, int variables, int objectives)
    {
        var root = SearchJsonObject.Read(path);
        try
        {
            var state = new SearchState(
                root.Get("generation", "a number").GetInt32(),
                root.Get("evaluations", "a number").GetInt64(),
                root.Get("random_state", "a number").GetUInt64(),
                Individuals(root.Get("population", "a list")),
                Individuals(root.Get("hall_of_fame", "a list")),
                [.. root.Get("history", "a list").EnumerateArray().Select(Progress)]);
            var fits = state.Population.Count == population
                && state.History.Count == state.Generation + 1
                && state.HallOfFame.Count > 0
                && state.Population.Concat(state.HallOfFame).All(i => i.Places.Length == variables && i.Scores.Length == objectives);
            return fits ? state : throw new SearchFileException($"{path}: does not fit the search beside it; expected {population} individuals of {variables} variables and {objectives} objectives");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new SearchFileException($"{path}: not a checkpoint: {e.Message}", e);
        }
    }

    private static byte[] Json(SearchState state) => SearchFiles.Json(default, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("generation", state.Generation);
        json.WriteNumber("evaluations", state.Evaluations);
        json.WriteNumber("random_state", state.RandomState);
        Write(json, "population", state.Population);
        Write(json, "hall_of_fame", state.HallOfFame);
        json.WriteStartArray("history");
        foreach (var h in state.History)
        {
            json.WriteStartArray();
            json.WriteNumberValue(h.Generation);
            json.WriteNumberValue(h.Evaluations);
            json.WriteNumberValue(h.Best);
            json.WriteNumberValue(h.Worst);
            json.WriteNumberValue(h.Median);
            json.WriteNumberValue(h.Within);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<SearchIndividual> individuals)
    {
        json.WriteStartArray(name);
        foreach (var individual in individuals)
        {
            json.WriteStartObject();
            json.WriteNumber("generation", individual.Generation);
            Write(json, "places", individual.Places);
            Write(json, "scores", individual.Scores);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, double[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static SearchIndividual[] Individuals(JsonElement list) =>
        [.. list.EnumerateArray().Select(i => new SearchIndividual(Doubles(i, "places"), Doubles(i, "scores"), SearchJsonObject.Of(i, "individual").Get("generation", "a number").GetInt32()))];

    private static double[] Doubles(JsonElement individual, string name) =>
        [.. SearchJsonObject.Of(individual, "individual").Get(name, "a list").EnumerateArray().Select(v => v.GetDouble())];

    private static SearchProgress Progress(JsonElement row) =>
        new(row[0].GetInt32(), row[1].GetInt64(), row[2].GetDouble(), row[3].GetDouble(), row[4].GetDouble(), row[5].GetInt32());
}
