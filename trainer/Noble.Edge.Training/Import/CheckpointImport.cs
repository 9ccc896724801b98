using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>From a checkpoint of neuraloperator's FNO to a model folder that the runtime evaluates.</summary>
public static class CheckpointImport
{
    private const string ModelSuffix = ".noble";

    /// <summary>Imports a checkpoint. Everything is checked before anything is written, and the folder is read back.</summary>
    /// <param name="checkpoint">A PyTorch zip or a safetensors file.</param>
    /// <param name="folder">The model folder, NAME.noble; not there yet, or empty.</param>
    /// <param name="options">Sizes, embedding, protocol and latent space.</param>
    /// <exception cref="CheckpointException">The checkpoint, or what is said of it, cannot be used; or the folder cannot be written.</exception>
    /// <exception cref="PopulationException">The latents file cannot be used.</exception>
    public static ImportReport Run(string checkpoint, string folder, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new CheckpointException(folder, null, "a model folder that is not there yet, or an empty one", "something there");
        }

        var source = NeuraloperatorCheckpoint.Read(checkpoint, options.Key);
        var name = CheckpointFileName.Parse(checkpoint);
        var settings = new NetworkSettings(checkpoint, source.Settings);
        var shape = NetworkSizes.Of(source, options, name, settings);
        var manifest = ImportedManifest.Create(source, shape, options, name, options.Name ?? NameOf(folder));
        var (weights, elements) = FnoTensorMapping.Map(source, shape);
        try
        {
            ModelBundle.Save(folder, manifest, weights, trainedClocks: null, map: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(folder, null, "a folder that can be written", PrintableText.Of(e.Message), e);
        }

        string[] agreed = [.. Agreed(options, name, settings)];
        return new ImportReport(
            source.Format, source.Tensors.Count, elements, ModelBundle.Load(folder), agreed, settings.Unknown, ImportedManifest.LatentSource(options));
    }

    private static string NameOf(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return name.EndsWith(ModelSuffix, StringComparison.Ordinal) && name.Length > ModelSuffix.Length ? name[..^ModelSuffix.Length] : name;
    }

    private static IEnumerable<string> Agreed(ImportOptions options, CheckpointFileName name, NetworkSettings settings)
    {
        if (options.Layers is not null || options.Channels is not null || options.FourierModes is not null || options.Inputs is not null || options.ProjectionRatio is not null)
        {
            yield return "options";
        }

        if (name.FourierModes is not null)
        {
            yield return "file name";
        }

        if (settings.ArePresent)
        {
            yield return "settings in the checkpoint";
        }
    }
}
