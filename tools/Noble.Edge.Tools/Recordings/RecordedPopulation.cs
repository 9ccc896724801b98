using Noble.Edge.Host;
using Noble.Edge.Operator;

namespace Noble.Edge.Tools;

/// <summary>The neurons of a recording: made again from its configuration and its model, exactly as they were.</summary>
internal sealed class RecordedPopulation
{
    private RecordedPopulation(RunSettings settings, ModelBundle model, Population neurons) => (Settings, Model, Neurons) = (settings, model, neurons);

    /// <summary>The run, as the recording says it.</summary>
    internal RunSettings Settings { get; }

    /// <summary>The model, whose hash is the recording's.</summary>
    internal ModelBundle Model { get; }

    /// <summary>Its neurons.</summary>
    internal Population Neurons { get; }

    /// <summary>Step current of the population [nA].</summary>
    internal double Nanoamperes => Settings.CurrentNanoamperes!.Value;

    /// <summary>A neuron's origin in a word: <c>training</c>, <c>drawn</c>, <c>given</c> or <c>interpolated</c>.</summary>
    internal string Origin => PopulationSources.Name(Settings.Source);

    /// <summary>Makes them again.</summary>
    /// <param name="survey">The recording.</param>
    /// <param name="folder">Where its model is; null for where it was.</param>
    /// <exception cref="UserMistakeException">The model is not there or not the recording's, or the configuration cannot be read.</exception>
    internal static RecordedPopulation Make(RecordingSurvey survey, string? folder)
    {
        var settings = RecordedConfiguration.Settings(survey.Path, survey.Made);
        folder ??= settings.Model ?? throw new UserMistakeException($"{survey.Path}: does not say where its model was: --model DIR names its folder, --without-model does without");
        if (!Directory.Exists(folder))
        {
            throw new UserMistakeException($"{folder}: no such model folder: --model DIR names another place of '{survey.Made.Model}', --without-model does without latent points and trials");
        }

        var model = ModelBundle.Load(folder);
        if (model.Hash != survey.Made.ModelHash)
        {
            throw new UserMistakeException(
                $"model '{model.Manifest.Name}' has the hash {Short(model.Hash)}, expected that of the recording, {Short(survey.Made.ModelHash)} of '{survey.Made.Model}': --model DIR names another folder");
        }

        if (settings.CurrentNanoamperes is null)
        {
            throw new UserMistakeException($"{survey.Path}: its configuration has no currentNanoamperes, expected the population's step current");
        }

        return new RecordedPopulation(settings, model, PopulationSources.Create(settings, model, _ => { }));
    }

    /// <summary>Trials that the recording has seen the beginning of.</summary>
    /// <param name="lastNanoseconds">Time of its last record [ns].</param>
    internal long Trials(long lastNanoseconds)
    {
        var length = Model.Manifest.Grid.DurationMilliseconds * 1e6;
        var end = Settings.Duration == TimeSpan.MaxValue ? lastNanoseconds : Math.Min(lastNanoseconds, Settings.Duration.TotalMilliseconds * 1e6);
        return Math.Max(1, (long)Math.Ceiling(end / length));
    }

    /// <summary>Renders neurons again, a trial at a time, as the runtime's engine renders them.</summary>
    internal PopulationVoltage Voltage(IReadOnlyList<int> neurons) => new(this, neurons);

    private static string Short(string hash) => hash.Length > 16 ? hash[..16] : hash;
}
