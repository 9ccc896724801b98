using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>What of a rig's configuration has no effect, or less than it says.</summary>
internal static class RigWarnings
{
    private static readonly string[] StimulusLimits = ["minimumNanoamperes", "maximumNanoamperes", "slewNanoamperesPerMillisecond", "chargePicocoulombs", "stimuliPerSecond"];

    internal static IEnumerable<string> Of(ConfigNode root, RigSettings rig)
    {
        var channels = rig.Ports.Sum(port => port.StimulusChannels);
        if (channels == 0 && StimulusLimits.FirstOrDefault(key => root.At($"limits.{key}") is not null) is { } idle)
        {
            yield return $"limits.{idle}: no port has a stimulus channel, so that nothing is limited by it";
        }

        foreach (var port in rig.Ports)
        {
            if (port.Reach is { } reach && (rig.Limits.MaximumNanoamperes > reach.Highest || rig.Limits.MinimumNanoamperes < reach.Lowest))
            {
                yield return Text($"limits: {rig.Limits.MinimumNanoamperes} to {rig.Limits.MaximumNanoamperes} nA is more than port {port.Name} can reach, {reach.Lowest:0.####} to {reach.Highest:0.####} nA; what it cannot reach is refused and counted");
            }
        }

        foreach (var (path, nanoamperes) in Currents(root))
        {
            if (channels > 0 && (nanoamperes > rig.Limits.MaximumNanoamperes || nanoamperes < rig.Limits.MinimumNanoamperes))
            {
                yield return Text($"{path}: {nanoamperes} nA, the limits allow {rig.Limits.MinimumNanoamperes} to {rig.Limits.MaximumNanoamperes} nA");
            }
        }

        if (rig.Recording is { } recording && File.Exists(recording.Path))
        {
            yield return $"recording.file: {recording.Path} is there already, and a run does not overwrite it";
        }
    }

    private static IEnumerable<(string Path, double Nanoamperes)> Currents(ConfigNode root)
    {
        for (var i = 0; i < (root.At("controllers")?.Items.Count ?? 0); i++)
        {
            foreach (var key in new[] { "minimumNanoamperes", "maximumNanoamperes", "pulses.nanoamperes" })
            {
                var path = $"controllers[{i}].{key}";
                if (root.At(path) is { Type: JsonTokenType.Number } value && double.TryParse(value.Text, CultureInfo.InvariantCulture, out var nanoamperes))
                {
                    yield return (path, nanoamperes);
                }
            }
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
