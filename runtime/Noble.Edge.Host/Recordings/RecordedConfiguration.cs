using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What a recording says of the run: everything that makes it what it is, as a configuration file that would make it again.</summary>
internal static class RecordedConfiguration
{
    /// <summary>For the recording's header.</summary>
    /// <param name="settings">The run, command line included.</param>
    /// <param name="model">The model.</param>
    /// <param name="nanoamperes">Step current of the population [nA].</param>
    /// <param name="engine">The engine as it describes itself.</param>
    /// <param name="rig">The rig.</param>
    /// <param name="startUtc">When the experiment's time 0 was.</param>
    internal static RigLogConfiguration Of(RunSettings settings, ModelBundle model, double nanoamperes, string engine, LiveRig rig, DateTimeOffset startUtc) => new()
    {
        StartUtc = startUtc,
        Program = $"noble-edge {typeof(RecordedConfiguration).Assembly.GetName().Version?.ToString(3)}",
        Model = model.Manifest.Name,
        ModelHash = model.Hash,
        Engine = engine,
        Seeds = new Dictionary<string, ulong> { ["run"] = settings.Seed },
        Configuration = Effective(settings, nanoamperes),
        InputPorts = rig.InputNames,
        StimulusPorts = rig.StimulusNames,
        Controllers = rig.ControllerNames,
        Responses = [.. rig.Responses.Select(response => response.Name)],
    };

    /// <summary>The run that a recording is of, as settings.</summary>
    /// <exception cref="UserMistakeException">The recording's configuration is none.</exception>
    internal static RunSettings Settings(string path, RigLogConfiguration recorded) =>
        RunConfigurationFile.ApplyText(path, JsonSerializer.SerializeToUtf8Bytes(recorded.Configuration, RunConfigurationJson.Default.JsonElement), new RunSettings());

    private static JsonElement Effective(RunSettings settings, double nanoamperes)
    {
        var flat = new RunConfiguration
        {
            Model = Path.GetFullPath(settings.Model ?? ShippedModel.Find(AppContext.BaseDirectory)),
            Operator = settings.Operator == OperatorKind.Streaming ? "streaming" : null,
            TickMilliseconds = settings.Operator == OperatorKind.Streaming ? settings.Tick.TotalMilliseconds : null,
            Draw = settings.Draw switch { StreamingSpikeDraw.Random => "random", StreamingSpikeDraw.Median => "median", _ => null },
            Neurons = settings.Neurons,
            Population = settings.Population is { } source ? PopulationSources.Name(source) : null,
            Latents = settings.Latents is { } latents ? Path.GetFullPath(latents) : null,
            Interpolate = settings.Interpolate is { } way ? $"{string.Join(':', way.Through)}:{way.Count}" : null,
            Outside = "allow",
            Seed = settings.Seed,
            Variability = settings.Variability,
            CurrentNanoamperes = nanoamperes,
            Duration = settings.Duration == TimeSpan.MaxValue ? "forever" : FormattableString.Invariant($"{settings.Duration.TotalMilliseconds}ms"),
            Threads = settings.Threads,
            Engine = settings.Engine.Kind switch { EngineKind.Onnx => "onnx", EngineKind.Reference => "reference", _ => null },
            Precision = settings.Engine.Precision is { } precision ? precision.ToString().ToLowerInvariant() : null,
            Batch = settings.Engine.Batch,
            ThresholdMillivolts = settings.Detector.ThresholdMillivolts,
            PulseWidthMilliseconds = settings.PulseWidth.TotalMilliseconds,
        };
        var all = JsonSerializer.SerializeToNode(flat, RunConfigurationJson.Default.RunConfiguration)!.AsObject();
        foreach (var key in all.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            all.Remove(key);
        }

        if (settings.ConfigurationFile is { } file)
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            var written = JsonNode.Parse(File.ReadAllBytes(file), documentOptions: options)!.AsObject();
            foreach (var key in RigReader.Keys.Where(key => key != ConnectionReader.Key && written.ContainsKey(key)))
            {
                all[key] = written[key]?.DeepClone();
            }
        }

        if (settings.LiveRig.Stimulus is { File: not null } stimulus)
        {
            all[StimulusReader.Key] = OfFile(stimulus);
        }
        else if (settings.LiveRig.Stimulus.IsConstant)
        {
            all.Remove(StimulusReader.Key);
        }

        var conductances = settings.LiveRig.Conductances;
        for (var place = 0; place < conductances.Count; place++)
        {
            if (conductances[place].File is not null)
            {
                var section = OfFile(conductances[place]);
                section["reversalMillivolts"] = conductances[place].ReversalMillivolts;
                all[StimulusReader.ConductancesKey]![place] = section;
            }
        }

        return JsonSerializer.SerializeToElement(all, RunConfigurationJson.Default.JsonObject);
    }

    // Where it was, and what was in it: another file would give other spikes.
    private static JsonObject OfFile(StimulusSettings stimulus)
    {
        var section = new JsonObject
        {
            ["source"] = "file",
            ["file"] = Path.GetFullPath(stimulus.File!),
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(stimulus.File!))),
            ["loop"] = stimulus.Loops,
        };
        if (stimulus.SampleInterval is { } interval)
        {
            section["sampleMilliseconds"] = interval.TotalMilliseconds;
        }

        return section;
    }
}
