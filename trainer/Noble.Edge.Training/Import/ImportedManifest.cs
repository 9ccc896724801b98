using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>The manifest of an imported model: the published embedding and protocol, and what is known of where it comes from.</summary>
internal static class ImportedManifest
{
    private const int PublishedFrequencies = 9, PublishedFeatureFrequencies = 1, MostCorneredFeatures = 8;
    private const double WindowMilliseconds = 515;

    /// <summary>Makes the manifest.</summary>
    /// <exception cref="CheckpointException">The embedding does not make the network's inputs, or the name states one that cannot be made.</exception>
    /// <exception cref="PopulationException">The latents file cannot be used.</exception>
    public static ModelManifest Create(NeuraloperatorCheckpoint checkpoint, NetworkShape shape, ImportOptions options, CheckpointFileName name, string modelName)
    {
        if (name.Unsupported is { } unsupported)
        {
            throw new CheckpointException(checkpoint.File, "the file's name", "the published embedding, scaled in frequency, without norm", $"'{unsupported}'");
        }

        var latent = Latent(checkpoint.File, options);
        return new ModelManifest
        {
            Schema = ModelManifest.CurrentSchema,
            Name = modelName,
            Description = $"neuraloperator's FNO, imported from {Path.GetFileName(checkpoint.File)}; accuracy not measured here",
            Network = shape,
            Grid = Grid(checkpoint.File, options, shape),
            CurrentRange = Currents(checkpoint.File, options),
            Output = new OutputMapping { ScaleMillivolts = options.OutputUnitMillivolts },
            Channels = Channels(checkpoint.File, shape, options, name),
            Latent = latent,
            Accuracy = [],
            Provenance = new ModelProvenance
            {
                Cell = options.Cell ?? name.Cell ?? "not stated in the checkpoint",
                GroundTruth = "not stated in the checkpoint",
                Trainer = $"neuraloperator, imported by noble-train {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}",
                Training = $"{Path.GetFileName(checkpoint.File)}, SHA-256 {Hash(checkpoint.File)}; {LatentSource(options)}",
                Seed = 0,
                TrainingTraces = 0,
                TrainingSeconds = 0,
                Machine = "not stated in the checkpoint",
            },
            Files = [],
        };
    }

    /// <summary>Where the latent points come from, in words.</summary>
    public static string LatentSource(ImportOptions options) => options.LatentsFile is { } path
        ? $"latent points from {Path.GetFileName(path)}"
        : $"the {1 << options.Features.Count} corners of the {(ReferenceEquals(options.Features, ImportFeature.Published) ? "published" : "given")} ranges stand as latent points, no training neurons";

    private static GridSpec Grid(string file, ImportOptions options, NetworkShape shape)
    {
        // As the published code does: a last sample that would end beyond the window is left out. The term keeps 515 / 0.1 whole.
        var length = options.GridLength ?? (int)Math.Min((WindowMilliseconds / options.StepMilliseconds) + 1e-9, int.MaxValue);
        var grid = new GridSpec
        {
            Length = length,
            StepMilliseconds = options.StepMilliseconds,
            StimulusOnMilliseconds = options.StimulusOnMilliseconds,
            StimulusOffMilliseconds = options.StimulusOffMilliseconds,
        };
        if (length < shape.ShortestLength)
        {
            throw new CheckpointException(file, "grid", $"at least {shape.ShortestLength} samples for {shape.Modes} modes", $"{length}");
        }

        return grid.StimulusOnSample >= 0 && grid.StimulusOnSample < grid.StimulusOffSample && grid.StimulusOffSample <= length
            ? grid
            : throw new CheckpointException(
                file,
                "grid",
                string.Create(CultureInfo.InvariantCulture, $"a current step within the window of {grid.DurationMilliseconds} ms"),
                string.Create(CultureInfo.InvariantCulture, $"one from {grid.StimulusOnMilliseconds} to {grid.StimulusOffMilliseconds} ms"));
    }

    private static CurrentRange Currents(string file, ImportOptions options) => options.MinimumNanoamperes < options.MaximumNanoamperes
        ? new CurrentRange
        {
            MinimumNanoamperes = options.MinimumNanoamperes,
            MaximumNanoamperes = options.MaximumNanoamperes,
            UnitNanoamperes = options.CurrentUnitNanoamperes,
        }
        : throw new CheckpointException(
            file,
            "currents",
            "the lowest under the highest",
            string.Create(CultureInfo.InvariantCulture, $"{options.MinimumNanoamperes} to {options.MaximumNanoamperes} nA"));

    private static ChannelSpec[] Channels(string file, NetworkShape shape, ImportOptions options, CheckpointFileName name)
    {
        var frequencies = options.Frequencies ?? name.Frequencies ?? PublishedFrequencies;
        var featureFrequencies = options.FeatureFrequencies ?? name.FeatureFrequencies ?? PublishedFeatureFrequencies;
        ChannelSpec[] channels =
        [
            new() { Kind = ChannelKind.Current },
            new() { Kind = ChannelKind.CurrentNerf, Frequencies = frequencies },
            .. options.Features.Select(feature => new ChannelSpec { Kind = ChannelKind.FeatureNerf, Feature = feature.Name, Frequencies = featureFrequencies }),
        ];
        var inputs = channels.Sum(channel => channel.Count);
        return inputs == shape.InputChannels
            ? channels
            : throw new CheckpointException(
                file,
                "inputs",
                $"1 + 2 x {frequencies} + 2 x {featureFrequencies} x {options.Features.Count} features = {inputs} by the embedding (--frequencies, --feature-frequencies, --feature)",
                $"{shape.InputChannels} in its tensors");
    }

    private static LatentSpec Latent(string file, ImportOptions options)
    {
        var points = options.LatentsFile is { } path ? LatentTable.Read(path, options.Features) : Corners(file, options.Features);
        var features = options.Features.Select((feature, f) => new LatentFeature
        {
            Name = feature.Name,
            Unit = feature.Unit,
            Description = feature.Description,
            Minimum = Scaling(feature, options) ? feature.Minimum!.Value : points.Min(point => point.Values[f]),
            Maximum = Scaling(feature, options) ? feature.Maximum!.Value : points.Max(point => point.Values[f]),
        }).ToArray();
        return Array.Find(features, feature => !(feature.Minimum < feature.Maximum)) is { } flat
            ? throw new PopulationException($"latents file '{options.LatentsFile}': every {flat.Name} is {flat.Minimum.ToString(CultureInfo.InvariantCulture)}, expected a range to scale by, or --feature {flat.Name}=LOW:HIGH")
            : new LatentSpec { Features = features, Points = points };
    }

    // The published ranges are rounded; a table of the cell's own models says them exactly. A range that was given stays.
    private static bool Scaling(ImportFeature feature, ImportOptions options) =>
        feature.Minimum is not null && (options.LatentsFile is null || !ReferenceEquals(options.Features, ImportFeature.Published));

    private static LatentPoint[] Corners(string file, IReadOnlyList<ImportFeature> features)
    {
        if (features.FirstOrDefault(feature => feature.Minimum is null) is { } open)
        {
            throw new CheckpointException(file, "latent space", $"--latents FILE.csv, or a range as in --feature {open.Name}=LOW:HIGH", "neither");
        }

        if (features.Count > MostCorneredFeatures)
        {
            throw new CheckpointException(file, "latent space", $"--latents FILE.csv for more than {MostCorneredFeatures} features", $"{features.Count} features and no file");
        }

        return
        [
            .. Enumerable.Range(0, 1 << features.Count).Select(corner => new LatentPoint
            {
                Name = features.Count == 0 ? "the network" : string.Join('-', features.Select((feature, f) => $"{feature.Name}-{(IsHigh(corner, f) ? "high" : "low")}")),
                Values = [.. features.Select((feature, f) => (IsHigh(corner, f) ? feature.Maximum : feature.Minimum)!.Value)],
            }),
        ];
    }

    private static bool IsHigh(int corner, int feature) => ((corner >> feature) & 1) != 0;

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
