using System.Globalization;

namespace Noble.Edge.Training;

/// <summary>
/// What the name of a published checkpoint says: <c>[NOBLE_CELL_]FNO_nmodes-256_in-23_out-1_nlayers-12_projectionratio-4_hc-24_
/// AmpEmbeddings-FreqScaledNeRF-nfreq-9_HoFEmbeddings-FreqScaledNeRF-nfreq-1_...</c>. A name without nmodes says nothing.
/// </summary>
internal sealed record CheckpointFileName
{
    private const string NobleMark = "NOBLE_", NetworkMark = "_FNO_", OctaveMark = "-nfreq-", FrequencyScaled = "FreqScaledNeRF";

    public int? FourierModes { get; private init; }

    public int? Inputs { get; private init; }

    public int? Outputs { get; private init; }

    public int? Layers { get; private init; }

    public int? ProjectionRatio { get; private init; }

    public int? Channels { get; private init; }

    /// <summary>Octaves K of the current's embedding.</summary>
    public int? Frequencies { get; private init; }

    /// <summary>Octaves K of each feature's embedding.</summary>
    public int? FeatureFrequencies { get; private init; }

    public string? Cell { get; private init; }

    /// <summary>The part that names something a model folder cannot express, or null.</summary>
    public string? Unsupported { get; private init; }

    public static CheckpointFileName Parse(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        var parts = stem.Split('_');
        var modes = Number(parts, "nmodes-");
        return modes is null ? new CheckpointFileName() : new CheckpointFileName
        {
            FourierModes = modes,
            Inputs = Number(parts, "in-"),
            Outputs = Number(parts, "out-"),
            Layers = Number(parts, "nlayers-"),
            ProjectionRatio = Number(parts, "projectionratio-"),
            Channels = Number(parts, "hc-"),
            Frequencies = Number(parts, $"AmpEmbeddings-{FrequencyScaled}{OctaveMark}"),
            FeatureFrequencies = Number(parts, $"HoFEmbeddings-{FrequencyScaled}{OctaveMark}"),
            Cell = CellOf(stem),
            Unsupported = Array.Find(parts, part =>
                part is "group-norm" or "AmpEmbeddings-ConstantInTime"
                || (part.Contains(OctaveMark, StringComparison.Ordinal) && !part.Contains(FrequencyScaled, StringComparison.Ordinal))),
        };
    }

    private static int? Number(string[] parts, string key) =>
        Array.Find(parts, part => part.StartsWith(key, StringComparison.Ordinal)) is { } part
        && int.TryParse(part.AsSpan(key.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static string? CellOf(string stem)
    {
        var end = stem.IndexOf(NetworkMark, StringComparison.Ordinal);
        return stem.StartsWith(NobleMark, StringComparison.Ordinal) && end > NobleMark.Length ? stem[NobleMark.Length..end] : null;
    }
}
