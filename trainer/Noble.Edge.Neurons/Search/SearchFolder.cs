using System.Globalization;
using System.Text;

namespace Noble.Edge.Neurons;

/// <summary>The folder of a search: <c>search.json</c>, <c>checkpoint.json</c>, <c>history.csv</c>, <c>scores.csv</c>, <c>hof_00.json</c> and on.</summary>
internal sealed class SearchFolder(string folder, SearchSpace space, SearchTargets targets)
{
    public string RecordFile => Path.Combine(folder, "search.json");

    public string CheckpointFile => Path.Combine(folder, "checkpoint.json");

    public void Create()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SearchFileException($"{folder}: {e.Message}", e);
        }
    }

    /// <summary>Writes what is known after a generation; the checkpoint first, from which the rest can be made again.</summary>
    public void Write(SearchState state)
    {
        SearchCheckpoint.Write(CheckpointFile, state);
        WriteResults(state);
    }

    /// <summary>Writes everything that follows from a state.</summary>
    public void WriteResults(SearchState state)
    {
        SearchFiles.Write(Path.Combine(folder, "history.csv"), History(state));
        SearchFiles.Write(Path.Combine(folder, "scores.csv"), Scores(state));
        for (var i = 0; i < state.HallOfFame.Count; i++)
        {
            var path = Path.Combine(folder, $"{Name(i)}.json");
            AllActiveParameters.Write(path + ".part", space.Cell, space.ToParameterSet(Name(i), state.HallOfFame[i].Places));
            File.Move(path + ".part", path, overwrite: true);
        }
    }

    private static string Name(int i) => $"hof_{i:D2}";

    private static string History(SearchState state)
    {
        var text = new StringBuilder("generation,evaluations,best_sum,best_worst,median_sum,within_one_spread\n");
        foreach (var h in state.History)
        {
            text.Append(CultureInfo.InvariantCulture, $"{h.Generation},{h.Evaluations},{h.Best:R},{h.Worst:R},{h.Median:R},{h.Within}\n");
        }

        return text.ToString();
    }

    private static string Quote(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private string Scores(SearchState state)
    {
        var text = new StringBuilder("individual,generation,sum,worst");
        foreach (var objective in targets.Objectives)
        {
            text.Append(',').Append(Quote(objective));
        }

        text.Append('\n');
        for (var i = 0; i < state.HallOfFame.Count; i++)
        {
            var individual = state.HallOfFame[i];
            text.Append(CultureInfo.InvariantCulture, $"{Name(i)},{individual.Generation},{individual.Sum():R},{individual.Worst():R}");
            foreach (var score in individual.Scores)
            {
                text.Append(CultureInfo.InvariantCulture, $",{score:R}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
