using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>The folder of a streaming operator's training, read.</summary>
internal static class StreamingRun
{
    /// <summary>Whether a folder is one.</summary>
    public static bool Is(string folder) => File.Exists(Path.Combine(folder, StreamingTraining.ConfigurationFile));

    /// <summary>The run's configuration and its averaged weights.</summary>
    /// <exception cref="DataSetException">There is no usable run.</exception>
    public static (StreamingConfiguration Configuration, StreamingWeights Weights) Read(string folder)
    {
        if (!Is(folder))
        {
            throw new DataSetException($"no usable run in '{folder}': it has no {StreamingTraining.ConfigurationFile}");
        }

        var configuration = StreamingConfigurationFile.Read(Path.Combine(folder, StreamingTraining.ConfigurationFile));
        using var material = StreamingMaterial.Open(configuration);
        return (configuration, StreamingTrainer.ReadAverage(material, Path.Combine(folder, StreamingTraining.Checkpoint)));
    }

    /// <summary>Writes a run into a model's folder: the one that it was trained for, or a copy of it.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="target">The model's folder; made from the run's model where it is not there.</param>
    /// <param name="measurement">What to measure it on; null for no figures.</param>
    public static StreamingReport? Export(string folder, string target, StreamingMeasurement? measurement)
    {
        var (configuration, weights) = Read(folder);
        if (!Directory.Exists(target))
        {
            Directory.CreateDirectory(target);
            foreach (var file in Directory.EnumerateFiles(configuration.Model!))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        var model = ModelBundle.Load(target);
        var report = measurement?.Take(model, weights, configuration.HeldOutNeurons);
        var spec = weights.Spec with { Accuracy = report?.Rows ?? [] };
        ModelBundle.SaveStreaming(model, StreamingWeights.FromTensors(spec, weights.ToTensors(), folder));
        StreamingOnnxExport.Write(ModelBundle.Load(target));
        return report;
    }
}
