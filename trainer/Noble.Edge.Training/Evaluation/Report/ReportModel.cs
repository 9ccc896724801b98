using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Which model a report is about.</summary>
public sealed record ReportModel
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its manifest, which covers every file.</summary>
    public required string Hash { get; init; }

    /// <summary>What it sees, in one line.</summary>
    public required string Embedding { get; init; }

    /// <summary>Training neurons.</summary>
    public required int TrainingNeurons { get; init; }

    /// <summary>Lowest and highest trained current [nA].</summary>
    public required double[] CurrentRangeNanoamperes { get; init; }

    /// <summary>Program that trained it.</summary>
    public required string Trainer { get; init; }

    /// <summary>How it was trained.</summary>
    public required string Training { get; init; }

    /// <summary>What a bundle says of itself.</summary>
    public static ReportModel Of(ModelBundle model)
    {
        var manifest = model.Manifest;
        return new ReportModel
        {
            Name = manifest.Name,
            Hash = model.Hash,
            Embedding = Describe(manifest),
            TrainingNeurons = manifest.Latent.Points.Length,
            CurrentRangeNanoamperes = [manifest.CurrentRange.MinimumNanoamperes, manifest.CurrentRange.MaximumNanoamperes],
            Trainer = manifest.Provenance.Trainer,
            Training = manifest.Provenance.Training,
        };
    }

    /// <summary>Current, clock and features that a model sees, in one line.</summary>
    public static string Describe(ModelManifest manifest)
    {
        var octaves = manifest.Channels.Where(channel => channel.Kind == ChannelKind.CurrentNerf).Select(channel => channel.Frequencies).DefaultIfEmpty(0).Max();
        var features = manifest.Latent.Features.Length == 0 ? "no features" : string.Join(", ", manifest.Latent.Features.Select(feature => feature.Name));
        return $"{(manifest.Clock is null ? "no spike clock" : "spike clock")}; current to K = {octaves}; {features}";
    }
}
