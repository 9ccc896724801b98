using Noble.Edge.Operator;

namespace Noble.Edge.Host;

/// <summary>Populations by name.</summary>
internal static class PopulationSources
{
    /// <exception cref="UserMistakeException">There is no such source.</exception>
    internal static PopulationSource Parse(string text) => text switch
    {
        "hull" => PopulationSource.Hull,
        "training" => PopulationSource.Training,
        _ => throw new UserMistakeException($"population '{text}': expected hull or training"),
    };

    /// <summary>The word for it.</summary>
    internal static string Name(PopulationSource source) => source == PopulationSource.Hull ? "hull" : "training";

    /// <summary>Makes the population.</summary>
    internal static Population Create(PopulationSource source, ModelBundle model, int neurons, ulong seed) => source == PopulationSource.Hull
        ? Population.SampleHull(model, neurons, seed)
        : Population.FromTrainingPoints(model, neurons);
}
