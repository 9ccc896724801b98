namespace Noble.Edge.Neurons;

/// <summary>A search for parameter sets that leaves its results in a folder and can be continued from there.</summary>
/// <remarks>
/// After every generation the folder holds a checkpoint, written beside the old one and renamed: a kill loses the generation
/// that was under way, nothing else. A continued search goes on bit for bit as one that was never stopped, whatever the
/// number of threads.
/// </remarks>
public sealed class HallOfFameSearch
{
    private readonly SearchSpace _space;
    private readonly SearchTargets _targets;
    private readonly SearchOptions _options;
    private readonly FeatureScores _scores;
    private readonly SearchFolder _folder;

    /// <summary>Prepares a search.</summary>
    /// <param name="space">Where to search.</param>
    /// <param name="targets">What to reach; all protocols share settling time and solver step.</param>
    /// <param name="options">How to search.</param>
    /// <param name="folder">Folder of the results.</param>
    /// <param name="maxThreads">Most threads to use; 0 for one per core.</param>
    public HallOfFameSearch(
        SearchSpace space,
        SearchTargets targets,
        SearchOptions options,
        string folder,
        int maxThreads = 0)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_space, _targets, _options) = (space, targets, options);
        _scores = new FeatureScores(space, targets, maxThreads);
        _folder = new SearchFolder(folder, space, targets);
    }

    /// <summary>Searches until a number of generations is done, from the start or from where the folder is.</summary>
    /// <param name="generations">Last generation, 0 or more; it may be another one than when the search began.</param>
    /// <param name="resume">Whether to continue the search in the folder.</param>
    /// <param name="stopWithin">Stop as soon as every objective of one in the hall of fame is within this many spreads; null for never.</param>
    /// <param name="onGeneration">Told of each generation, once its checkpoint is written.</param>
    /// <param name="stop">Asked after each generation whether to stop.</param>
    /// <returns>The last state.</returns>
    /// <exception cref="SearchFileException">
    /// The folder holds a search already, or none to continue, or one with other options, or cannot be written.
    /// </exception>
    public SearchState Run(
        int generations,
        bool resume = false,
        double? stopWithin = null,
        Action<SearchProgress>? onGeneration = null,
        Func<bool>? stop = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(generations);
        var search = new EvolutionarySearch(_options, _space.Variables.Count, individuals => _scores.Evaluate(individuals));
        var record = SearchRecord.Json(_space, _targets, _options, generations, stopWithin);
        var state = resume ? Resume(record) : Start(search, record);
        onGeneration?.Invoke(state.History[^1]);
        while (state.Generation < generations && !IsWithin(state, stopWithin) && stop?.Invoke() != true)
        {
            state = search.Next(state);
            _folder.Write(state);
            onGeneration?.Invoke(state.History[^1]);
        }

        return state;
    }

    private static bool IsWithin(SearchState state, double? spreads) => state.HallOfFame.Any(i => i.Worst() <= spreads);

    private SearchState Start(EvolutionarySearch search, byte[] record)
    {
        if (File.Exists(_folder.CheckpointFile))
        {
            throw new SearchFileException($"{_folder.CheckpointFile}: the folder holds a search already; continue it with --resume or name another folder");
        }

        _folder.Create();
        SearchFiles.Write(_folder.RecordFile, record, survivesPowerCut: true);
        var state = search.Start();
        _folder.Write(state);
        return state;
    }

    private SearchState Resume(byte[] record)
    {
        if (!File.Exists(_folder.CheckpointFile))
        {
            throw new SearchFileException($"{_folder.CheckpointFile}: not there, so there is no search to continue; start it without --resume");
        }

        SearchRecord.CheckSame(_folder.RecordFile, record);
        var state = SearchCheckpoint.Read(_folder.CheckpointFile, _options.Population, _space.Variables.Count, _targets.Objectives.Count);
        SearchFiles.Write(_folder.RecordFile, record, survivesPowerCut: true);

        // A kill between the checkpoint and what follows from it leaves the latter a generation behind.
        _folder.WriteResults(state);
        return state;
    }
}
