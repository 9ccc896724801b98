namespace Noble.Edge.Operator;

/// <summary>What a manifest must satisfy beyond being well-formed JSON.</summary>
internal static class ManifestRules
{
    /// <summary>The first rule that the manifest breaks, in words, or null.</summary>
    public static string? Fault(ModelManifest manifest)
    {
        if (manifest.Schema != ModelManifest.CurrentSchema)
        {
            return $"schema is {manifest.Schema}, expected {ModelManifest.CurrentSchema}";
        }

        return manifest.Grid.Fault()
            ?? manifest.CurrentRange.Fault()
            ?? manifest.Latent.Fault()
            ?? ClockFault(manifest)
            ?? ChannelFault(manifest)
            ?? OutputFault(manifest)
            ?? OnnxFault(manifest)
            ?? StreamingGraphFault(manifest)
            ?? manifest.Streaming?.Fault(manifest.Latent);
    }

    private static string? OnnxFault(ModelManifest manifest)
    {
        OnnxGraph[] graphs = manifest.Onnx ?? [];
        if (graphs.FirstOrDefault(graph => !manifest.Files.ContainsKey(graph.File)) is { } unlisted)
        {
            return $"onnx names '{unlisted.File}', which files does not list";
        }

        return graphs.CountBy(graph => graph.Precision).FirstOrDefault(count => count.Value > 1) is { Value: > 1 } twice
            ? $"onnx has {twice.Value} graphs of precision {twice.Key}, expected at most one of each"
            : null;
    }

    private static string? StreamingGraphFault(ModelManifest manifest) => manifest.Streaming?.Onnx is { } graph && !manifest.Files.ContainsKey(graph.File)
        ? $"streaming.onnx names '{graph.File}', which files does not list"
        : null;

    private static string? ClockFault(ModelManifest manifest)
    {
        if (manifest.Clock is not { } clock)
        {
            return null;
        }

        if (manifest.Latent.IndexOf(clock.OnsetFeature) < 0)
        {
            return $"clock.onsetFeature is '{clock.OnsetFeature}', expected a latent feature";
        }

        if (clock.MapFeatures.FirstOrDefault(name => manifest.Latent.IndexOf(name) < 0) is { } unknown)
        {
            return $"clock.mapFeatures names '{unknown}', expected latent features";
        }

        if (clock.TransientSpikes is < 0 or > 16)
        {
            return $"clock.transientSpikes is {clock.TransientSpikes}, expected 0 to 16";
        }

        if (clock.TransientSpikes > 0 && (clock.RheobaseFeature is null || manifest.Latent.IndexOf(clock.RheobaseFeature) < 0))
        {
            return $"clock.rheobaseFeature is '{clock.RheobaseFeature}', expected a latent feature, which transient spikes need";
        }

        if ((clock.SpikeOnsetFeatures ?? []).FirstOrDefault(name => manifest.Latent.IndexOf(name) < 0) is { } unknownOnset)
        {
            return $"clock.spikeOnsetFeatures names '{unknownOnset}', expected latent features";
        }

        if (clock.SpikeOnsetFeatures is { } onsets && onsets.Length >= Math.Max(1, clock.TransientSpikes))
        {
            return $"clock.spikeOnsetFeatures names {onsets.Length}, expected fewer than the {clock.TransientSpikes} transient spikes";
        }

        return clock.Splines is < 4 or > 64 || !(clock.ReferenceNanoamperes > 0) || clock.TimeConstantsMilliseconds.Any(tau => !(tau > 0))
            ? "clock: expected 4 to 64 splines, a reference current above 0 and time constants above 0"
            : null;
    }

    private static string? ChannelFault(ModelManifest manifest)
    {
        foreach (var channel in manifest.Channels)
        {
            if (channel.Fault(manifest.Latent, manifest.Clock is not null) is { } fault)
            {
                return fault;
            }
        }

        var count = manifest.Channels.Sum(channel => channel.Count);
        return count == manifest.Network.InputChannels
            ? null
            : $"channels make {count} inputs, network.inputChannels is {manifest.Network.InputChannels}";
    }

    private static string? OutputFault(ModelManifest manifest)
    {
        if (manifest.Output.OffsetFeature is { } offset && manifest.Latent.IndexOf(offset) < 0)
        {
            return $"output.offsetFeature is '{offset}', expected a latent feature";
        }

        return manifest.Grid.Length < manifest.Network.ShortestLength
            ? $"grid.length is {manifest.Grid.Length}, expected at least {manifest.Network.ShortestLength} for {manifest.Network.Modes} modes"
            : null;
    }
}
