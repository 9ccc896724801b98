using System.Text.Json;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>A run's state on disk: parameters, their average, the optimiser's state, and how far it is.</summary>
/// <remarks>
/// Written into a fresh folder, brought to the disk, and then put in the old one's place: two renames, since a folder cannot replace another.
/// <c>state.json</c> comes last, so that a fresh folder with one is whole. A crash between the renames leaves no checkpoint of the
/// name but a whole fresh one and the old one; whoever looks next takes the fresh one.
/// </remarks>
internal static class Checkpoint
{
    /// <summary>The checkpoint that a run continues from, and that of its lowest validation loss.</summary>
    public const string Last = "checkpoint", Best = "checkpoint-best";

    private const string StateFile = "state.json", AverageFile = "average.safetensors", Fresh = ".new", Old = ".old";

    public static bool Exists(string run, string name = Last)
    {
        Recover(run, name);
        return File.Exists(Path.Combine(run, name, StateFile));
    }

    public static void Save(string run, string name, FnoNetwork network, ITrainingOptimizer optimizer, FnoNetwork? average, CheckpointState state)
    {
        Recover(run, name);
        var (target, fresh, old) = (Path.Combine(run, name), Path.Combine(run, name + Fresh), Path.Combine(run, name + Old));
        Remove(fresh);
        Directory.CreateDirectory(fresh);
        SafetensorsFile.Write(Path.Combine(fresh, ModelBundle.WeightsFile), network.ToWeights().ToTensors());
        if (average is not null)
        {
            SafetensorsFile.Write(Path.Combine(fresh, AverageFile), average.ToWeights().ToTensors());
        }

        optimizer.Save(fresh);
        DurableFile.FlushFolder(fresh);
        DurableFile.Write(Path.Combine(fresh, StateFile), JsonSerializer.Serialize(state, TrainingJson.Default.CheckpointState));
        Remove(old);
        if (Directory.Exists(target))
        {
            Directory.Move(target, old);
        }

        Directory.Move(fresh, target);
        DurableFile.FlushEntries(run);
        Remove(old);
    }

    public static CheckpointState Load(string run, FnoNetwork network, ITrainingOptimizer optimizer, FnoNetwork? average)
    {
        Recover(run, Last);
        var folder = Path.Combine(run, Last);
        var state = ReadState(folder);
        network.Load(ReadWeights(folder, ModelBundle.WeightsFile, network.Shape));
        average?.Load(ReadWeights(folder, AverageFile, network.Shape));
        try
        {
            optimizer.Load(folder);
        }
        catch (Exception e) when (e is IOException or ArrayFileException or KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            throw Unusable(folder, e);
        }

        return state;
    }

    /// <summary>The weights to export: the average where there is one.</summary>
    public static FnoWeights LoadWeights(string run, string name, NetworkShape shape, out CheckpointState state)
    {
        Recover(run, name);
        var folder = Path.Combine(run, name);
        state = ReadState(folder);
        return ReadWeights(folder, File.Exists(Path.Combine(folder, AverageFile)) ? AverageFile : ModelBundle.WeightsFile, shape);
    }

    private static CheckpointState ReadState(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, StateFile)), TrainingJson.Default.CheckpointState)
                ?? throw new DataSetException($"'{folder}/{StateFile}' is empty");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw Unusable(folder, e);
        }
    }

    private static FnoWeights ReadWeights(string folder, string file, NetworkShape shape)
    {
        var path = Path.Combine(folder, file);
        try
        {
            return FnoWeights.FromTensors(shape, SafetensorsFile.Read(path).Tensors, path);
        }
        catch (Exception e) when (e is IOException or ArrayFileException or ModelFileException)
        {
            throw Unusable(folder, e);
        }
    }

    private static DataSetException Unusable(string folder, Exception e) => new($"no usable checkpoint in '{folder}': {e.Message}", e);

    // Finishes what a crash between the two renames left.
    private static void Recover(string run, string name)
    {
        var (target, fresh, old) = (Path.Combine(run, name), Path.Combine(run, name + Fresh), Path.Combine(run, name + Old));
        if (Directory.Exists(target))
        {
            return;
        }

        if (File.Exists(Path.Combine(fresh, StateFile)))
        {
            Directory.Move(fresh, target);
        }
        else if (Directory.Exists(old))
        {
            Directory.Move(old, target);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
