using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>A way through training neurons, as in <c>A:B:N</c>: N neurons from A to B, or on through more of them.</summary>
internal sealed record InterpolationPath
{
    /// <summary>Training neurons by name or index, two or more.</summary>
    public required IReadOnlyList<string> Through { get; init; }

    /// <summary>Neurons in all, at least 2.</summary>
    public required int Count { get; init; }

    /// <exception cref="UserMistakeException">The text is no such way.</exception>
    internal static InterpolationPath Parse(string text)
    {
        var parts = text.Split(':', StringSplitOptions.TrimEntries);
        return parts.Length >= 3 && !parts.Contains("")
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 2 and <= RunSettings.MaximumNeurons
            ? new InterpolationPath { Through = parts[..^1], Count = count }
            : throw new UserMistakeException($"interpolate '{text}': expected A:B:N, as in fs-00:fs-03:9, with training neurons by name or index and N from 2");
    }

    /// <summary>Makes the population.</summary>
    /// <exception cref="UserMistakeException">The model has no such training neuron.</exception>
    internal Population Create(ModelBundle model)
    {
        int[] path = [.. Through.Select(key => Find(model, key))];
        return Population.FromTrainingPoints(model, model.Latent.PointCount).Interpolate(path, Count);
    }

    // A name first: a training neuron may be called 7.
    private static int Find(ModelBundle model, string key)
    {
        var points = model.Latent.Points;
        for (var p = 0; p < points.Count; p++)
        {
            if (points[p].Name == key)
            {
                return p;
            }
        }

        return int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < points.Count
            ? index
            : throw new UserMistakeException($"interpolate: no training neuron '{key}' in model '{model.Manifest.Name}', expected a name, {points[0].Name} to {points[^1].Name}, or an index, 0 to {points.Count - 1}");
    }
}
