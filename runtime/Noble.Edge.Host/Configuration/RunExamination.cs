using System.Text.Json;
using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>Everything that can be known of a configuration without opening a port: all its mistakes, and what a run of it would be.</summary>
internal sealed class RunExamination
{
    private readonly string _path;
    private readonly ConfigNode? _root;
    private readonly ConfigMistakes _mistakes = new();
    private readonly List<string> _warnings = [];
    private readonly RunSettings _settings;
    private ModelBundle? _model;

    private RunExamination(string path, byte[] text, IReadOnlyDictionary<string, string> variables)
    {
        _path = path;
        _root = ConfigNode.Parse(path, text, _mistakes);
        _settings = RunConfigurationFile.Examine(path, _root, new RunSettings { ConfigurationFile = Path.GetFullPath(path) }, _mistakes);
        _settings = RunEnvironment.Examine(variables, _settings, _mistakes, _warnings.Add);
        if (_root is { Type: JsonTokenType.StartObject })
        {
            CheckSchemaName();
            CheckContradictions();
            CheckModel();
            if (_mistakes.Count == 0)
            {
                _warnings.AddRange(RigWarnings.Of(_root, _settings.LiveRig));
            }
        }
    }

    /// <summary>Mistakes, in the file's order; without one a run begins, as far as hardware, network and disk let it.</summary>
    internal IReadOnlyList<ConfigMistake> Mistakes => _mistakes.InOrder;

    /// <summary>What is no mistake but hardly meant.</summary>
    internal IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What a run would be, in a line; null where there is a mistake.</summary>
    internal string? Summary => _mistakes.Count > 0 || _model is null ? null : RunDescription.Of(_settings, _model);

    /// <summary>Examines a file as a run with these environment variables would take it.</summary>
    /// <exception cref="UserMistakeException">It cannot be read.</exception>
    internal static RunExamination Of(string path, IReadOnlyDictionary<string, string> variables) => new(path, RunConfigurationFile.ReadText(path), variables);

    // A run does not look at it; an editor would check by the wrong one.
    private void CheckSchemaName()
    {
        if (_root!.At("$schema") is { Type: JsonTokenType.String } schema && schema.Text.Split('/', '\\')[^1] != RunSchema.FileName)
        {
            Add("$schema", $"$schema: expected a path or address that ends with {RunSchema.FileName}, which is the one that this program has, found '{schema.Text}'");
        }
    }

    private void CheckContradictions()
    {
        foreach (var (keys, check) in RunChecks.All)
        {
            Located(() => check(_settings), keys);
        }
    }

    private void CheckModel()
    {
        Located(() => _model = ShippedModel.Load(_settings.Model), "model");
        if (_model is not { } model)
        {
            return;
        }

        if (_settings.Operator == OperatorKind.Streaming)
        {
            Located(() => StreamingPart.Check(_settings, model), "operator");
        }
        else if (_settings.CurrentNanoamperes is { } current)
        {
            Located(() => model.Manifest.CurrentRange.Check(current), "currentNanoamperes");
        }

        for (var i = 0; i < (_root!.At("responses")?.Items.Count ?? 0); i++)
        {
            var at = $"responses[{i}].currentNanoamperes";
            if (_root.At(at) is { Type: JsonTokenType.Number } value && double.TryParse(value.Text, System.Globalization.CultureInfo.InvariantCulture, out var response))
            {
                Located(() => model.Manifest.CurrentRange.Check(response), at);
            }
        }

        if (_settings.Engine.Kind == EngineKind.Onnx)
        {
            Located(() => OnnxEngine.GraphPath(model, _settings.Engine.Precision ?? OnnxPrecision.Fp32), "precision", "engine");
        }

        // Neurons that are drawn are inside by the way they are made, and may be many.
        if (_settings.Source is PopulationSource.Given or PopulationSource.Interpolated)
        {
            Located(() => PopulationSources.Create(_settings, model, _warnings.Add), "latents", "interpolate", "outside");
        }
    }

    private void Located(Action check, params string[] keys)
    {
        try
        {
            check();
        }
        catch (Exception error) when (Errors.IsMistake(error))
        {
            var key = keys.FirstOrDefault(key => _root!.At(key) is not null) ?? keys[0];
            Add(key, $"{key}: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    private void Add(string key, string message)
    {
        var value = _root!.At(key);
        _mistakes.AddConsequence(new ConfigMistake(_path, value?.Line ?? 0, value?.Column ?? 0, key, message));
    }
}
