using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>A run in a line, before it runs.</summary>
internal static class RunDescription
{
    internal static string Of(RunSettings settings, ModelBundle model)
    {
        var isStreaming = settings.Operator == OperatorKind.Streaming;
        var current = StreamingPart.Current(settings, model);
        var duration = settings.Duration == TimeSpan.MaxValue ? "until it is stopped" : string.Create(CultureInfo.InvariantCulture, $"for {settings.Duration.TotalSeconds} s");
        var rig = settings.LiveRig;
        string[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Neurons(settings)} of {model.Manifest.Name} at {current} nA {duration}"),
            .. isStreaming ? (string[])[string.Create(CultureInfo.InvariantCulture, $"streaming operator, {string.Join(", ", rig.Conductances.Prepend(rig.Stimulus).Select(source => source.Description))}, tick {settings.Tick.TotalMilliseconds} ms")] : [],
            settings.LiveRig.Connection is { } connection ? $"broker {string.Join(", ", connection.Addresses)}" : settings.Broker.IsEmbedded ? "embedded broker" : $"broker {settings.Broker.Host}:{settings.Broker.Port}",
            .. rig.Ports.Select(port => $"port {port.Name}{(port.Name == port.Type ? "" : $" ({port.Type})")}"),
            .. rig.Controllers.Select(make => $"controller {make().Name}"),
            .. rig.Recording is { } recording ? (string[])[$"recorded in {recording.Path}"] : [],
        ];
        return string.Join("; ", parts);
    }

    private static string Neurons(RunSettings settings) => settings.Source switch
    {
        PopulationSource.Given => $"the neurons of {settings.Latents}",
        PopulationSource.Interpolated => $"{settings.Interpolate!.Count} neurons",
        _ => $"{settings.Neurons ?? RunSettings.DefaultNeurons} neurons",
    };
}
