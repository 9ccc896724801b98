using System.Text.Json;
using Noble.Edge.Operator;
using TorchSharp.Modules;

namespace Noble.Edge.Training;

/// <summary>A run's state on disk: parameters, the optimiser's moments, and how far it is.</summary>
/// <remarks>Written into a fresh folder that then takes the old one's place, so that a crash leaves one whole checkpoint.</remarks>
internal static class Checkpoint
{
    private const string Folder = "checkpoint", StateFile = "state.json", OptimizerFile = "optimizer.bin";

    public static bool Exists(string run) => File.Exists(Path.Combine(run, Folder, StateFile));

    public static void Save(string run, FnoNetwork network, OptimizerHelper optimizer, CheckpointState state)
    {
        var (target, fresh, old) = (Path.Combine(run, Folder), Path.Combine(run, Folder + ".new"), Path.Combine(run, Folder + ".old"));
        Remove(fresh);
        Directory.CreateDirectory(fresh);
        SafetensorsFile.Write(Path.Combine(fresh, ModelBundle.WeightsFile), network.ToWeights().ToTensors());
        optimizer.save_state_dict(Path.Combine(fresh, OptimizerFile));
        File.WriteAllText(Path.Combine(fresh, StateFile), JsonSerializer.Serialize(state, TrainingJson.Default.CheckpointState));
        Remove(old);
        if (Directory.Exists(target))
        {
            Directory.Move(target, old);
        }

        Directory.Move(fresh, target);
        Remove(old);
    }

    public static CheckpointState Load(string run, FnoNetwork network, OptimizerHelper optimizer)
    {
        network.Load(LoadWeights(run, network.Shape, out var state));
        optimizer.load_state_dict(Path.Combine(run, Folder, OptimizerFile));
        return state;
    }

    public static FnoWeights LoadWeights(string run, NetworkShape shape, out CheckpointState state)
    {
        var folder = Path.Combine(run, Folder);
        try
        {
            var weights = Path.Combine(folder, ModelBundle.WeightsFile);
            state = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, StateFile)), TrainingJson.Default.CheckpointState)
                ?? throw new DataSetException($"'{folder}/{StateFile}' is empty");
            return FnoWeights.FromTensors(shape, SafetensorsFile.Read(weights).Tensors, weights);
        }
        catch (Exception e) when (e is IOException or JsonException or ArrayFileException or ModelFileException)
        {
            throw new DataSetException($"no usable checkpoint in '{folder}': {e.Message}", e);
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
